"""What is not there."""

from kg.errors import QueryError


class MissingError(QueryError):
    """No resource, query or page of that name."""
