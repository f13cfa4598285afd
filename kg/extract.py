"""Temporary name of `kg.extractor`."""

from kg.extractor import Extractor

__all__ = ["Extractor"]
