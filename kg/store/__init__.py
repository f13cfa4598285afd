"""Where quads are kept: on disk, in memory, or on a server of somebody else's."""
