"""The vocabulary: terms as constants, the schema and the event codebook."""
