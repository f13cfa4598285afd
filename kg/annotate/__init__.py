"""Texts to annotations; the only folder that imports spaCy."""

from kg.annotate.lean import import_spacy

import_spacy()
