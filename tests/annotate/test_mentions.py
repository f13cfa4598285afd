"""Mentions in sentences of our own: what is found, how far it reaches, what it is."""

import pytest

from kg.extractor import Extractor
from kg.ingest.article import document
from kg.model.entity import EntityType, MentionKind

NAME, DEMONYM, METONYM, NOMINAL, PRONOUN = MentionKind


def mentions(extractor: Extractor, text: str) -> dict[str, tuple[MentionKind, EntityType]]:
    """Kind and type of the entity by the words of each mention; the first of equal words."""
    found = extractor.extract(document(id="case", text=text, source="tests", published="2023-05-02"))
    held = sorted((m.span, m.text, m.kind, e.type) for e in found.entities for m in e.mentions if m.head >= 0)
    return {text: (kind, type_) for _, text, kind, type_ in reversed(held)}


CASES = [
    ("Peru's defence minister flew to Quito.", "Peru", NAME, EntityType.STATE),
    ("The Peruvian delegation left early.", "Peruvian", DEMONYM, EntityType.STATE),
    ("Lima denounced the raid.", "Lima", METONYM, EntityType.STATE),
    ("Rain fell in Lima all night.", "Lima", NAME, EntityType.SETTLEMENT),
    ("The Kremlin denied the report.", "Kremlin", METONYM, EntityType.STATE),
    ("Foreign Minister Nadia Brenner resigned.", "Nadia Brenner", NAME, EntityType.PERSON),
    ("The reporter asked Mr Okonjo about it.", "Okonjo", NAME, EntityType.PERSON),
    ("Norwegian soldiers guarded the pass.", "Norwegian soldiers", NOMINAL, EntityType.GROUP),
    ("Peru's foreign ministry gave no reason.", "Peru's foreign ministry", NOMINAL, EntityType.GOVERNMENT_BODY),
    ("The 45-year-old teacher denied the charge.", "45-year-old teacher", NOMINAL, EntityType.PERSON),
    ("Over 3,000 Kenyan troops crossed the river.", "Kenyan troops", NOMINAL, EntityType.ARMED_FORCE),
    ("The National Harbour Party won two seats.", "National Harbour Party", NAME, EntityType.PARTY),
    ("The newspaper Morgenpost broke the story.", "Morgenpost", NAME, EntityType.MEDIA_ORGANISATION),
    ("U.S.-led forces withdrew from the base.", "U.S.", NAME, EntityType.STATE),
    ("Fighting spread across Kursk region on Friday.", "Kursk", NAME, EntityType.REGION),
    ("The president-elect named his team.", "president-elect", NOMINAL, EntityType.PERSON),
    ("Bosnia's army fired on the hill.", "Bosnia", NAME, EntityType.STATE),
    ("The war entered its third year.", "war", NOMINAL, EntityType.NAMED_EVENT),
    ("The war in Ukraine goes on.", "Ukraine", NAME, EntityType.STATE),
    ("ECOWAS sent envoys to the city.", "ECOWAS", NAME, EntityType.INTERNATIONAL_ORGANISATION),
    ("Rain fell on Port-au-Prince all night.", "Port-au-Prince", NAME, EntityType.SETTLEMENT),
    ("A train left Newcastle upon Tyne at noon.", "Newcastle upon Tyne", NAME, EntityType.SETTLEMENT),
    ("Presidents Dilma Souza of Brazil and Juan Rey of Peru met.", "Dilma Souza", NAME, EntityType.PERSON),
    ("The EU Fisheries Commissioner flew to Oslo.", "EU", NAME, EntityType.INTERNATIONAL_ORGANISATION),
    ("The Volvo CEO asked for patience.", "Volvo", NAME, EntityType.COMPANY),
    ("The Volvo CEO asked for patience.", "Volvo CEO", NOMINAL, EntityType.PERSON),
    ("The EU's fisheries commissioner, Ana Salas, agreed to wait.", "Ana Salas", NAME, EntityType.PERSON),
]


@pytest.mark.parametrize(("text", "words", "kind", "type_"), CASES, ids=[c[1] + "-" + c[2].value for c in CASES])
def test_mention(extractor: Extractor, text: str, words: str, kind: MentionKind, type_: EntityType) -> None:
    assert mentions(extractor, text).get(words) == (kind, type_)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There is a risk of war in the region.", "war"),
        ("The house was in a bad state.", "bad state"),
        ("It is clear that the talks failed.", "It"),
        ("The storm took place at noon.", "place"),
        ("The boat sank. Reporting by Ann Olsen; Editing by Joe Berg", "Ann Olsen"),
        ("Today I can say that we agree.", "Today"),
        ("The siren went off at 19:40 UTC on Monday.", "UTC"),
        ("The Roman Catholic Church sent blankets.", "Roman"),
    ],
)
def test_no_mention(extractor: Extractor, text: str, words: str) -> None:
    assert words not in mentions(extractor, text)


def test_possessive_and_article_stay_outside(extractor: Extractor) -> None:
    found = mentions(extractor, "The United Nations' envoy met Chile's president.")
    assert "United Nations" in found
    assert "Chile" in found
    assert not any(words.startswith(("The ", "the ")) or words.endswith(("'s", "'")) for words in found)


def test_a_state_inside_a_body_is_a_mention_too(extractor: Extractor) -> None:
    found = mentions(extractor, "The US State Department declined to comment on South Korea's defense ministry.")
    assert {"US", "US State Department", "South Korea", "South Korea's defense ministry"} <= set(found)


