"""The graph for browsers and SPARQL clients: read only, and no request to anywhere."""
