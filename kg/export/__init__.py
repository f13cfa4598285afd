"""The graph and the annotations in the formats that others read."""
