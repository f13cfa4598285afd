"""Texts to annotations; the only folder that imports spaCy."""
