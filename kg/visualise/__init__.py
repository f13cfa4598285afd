"""The graph as a page that an editor opens, understands and trusts."""
