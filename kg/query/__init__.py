"""Questions to the graph: SPARQL, named queries, networkx, rdflib and pandas."""
