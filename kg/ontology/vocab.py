"""Every term that the code uses, as plain strings; a test holds them to `ontologies/vocabulary/kg.ttl`, both ways.

A value is the full IRI. Terms of others that we use are in the small classes below; what ours mean beside theirs is in `alignments.ttl`.
"""

from enum import StrEnum

KG = "https://w3id.org/newskg/ontology#"
KGE = "https://w3id.org/newskg/event/"
KGR = "https://w3id.org/newskg/id/"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "kg": KG,
    "kge": KGE,
    "kgr": KGR,
    "nif": NIF,
    "schema": SCHEMA,
    "prov": PROV,
    "skos": SKOS,
    "sem": SEM,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "time": "http://www.w3.org/2006/time#",
    "org": "http://www.w3.org/ns/org#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "dcterms": "http://purl.org/dc/terms/",
}
"""Prefixes of queries, exports and pages."""


class Class(StrEnum):
    """Classes of `kg.ttl`."""

    DOCUMENT = KG + "Document"
    TEXT = KG + "Text"
    SENTENCE = KG + "Sentence"
    MENTION = KG + "Mention"
    PHRASE = KG + "Phrase"
    ENTITY = KG + "Entity"
    AGENT = KG + "Agent"
    PLACE = KG + "Place"
    STATE = KG + "State"
    REGION = KG + "Region"
    SETTLEMENT = KG + "Settlement"
    PERSON = KG + "Person"
    GROUP = KG + "Group"
    ORGANISATION = KG + "Organisation"
    GOVERNMENT_BODY = KG + "GovernmentBody"
    ARMED_FORCE = KG + "ArmedForce"
    ARMED_GROUP = KG + "ArmedGroup"
    PARTY = KG + "Party"
    INTERNATIONAL_ORGANISATION = KG + "InternationalOrganisation"
    COMPANY = KG + "Company"
    MEDIA_ORGANISATION = KG + "MediaOrganisation"
    OFFICE = KG + "Office"
    NAMED_EVENT = KG + "NamedEvent"
    LAW = KG + "Law"
    PRODUCT = KG + "Product"
    OTHER = KG + "Other"
    LINK = KG + "Link"
    CANDIDATE = KG + "Candidate"
    TIME = KG + "Time"
    QUANTITY = KG + "Quantity"
    EVENT_MENTION = KG + "EventMention"
    EVENT = KG + "Event"
    RELATION = KG + "Relation"
    BACKGROUND_FACT = KG + "BackgroundFact"
    FACT = KG + "Fact"
    TENURE = KG + "Tenure"
    CLAIM = KG + "Claim"
    CONTRADICTION = KG + "Contradiction"
    DECISION = KG + "Decision"
    EXTRACTION = KG + "Extraction"
    EVENT_TYPE = KG + "EventType"
    MODE = KG + "Mode"
    CONTEXT = KG + "Context"


