"""Half-open character ranges."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points of a document's unchanged text."""

    begin: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a range that is empty or runs backwards."""
        if not 0 <= self.begin < self.end:
            raise ValueError(f"span {self.begin}..{self.end} is empty or runs backwards")

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.begin : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.begin < other.end and other.begin < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies inside this one (equal spans hold each other)."""
        return self.begin <= other.begin and other.end <= self.end
