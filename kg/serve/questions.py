"""What the pages ask the store: `$id` stands for the IRI of the resource, `$derived` for the derived graph."""

LABEL = "SELECT ?label WHERE { GRAPH ?g { $id rdfs:label ?label } } ORDER BY (?g != $derived) ?label LIMIT 1"
TYPES = "SELECT DISTINCT ?type WHERE { GRAPH ?g { $id a ?type } FILTER(?g != $derived) } ORDER BY ?type"
CANONICAL = "SELECT DISTINCT ?node WHERE { $id kg:canonical ?node FILTER(?node != $id) } ORDER BY ?node"
NAMES = "SELECT DISTINCT ?name WHERE { ?x kg:canonical? $id . ?x skos:altLabel|rdfs:label|kg:demonym ?name } ORDER BY ?name"
SAME = "SELECT DISTINCT ?same WHERE { $id owl:sameAs ?same } ORDER BY ?same"
TENURES = """SELECT DISTINCT ?office ?body ?holder ?status ?from ?until WHERE {
  { ?t kg:holder $id } UNION { ?t kg:body $id } ?t a kg:Tenure ; kg:holder ?holder ; kg:body ?body .
  OPTIONAL { ?t kg:office ?office } OPTIONAL { ?t kg:status ?status } OPTIONAL { ?t kg:from ?from } OPTIONAL { ?t kg:until ?until }
} ORDER BY ?from ?office ?body ?holder"""
FACTS = """SELECT DISTINCT ?predicate ?way ?other ?documents ?fact WHERE {
  { SELECT ?fact ?other ?way WHERE {
    { ?fact kg:subject $id ; kg:object ?other ; a kg:Fact BIND("" AS ?way) }
    UNION { ?fact kg:object $id ; kg:subject ?other ; a kg:Fact BIND("of" AS ?way) }
  } }
  ?fact kg:predicate ?predicate . OPTIONAL { ?fact kg:documentCount ?documents }
} ORDER BY DESC(?documents) ?way ?predicate ?other"""
NAMED = "SELECT ?x ?label WHERE { VALUES ?x { $all } GRAPH ?g { ?x rdfs:label ?label } } ORDER BY ?x (?g != $derived) ?label"
EVENTS = """SELECT DISTINCT ?event ?type ?role ?words ?time ?factual WHERE {
  ?x kg:canonical $id . ?m ?p ?x ; a kg:EventMention ; nif:anchorOf ?words .
  ?event kg:hasMention ?m ; kg:eventType ?type ; kg:factual ?factual .
  BIND(STRAFTER(STR(?p), "#") AS ?role)
  OPTIONAL { ?event kg:time ?t . ?t kg:edtf ?time . OPTIONAL { ?t kg:earliestBegin ?begin } }
} ORDER BY (!BOUND(?begin)) ?begin ?type ?event ?role"""
EVENT = """SELECT DISTINCT ?type ?mode ?time ?factual ?documents ?sources WHERE {
  $id kg:eventType ?type . OPTIONAL { $id kg:mode ?mode } OPTIONAL { $id kg:time/kg:edtf ?time } OPTIONAL { $id kg:factual ?factual }
  OPTIONAL { $id kg:documentCount ?documents } OPTIONAL { $id kg:originalSourceCount ?sources }
} ORDER BY ?type ?mode ?time"""
TRIGGERS = """SELECT DISTINCT ?words WHERE { { $id kg:hasMention/nif:anchorOf ?words } UNION { $id nif:anchorOf ?words } }
ORDER BY ?words LIMIT 3"""
WHOLE = "SELECT DISTINCT ?event WHERE { ?event kg:hasMention $id } ORDER BY ?event"
ROLES = """SELECT DISTINCT ?role ?words ?node WHERE {
  { SELECT DISTINCT ?role ?span WHERE {
    VALUES (?role ?w) { ("actor" kg:actorWords) ("recipient" kg:recipientWords) ("place" kg:locationWords) ("from" kg:originWords)
      ("to" kg:destinationWords) ("time" kg:timeWords) ("means" kg:instrumentWords) ("topic" kg:topicWords) }
    { $id ?w ?span } UNION { $id kg:hasMention ?m . ?m ?w ?span }
  } }
  ?span nif:anchorOf ?words . OPTIONAL { ?span kg:refersTo ?x . ?x kg:canonical ?node }
} ORDER BY ?role ?words ?node"""
DISPUTES = """SELECT DISTINCT ?kind ?reason ?c WHERE {
  { ?c kg:aboutEvent $id } UNION { ?c kg:between $id } ?c a kg:Contradiction ; kg:contradictionKind ?kind ; kg:reason ?reason
} ORDER BY ?kind ?reason ?c"""
CASE = """SELECT ?s ?p ?o ?kind ?reason WHERE {
  { $id kg:subject ?s ; kg:predicate ?p ; kg:object ?o } UNION { $id kg:contradictionKind ?kind ; kg:reason ?reason }
} LIMIT 1"""
DOCUMENT = """SELECT ?name ?title ?published ?url ?outlet ?byline ?text ?newer WHERE {
  $id a kg:Document ; kg:identifier ?name ; kg:text/nif:isString ?text . OPTIONAL { $id schema:headline ?title }
  OPTIONAL { $id schema:datePublished ?published } OPTIONAL { $id schema:url ?url } OPTIONAL { $id kg:outlet ?outlet }
  OPTIONAL { $id kg:byline ?byline } OPTIONAL { ?newer kg:supersedes $id }
} LIMIT 1"""
MENTIONS = """SELECT DISTINCT ?b ?e ?node WHERE {
  GRAPH $id { ?m a kg:Mention ; nif:beginIndex ?b ; nif:endIndex ?e ; kg:refersTo ?x } ?x kg:canonical ?node
} ORDER BY ?b DESC(?e) ?node"""
CITED = "SELECT DISTINCT ?b ?e WHERE { ?claim kg:reportedBy $id ; kg:evidence ?w . ?w nif:beginIndex ?b ; nif:endIndex ?e }"
ABOUT = "SELECT DISTINCT ?topic ?rule WHERE { $id kg:about ?topic OPTIONAL { ?topic kg:rule ?rule } } ORDER BY ?topic ?rule"
WITHIN = "SELECT DISTINCT ?claim ?way WHERE { { $id kg:within ?claim BIND(true AS ?way) } UNION { ?claim kg:within $id } } ORDER BY ?claim"
EVIDENCE = "SELECT DISTINCT ?w ?b ?words WHERE { $id kg:evidence ?w . ?w nif:beginIndex ?b ; nif:anchorOf ?words } ORDER BY ?b ?w"
MARKED = """SELECT DISTINCT ?b ?e ?kind WHERE {
  VALUES (?p ?kind) { (kg:content "content") (kg:cue "cue") (kg:sourceWords "source") } $id ?p ?w . ?w nif:beginIndex ?b ; nif:endIndex ?e
} ORDER BY ?b ?e"""
EVERYTHING = "SELECT DISTINCT ?p ?o WHERE { $id ?p ?o } ORDER BY ?p ?o"
USED = "SELECT DISTINCT ?p ?s WHERE { ?s ?p $id }"  # as the store has them: sorting all that name a state takes seconds
MENTIONED = "SELECT ?n WHERE { GRAPH $derived { ?node kg:mentionCount ?n } } ORDER BY DESC(?n) LIMIT 60"
TOP = """SELECT ?node ?mentions WHERE { GRAPH $derived { ?node kg:mentionCount ?mentions } FILTER(?mentions >= $least) }
ORDER BY DESC(?mentions) ?node LIMIT 60"""
DOCUMENTS = """SELECT ?node ?name ?title ?published (SUBSTR(?text, 1, 120) AS ?start) WHERE {
  { SELECT ?node ?name ?title ?published WHERE {
    ?node a kg:Document ; kg:identifier ?name . OPTIONAL { ?node schema:headline ?title } OPTIONAL { ?node schema:datePublished ?published }
  } ORDER BY DESC(?published) ?name LIMIT 50 }
  ?node kg:text/nif:isString ?text
} ORDER BY DESC(?published) ?name"""
