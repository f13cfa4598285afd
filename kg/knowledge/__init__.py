"""The tables of `ontologies/` as objects."""