class Property(StrEnum):
    """Properties of `kg.ttl`, relations between entities apart."""

    # documents
    SHA256 = KG + "sha256"
    IDENTIFIER = KG + "identifier"
    SOURCE_PATH = KG + "sourcePath"
    OUTLET = KG + "outlet"
    BYLINE = KG + "byline"
    DATELINE = KG + "dateline"
    ALSO_AT = KG + "alsoAt"
    EDITED = KG + "edited"
    TEXT = KG + "text"
    SUPERSEDES = KG + "supersedes"
    COPY_OF = KG + "copyOf"
    # words
    MENTION_KIND = KG + "mentionKind"
    REFERS_TO = KG + "refersTo"
    EVIDENCE = KG + "evidence"
    RULE = KG + "rule"
    # entities and links
    NIL = KG + "nil"
    CANONICAL = KG + "canonical"
    DEMONYM = KG + "demonym"
    WIKIDATA_ID = KG + "wikidataId"
    GEONAMES_ID = KG + "geonamesId"
    ISO3166 = KG + "iso3166"
    ROW = KG + "row"
    LINKED_MENTION = KG + "linkedMention"
    LINKED_TO = KG + "linkedTo"
    REJECTED = KG + "rejected"
    KEY = KG + "key"
    SCORE = KG + "score"
    REASON = KG + "reason"
    MENTION_COUNT = KG + "mentionCount"
    DOCUMENT_COUNT = KG + "documentCount"
    OUTLET_COUNT = KG + "outletCount"
    ORIGINAL_SOURCE_COUNT = KG + "originalSourceCount"
    CLAIM_COUNT = KG + "claimCount"
    # time and number
    TIME_KIND = KG + "timeKind"
    EDTF = KG + "edtf"
    DURATION = KG + "duration"
    EARLIEST_BEGIN = KG + "earliestBegin"
    LATEST_BEGIN = KG + "latestBegin"
    EARLIEST_END = KG + "earliestEnd"
    LATEST_END = KG + "latestEnd"
    TIME_BOUND = KG + "timeBound"
    APPROXIMATE = KG + "approximate"
    LOW = KG + "low"
    HIGH = KG + "high"
    COUNT_OF = KG + "countOf"
    UNIT = KG + "unit"
    # events
    EVENT_TYPE = KG + "eventType"
    MODE = KG + "mode"
    CONTEXT = KG + "context"
    ACTOR = KG + "actor"
    RECIPIENT = KG + "recipient"
    LOCATION = KG + "location"
    ORIGIN = KG + "origin"
    DESTINATION = KG + "destination"
    TIME = KG + "time"
    INSTRUMENT = KG + "instrument"
    TOPIC = KG + "topic"
    ARGUMENT_WORDS = KG + "argumentWords"
    ACTOR_WORDS = KG + "actorWords"
    RECIPIENT_WORDS = KG + "recipientWords"
    LOCATION_WORDS = KG + "locationWords"
    ORIGIN_WORDS = KG + "originWords"
    DESTINATION_WORDS = KG + "destinationWords"
    TIME_WORDS = KG + "timeWords"
    INSTRUMENT_WORDS = KG + "instrumentWords"
    TOPIC_WORDS = KG + "topicWords"
    QUANTITY = KG + "quantity"
    CAUSE = KG + "cause"
    PURPOSE = KG + "purpose"
    CONDITION = KG + "condition"
    PART_OF_EVENT = KG + "partOfEvent"
    COREFERS_WITH = KG + "corefersWith"
    HAS_MENTION = KG + "hasMention"
    # relations, facts, tenures
    SUBJECT = KG + "subject"
    PREDICATE = KG + "predicate"
    OBJECT = KG + "object"
    OFFICE = KG + "office"
    STATUS = KG + "status"
    FROM = KG + "from"
    UNTIL = KG + "until"
    HOLDER = KG + "holder"
    BODY = KG + "body"
    SUPPORTED_BY = KG + "supportedBy"
    PREMISE = KG + "premise"
    # claims
    VOICE = KG + "voice"
    SOURCE = KG + "source"
    SOURCE_WORDS = KG + "sourceWords"
    CUE = KG + "cue"
    CONTENT = KG + "content"
    ABOUT = KG + "about"
    STANCE = KG + "stance"
    POLARITY = KG + "polarity"
    CERTAINTY = KG + "certainty"
    TENSE = KG + "tense"
    FACTUAL = KG + "factual"
    SAID_AT = KG + "saidAt"
    WITHIN = KG + "within"
    REPORTED_BY = KG + "reportedBy"
    # contradictions and decisions
    BETWEEN = KG + "between"
    ABOUT_EVENT = KG + "aboutEvent"
    CONTRADICTION_KIND = KG + "contradictionKind"
    LEFT = KG + "left"
    RIGHT = KG + "right"
    JUDGEMENT = KG + "judgement"
    DECIDED_BY = KG + "decidedBy"
    # extractions
    PROGRAM = KG + "program"
    MODEL = KG + "model"
    TABLES = KG + "tables"
    OVERLAID = KG + "overlaid"
    # the schema and the codebook
    CONDITIONALLY_ENTAILS = KG + "conditionallyEntails"
    MODE_OF = KG + "modeOf"
    QUAD_CLASS = KG + "quadClass"
    CAMEO_ROOT = KG + "cameoRoot"
    NEEDS_RECIPIENT = KG + "needsRecipient"
    FROM_PLOVER = KG + "fromPlover"


