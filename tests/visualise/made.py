"""Scenes made for tests and benchmarks: of any size, and one that tries to break out of the page."""

from collections import defaultdict
from dataclasses import replace
from random import Random

from kg.visualise.scene import Article, Edge, Node, Scene, Statement

KINDS = ("State", "Person", "GovernmentBody", "ArmedForce", "Settlement", "Group", "Company", "Other")
TYPES = ("ASSAULT", "CONSULT", "AGREE", "ACCUSE", "AID", "MOBILIZE")
EVIL = (
    "</script><script>window.broken=1</script><img src=x onerror=window.broken=1>"
    '"\' onmouseover="window.broken=1" {{7*7}} ${window.broken=1} \u2028 ]]> <!--'
)
EVIL_URL = "javascript:window.broken=1"


def large(size: int, seed: int = 3) -> Scene:
    """About `size` nodes, half of them events of two parties each; a few entities have most of the events."""
    draw, people = Random(seed), size // 2  # noqa: S311 - numbers for tests, not secrets
    entities = [
        Node(iri=f"https://x.example/id/entity/{i}", kind=KINDS[i % 8], event=False, label=f"Name {i} of Town") for i in range(people)
    ]
    text = " ".join(f"The {TYPES[i % 6].lower()} of party {i} was reported." for i in range(50))
    articles = [
        Article(
            iri=f"https://x.example/id/document/{i}",
            id=f"a{i}",
            title=f"Report {i}",
            published="2024-05-01",
            source="made.txt",
            url=None,
            text=text,
        )
        for i in range(max(1, size // 100))
    ]
    events, edges, claims = [], [], []
    about: dict[int, list[int]] = defaultdict(list)
    for i in range(size - people):
        month = f"20{10 + i % 15}-{1 + i % 12:02d}"
        label = f"{TYPES[i % 6].lower()} {i}"
        events.append(
            Node(
                iri=f"https://x.example/id/event/{i}",
                kind=TYPES[i % 6],
                event=True,
                label=label,
                when=month,
                day=f"{month}-03",
                sources=1 + i % 3,
                claims=(i,),
            )
        )
        claims.append(_claim(i, i % len(articles), draw.random() < 0.8))
        community = i % max(1, people // 40)
        ends = {min(people - 1, int(40 * draw.random() ** 2) + 40 * community), int(people * draw.random() ** 3)}
        for end in ends:
            about[end].append(i)
        edges += [
            Edge(source=people + i, target=end, label=role, origin="role", claims=(i,))
            for end, role in zip(sorted(ends), ("actor", "recipient"), strict=False)
        ]
    entities = [replace(entity, claims=tuple(about[i])) for i, entity in enumerate(entities)]
    return Scene(articles=tuple(articles), nodes=(*entities, *events), edges=tuple(edges), claims=tuple(claims))


def _claim(i: int, article: int, factual: bool) -> Statement:
    span = (0, 38)
    return Statement(
        iri=f"https://x.example/id/claim/{i}",
        article=article,
        voice="article",
        source=None,
        words=None,
        stance="assert",
        polarity="positive",
        certainty="certain",
        tense="past" if factual else "future",
        factual=factual,
        said=None,
        evidence=(span,),
        content=((4, 20),),
    )


def hostile() -> Scene:
    """Every text is an attempt to become markup or script; every link is one that runs script."""
    article = Article(
        iri=f"https://x.example/d/{EVIL}",
        id=EVIL,
        title=EVIL,
        published=EVIL,
        source=EVIL,
        url=EVIL_URL,
        text=EVIL * 3,
        mentions=((0, 9, 0),),
    )
    state = Node(
        iri=f"https://x.example/e/Q1{EVIL}",
        kind="State",
        event=False,
        label=EVIL,
        names=(EVIL, EVIL + "2"),
        identifiers=((EVIL, EVIL_URL),),
        notes=(EVIL,),
        claims=(0, 1),
    )
    person = Node(iri="https://x.example/e/p", kind="Person", event=False, label=f"B {EVIL}", claims=(0,))
    event = Node(
        iri="https://x.example/v/1",
        kind="ASSAULT",
        event=True,
        label=EVIL,
        mode=EVIL,
        when=EVIL,
        day="2024-05-03",
        sources=1,
        claims=(0, 1),
    )
    other = Node(iri="https://x.example/v/2", kind="AID", event=True, label=EVIL, day="2024-07-03", claims=(1,))
    common = {
        "article": 0,
        "voice": "source",
        "polarity": EVIL,
        "certainty": EVIL,
        "tense": EVIL,
        "said": EVIL,
        "evidence": ((0, 60),),
        "content": ((3, 20),),
    }
    claims = (
        Statement(iri=f"https://x.example/c/{EVIL}", source=1, words=EVIL, stance=EVIL, factual=True, cue=(25, 30), **common),
        Statement(iri="https://x.example/c/2", source=None, words=EVIL, stance="deny", factual=False, **common),
    )
    edges = (
        Edge(source=2, target=0, label="actor", origin="role", claims=(0,)),
        Edge(source=2, target=1, label="recipient", origin="role", claims=(0,)),
        Edge(source=1, target=0, label=EVIL, origin="fact", claims=(0,)),
        Edge(source=0, target=1, label="borders", origin="background", row=EVIL),
        Edge(source=3, target=1, label="actor", origin="role", claims=(1,)),
    )
    return Scene(articles=(article,), nodes=(state, person, event, other), edges=edges, claims=claims, left_out=3)
