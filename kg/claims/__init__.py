"""Attributions and factuality to claims."""