def test_headline_in_title_case_is_cut_to_the_names_of_the_text(extractor: Extractor) -> None:
    text = "Brenner Verdict Postponed Amid New Testimony\n\nThe court has put off the verdict on Nadia Brenner. Brenner denies all charges."
    found = mentions(extractor, text)
    assert "Brenner" in found
    assert "Brenner Verdict" not in found


def test_a_town_in_a_match_report_is_its_club(extractor: Extractor) -> None:
    text = (
        "Lyon beat Nantes with a late goal. The coach praised the goalkeeper and the striker. "
        "The match was the first of the league in Lyon, and the referee gave a penalty in stoppage time."
    )
    found = extractor.extract(document(id="case", text=text, source="tests"))
    kinds = [e.type for e in found.entities for m in e.mentions if m.text == "Lyon"]
    assert kinds == [EntityType.ORGANISATION, EntityType.SETTLEMENT]


def test_mentions_lie_in_the_text_and_in_order(extractor: Extractor) -> None:
    text = "“Peru’s” army – and Chile’s – met in Lima.\u00a0Nadia Brenner said so."
    found = extractor.extract(document(id="case", text=text, source="tests"))
    starts = [e.mentions[0].span.begin for e in found.entities]
    assert starts == sorted(starts)
    for entity in found.entities:
        for mention in entity.mentions:
            assert mention.text == text[mention.span.begin : mention.span.end]


def test_a_part_of_a_place_is_a_place_inside_it(extractor: Extractor) -> None:
    found = extractor.extract(
        document(id="case", text="The army moved guns to far eastern Libya. Rebels hold the north of Mali and Chad's west.", source="tests")
    )
    names = {e.id: e.name for e in found.entities}
    assert {"far eastern Libya", "Libya", "north of Mali", "Mali", "Chad's west", "Chad"} <= set(names.values())
    inside = {(names[r.subject], names[r.object]) for r in found.relations if r.predicate == "locatedIn" and r.row is None}
    assert {("far eastern Libya", "Libya"), ("north of Mali", "Mali"), ("Chad's west", "Chad")} <= inside


def test_a_direction_behind_an_article_makes_no_part(extractor: Extractor) -> None:
    assert "western Kano State" not in mentions(extractor, "The patrol reached the western Kano State, where it met traders.")


def test_a_ministry_before_its_spokesman(extractor: Extractor) -> None:
    found = extractor.extract(document(id="case", text="Foreign Ministry spokesman Ole Brekke met the envoy.", source="tests"))
    names = {e.id: (e.name, e.type) for e in found.entities}
    assert ("Foreign Ministry", EntityType.GOVERNMENT_BODY) in names.values()
    assert [(names[r.subject][0], r.predicate, names[r.object][0]) for r in found.relations] == [
        ("Ole Brekke", "spokespersonOf", "Foreign Ministry")
    ]


def test_a_title_s_field_is_no_body(extractor: Extractor) -> None:
    names = mentions(extractor, "International Development Secretary Penny Brekke met the envoy.")
    assert "Penny Brekke" in names
    assert "International" not in names


def test_who_is_with_a_body_names_it(extractor: Extractor) -> None:
    found = mentions(extractor, "Ann Kabore, a nurse with Solidarité Sahel, left the town.")
    assert found["Solidarité Sahel"][1] is EntityType.ORGANISATION


def test_a_town_with_a_hyphen_in_the_tables_is_a_town(extractor: Extractor) -> None:
    assert mentions(extractor, "Rebels besieged el-Fasher in Darfur.")["el-Fasher"][1] is EntityType.SETTLEMENT


def test_words_that_count_are_no_things(extractor: Extractor) -> None:
    assert "more" not in mentions(extractor, "The rebels did not want to fight any more.")


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Ruto's deputy, Rigathi Gachagua, blamed the intelligence service.", "Rigathi Gachagua", EntityType.PERSON),
        ("Police looked for three suspects, two of them Pakistani nationals.", "Pakistani nationals", EntityType.GROUP),
        ("Explosions were heard in Tehran, Natanz and Tabriz.", "Natanz", EntityType.SETTLEMENT),
        ("The text was drafted by Ukraine and European countries.", "European countries", EntityType.STATE),
        ("The army chief, General Waker-uz-Zaman, announced a plan.", "Waker-uz-Zaman", EntityType.PERSON),
        ("Crowds stormed Ganabhaban, her official residence in Dhaka.", "Ganabhaban", EntityType.PLACE),
        ("Peru names Sharaa envoy\n\nAhmed al-Sharaa, a lawyer, was sent by Peru.", "Sharaa", EntityType.PERSON),
        ("Trinidad and Tobago's prime minister spoke.", "Trinidad and Tobago's prime minister", EntityType.PERSON),
        ("Washington designated the gang a terrorist group.", "Washington", EntityType.STATE),
        ("Tuareg separatists met Druze leaders.", "Tuareg", EntityType.GROUP),
        ("The fund, which lent Nairobi three billion dollars, praised Kenya.", "Nairobi", EntityType.STATE),
    ],
)
def test_types_by_what_stands_beside(extractor: Extractor, text: str, name: str, type_: EntityType) -> None:
    assert mentions(extractor, text)[name][1] is type_
