"""News articles in, an evidence-backed knowledge graph out."""
