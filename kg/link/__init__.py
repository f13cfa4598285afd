"""Entities to identifiers."""
