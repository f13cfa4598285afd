"""Annotations as quads: IRIs, literals, N-Quads, shapes and the re-check of an export."""
