"""What could not be read."""

from dataclasses import dataclass

from kg.errors import InputError, LanguageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be read: where (file and line), why and what cures it (one line), and whether it is only not English."""

    source: str
    reason: str
    foreign: bool = False

    @classmethod
    def of(cls, source: str, error: Exception) -> "Failure":
        """The failure that an error is; one that nobody foresaw is told with its kind."""
        if isinstance(error, InputError):
            return cls(source=source, reason=str(error), foreign=isinstance(error, LanguageError))
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return cls(source=source, reason=f"{source}: it cannot be read ({what}); leave it out, and please report it")
