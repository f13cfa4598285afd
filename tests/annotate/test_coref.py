"""Coreference in short texts of our own: what is one, what is two."""

import pytest

from kg.extractor import Extractor
from kg.ingest.article import document


def chains(extractor: Extractor, text: str) -> list[list[str]]:
    found = extractor.extract(document(id="case", text=text, source="tests", published="2023-05-02"))
    return [[m.text for m in e.mentions] for e in found.entities]


def together(found: list[list[str]], *words: str) -> bool:
    return any(all(w in chain for w in words) for chain in found)


ONE = [
    ("Nadia Brenner arrived on Monday. Brenner spoke first.", ["Nadia Brenner", "Brenner"]),
    ("The Lakes Transport Union (LTU) called a strike. The LTU wants more pay.", ["Lakes Transport Union", "LTU"]),
    ("Nadia Brenner, a lawyer from Oslo, won the case.", ["Nadia Brenner", "lawyer"]),
    ("Nadia Brenner is a lawyer from Oslo.", ["Nadia Brenner", "lawyer"]),
    ("Chancellor Nadia Brenner flew to Oslo. The chancellor was tired.", ["Nadia Brenner", "chancellor"]),
    ("Nadia Brenner left early. She was tired.", ["Nadia Brenner", "She"]),
    ('"I will not resign," Nadia Brenner said.', ["Nadia Brenner", "I"]),
    ("Nadia Brenner asked her aides to stay.", ["Nadia Brenner", "her"]),
    ("Peru closed the border. Peruvian guards fired.", ["Peru", "Peruvian"]),
    ("Peru said Lima was safe. Lima rejected the claim of Chile.", ["Peru", "Lima"]),
    ("Kenyan soldiers crossed the river. Kenyan troops met no one.", ["Kenyan soldiers", "Kenyan troops"]),
    ("The war has cost many lives. Nobody knows when the conflict will end.", ["war", "conflict"]),
    (
        "Norway's foreign ministry called it a mistake. The Norwegian foreign ministry said more.",
        ["Norway's foreign ministry", "Norwegian foreign ministry"],
    ),
    ("Talks with South Korea broke down. The North fired a rocket. North Korea denied it.", ["North", "North Korea"]),
    ("Peruvian troops advanced. The country wants the port.", ["Peruvian", "country"]),
    ("The members of the Bundestag met. The members of the Bundestag voted.", ["members", "members"]),
    ("The West African bloc ECOWAS sent envoys.", ["West African bloc", "ECOWAS"]),
    ("Hamas took the hall on Friday. The group fled.", ["Hamas", "group"]),
    ("Senators grill defence secretary. Defence Secretary Nadia Brenner spoke. The secretary left.", ["Nadia Brenner", "secretary"]),
    ("Peru's foreign minister, Nadia Brenner, left. She said her country was safe.", ["Peru", "her country"]),
    ("Kenya's president drops tax\n\nPresident Karl Amsel bowed to pressure on Monday.", ["Karl Amsel", "Kenya's president"]),
    ("The Green Party, the opposition party, met. The opposition party voted.", ["Green Party", "opposition party"]),
    (
        "The Harbour Crimes Court met. Oslo sent a judge. Two men wept. Snow fell. The sea froze. Peru withdrew from the court.",
        ["Harbour Crimes Court", "court"],
    ),
    ("The step made it harder for Peru to raise its army. Chile slept.", ["Peru", "its"]),
    ("Karl Amsel was held, his party said. It met at noon.", ["his party", "It"]),
    ("The student fled. Police arrested the student at dawn.", ["student", "student"]),
]
TWO = [
    ("Donald Amsel met Donald Amsel Jr. on Sunday.", "Donald Amsel", "Donald Amsel Jr."),
    ("Karl Amsel and Maria Amsel arrived. Mrs. Amsel spoke first.", "Karl Amsel", "Amsel"),
    ("Nadia Brenner met Karl Brenner in Oslo.", "Nadia Brenner", "Karl Brenner"),
    ("Nadia Brenner met Karl Amsel. She thanked him.", "Nadia Brenner", "him"),
    ("Chancellor Nadia Brenner met President Karl Amsel. The president smiled.", "Nadia Brenner", "president"),
    ("Kenyan soldiers met Ugandan soldiers.", "Kenyan soldiers", "Ugandan soldiers"),
    ("Two Kenyan soldiers died. Kenyan troops left.", "Kenyan soldiers", "Kenyan troops"),
    ("Karl Amsel saw him at the station.", "Karl Amsel", "him"),
    ("Michael Jordan flew to Jordan.", "Michael Jordan", "Jordan"),
    ("The foreign ministry of Peru met the foreign ministry of Chile.", "Peru", "Chile"),
    ("Peru sold boats to Chile. It is clear that nobody gains.", "Peru", "It"),
    ("Chile was calm. Peru, which has ships in the country, kept silent.", "Peru", "country"),
    ("The Harbour Crimes Commission arrested two men. The ministry objected.", "Harbour Crimes Commission", "ministry"),
    ("Nobody was hurt. The rail was damaged, he said.", "Nobody", "he"),
    ("The United States left. The state of emergency went on.", "United States", "state"),
    ("Karl Amsel took office in May. The Socialists backed it.", "office", "it"),
    ("Peru praised Chile and its neighbouring country.", "Chile", "its neighbouring country"),
    ("He accused the opposition Green Party. Karl Amsel, head of the ruling party, spoke.", "Green Party", "ruling party"),
    ("South Korea voted. South Korea was calm. He praised North Korea. Han apologised to the nation.", "North Korea", "nation"),
    ("The foreign secretary joined the US secretary for talks.", "foreign secretary", "US secretary"),
    ("The United States acted. The step would make it harder for Peru to pay.", "United States", "it"),
    ("The Siemens spokesman left. The Volvo spokesman stayed.", "Siemens spokesman", "Volvo spokesman"),
    ("The Siemens director met the Lima mayor and the Volvo director.", "Siemens director", "Volvo director"),
]


@pytest.mark.parametrize(("text", "words"), ONE, ids=[w[0] for _, w in ONE])
def test_one(extractor: Extractor, text: str, words: list[str]) -> None:
    assert together(chains(extractor, text), *words)


@pytest.mark.parametrize(("text", "one", "other"), TWO, ids=[f"{a}-{b}" for _, a, b in TWO])
def test_two(extractor: Extractor, text: str, one: str, other: str) -> None:
    assert not together(chains(extractor, text), one, other)


def test_the_holder_of_an_office_by_the_table(extractor: Extractor) -> None:
    """The table knows who is about to take office when the article is published."""
    text = "Donald Trump thanked his voters. The president-elect will meet allies in Paris."
    found = extractor.extract(document(id="case", text=text, source="tests", published="2024-11-20"))
    assert together([[m.text for m in e.mentions] for e in found.entities], "Donald Trump", "president-elect")


def test_every_mention_is_in_one_chain(extractor: Extractor) -> None:
    text = "Nadia Brenner told Karl Amsel that her aides saw him. Amsel said he knew. The two officials left Peru, whose army stayed."
    found = extractor.extract(document(id="case", text=text, source="tests"))
    spans = [m.span for e in found.entities for m in e.mentions]
    assert len(spans) == len(set(spans))


def test_the_capital_is_no_village(extractor: Extractor) -> None:
    found = extractor.extract(document(id="case", text="Gunmen raided Inata in Mali. Crowds marched in the capital.", source="tests"))
    names = {m.text: e.id for e in found.entities for m in e.mentions}
    assert names["capital"] != names["Inata"]