class Predicate(StrEnum):
    """Relations between entities; the local name is what `Relation.predicate` holds."""

    LOCATED_IN = KG + "locatedIn"
    BASED_IN = KG + "basedIn"
    CAPITAL_OF = KG + "capitalOf"
    BORDERS = KG + "borders"
    AFFILIATED_WITH = KG + "affiliatedWith"
    CITIZEN_OF = KG + "citizenOf"
    OFFICIAL_OF = KG + "officialOf"
    HEAD_OF_STATE_OF = KG + "headOfStateOf"
    MINISTER_OF = KG + "ministerOf"
    HEAD_OF_GOVERNMENT_OF = KG + "headOfGovernmentOf"
    AGENCY_OF = KG + "agencyOf"
    MINISTRY_OF = KG + "ministryOf"
    ARMED_FORCE_OF = KG + "armedForceOf"
    INSTITUTION_OF = KG + "institutionOf"
    PART_OF = KG + "partOf"
    MEMBER_OF = KG + "memberOf"
    HEAD_OF = KG + "headOf"
    SPOKESPERSON_OF = KG + "spokespersonOf"
    MAYOR_OF = KG + "mayorOf"
    ADVISOR_OF = KG + "advisorOf"
    ROYALTY_OF = KG + "royaltyOf"
    ALLIED_WITH = KG + "alliedWith"
    OPPOSES = KG + "opposes"
    COMMANDS = KG + "commands"
    OCCURS_IN = KG + "occursIn"
    PARENT_OF = KG + "parentOf"
    SPOUSE_OF = KG + "spouseOf"


class Nif(StrEnum):
    """Terms of NIF 2.0 for words and offsets."""

    BEGIN_INDEX = NIF + "beginIndex"
    END_INDEX = NIF + "endIndex"
    ANCHOR_OF = NIF + "anchorOf"
    REFERENCE_CONTEXT = NIF + "referenceContext"
    IS_STRING = NIF + "isString"


class Outside(StrEnum):
    """The few terms of RDF, RDFS, OWL, SKOS, PROV-O and schema.org in the data."""

    TYPE = RDF + "type"
    LABEL = RDFS + "label"
    SAME_AS = OWL + "sameAs"
    ALT_LABEL = SKOS + "altLabel"
    WAS_GENERATED_BY = PROV + "wasGeneratedBy"
    HEADLINE = SCHEMA + "headline"
    DATE_PUBLISHED = SCHEMA + "datePublished"
    DATE_MODIFIED = SCHEMA + "dateModified"
    IN_LANGUAGE = SCHEMA + "inLanguage"
    URL = SCHEMA + "url"


OFFICE_PREDICATES = frozenset(
    {
        Predicate.OFFICIAL_OF,
        Predicate.HEAD_OF_STATE_OF,
        Predicate.MINISTER_OF,
        Predicate.HEAD_OF_GOVERNMENT_OF,
        Predicate.HEAD_OF,
        Predicate.SPOKESPERSON_OF,
        Predicate.MAYOR_OF,
        Predicate.ADVISOR_OF,
        Predicate.ROYALTY_OF,
        Predicate.COMMANDS,
    }
)
"""Relations whose holding is a tenure: they begin and end, and a former or elect holder gets no direct triple."""


def predicate(name: str) -> str:
    """IRI of a relation's predicate given by its local name."""
    return KG + name


def entity_class(name: str) -> str:
    """IRI of the class of an entity type given by its local name."""
    return KG + name


def event_type(name: str) -> str:
    """IRI of an event type of the codebook, such as `ASSAULT`."""
    return KGE + name


def mode(type: str, name: str) -> str:
    """IRI of a mode, which belongs to one type: `kge:ASSAULT-drone`."""
    return f"{KGE}{type}-{name}"


def context(name: str) -> str:
    """IRI of a context: `kge:context-military`."""
    return f"{KGE}context-{name}"
