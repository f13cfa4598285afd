"""The errors a user can meet.

KgError
├── InputError          an article, folder, feed or annotations file that cannot be read
│   └── LanguageError   a text that is not English
├── ResourceError       a table or vocabulary file that is missing or malformed
├── StoreError          a store that is locked, foreign, of another version or not there
├── OutputError         a directory or file that cannot be written
├── QueryError          a query or name that cannot be understood, or ran out of time
├── WorkerError         worker processes that end before they are ready
└── ClusterError        a cluster that cannot be reached, has no workers or runs another version

Each message is one line: what, where, and the cure.
"""


class KgError(Exception):
    """Anything that a user can cause and mend; the command line prints its message and ends with 2."""


class InputError(KgError):
    """An input that cannot be read; the run records it as a failure and goes on with the rest."""


class LanguageError(InputError):
    """A text in a language other than English."""


class ResourceError(KgError):
    """A table or vocabulary file that is missing or malformed; the message names file and line."""


class StoreError(KgError):
    """A store that is locked, foreign, of another version or absent."""


class OutputError(KgError):
    """A directory or file that cannot be written."""


class QueryError(KgError):
    """A query, a name or a parameter that cannot be understood, or a query that ran out of time."""


class WorkerError(KgError):
    """Worker processes that end before they have loaded model and tables."""


class ClusterError(KgError):
    """A cluster that cannot be reached, has lost its workers, or runs another version of program, model or tables."""
