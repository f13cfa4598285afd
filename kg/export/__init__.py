"""The graph and the annotations as files for people and other programs."""
