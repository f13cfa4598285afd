"""Compressed files and web archives."""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, Any

from kg.errors import InputError

PACKED = frozenset({".gz", ".zst"})
_PIECE = 1 << 16
"""Bytes that are uncompressed at a time."""


def _cut(source: str) -> InputError:
    return InputError(f"{source}: the file ends too soon or is spoilt; fetch it again")


def inner(path: PurePath) -> PurePath:
    """The name of what a compressed file holds: `news.jsonl.gz` holds `news.jsonl`."""
    return path.with_suffix("") if path.suffix.lower() in PACKED else path


def unpacked(stream: "io.BufferedReader[Any]", path: PurePath, source: str) -> "io.BufferedReader[Any]":
    """The stream of what a file holds, uncompressed as it is read; bounded memory."""
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return io.BufferedReader(_Told(gzip.GzipFile(fileobj=stream), source))
    if suffix == ".zst":
        try:
            import zstandard  # noqa: PLC0415  # an optional extra
        except ImportError as error:
            raise InputError(f"{source}: needs the zstd extra; pip install 'kg[zstd]'") from error
        return io.BufferedReader(_Frames(stream, zstandard.ZstdDecompressor, zstandard.ZstdError, source))
    return stream


class _Frames(io.RawIOBase):
    """The content of zstd frames, one after another; says so where the last is cut off, which zstandard's own reader passes over."""

    def __init__(self, stream: IO[bytes], decompressor: Any, error: type[Exception], source: str) -> None:
        self._stream, self._decompressor, self._error, self._source = stream, decompressor, error, source
        self._frame: Any = None
        self._packed = self._plain = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._plain:
            self._packed = self._packed or self._stream.read(_PIECE)
            if not self._packed:
                if self._frame is not None:
                    raise _cut(self._source)
                return 0
            self._frame = self._frame or self._decompressor().decompressobj()
            try:
                self._plain = self._frame.decompress(self._packed)
            except self._error as error:
                raise InputError(f"{self._source}: no zstd file ({error}); give it the ending of what it is") from error
            self._packed = self._frame.unused_data
            self._frame = None if self._frame.eof else self._frame
        size = min(len(buffer), len(self._plain))
        buffer[:size], self._plain = self._plain[:size], self._plain[size:]
        return size


class _Told(io.RawIOBase):
    """A stream that gives what comes before a fault and then says that the file is cut or spoilt.

    A longer read would lose the pieces before the fault, and warcio takes the fault for the end.
    """

    def __init__(self, stream: Any, source: str) -> None:
        self._stream, self._source = stream, source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            piece = self._stream.read1(len(buffer))
        except (EOFError, zlib.error) as error:
            raise _cut(self._source) from error
        buffer[: len(piece)] = piece
        return len(piece)


def pages(stream: IO[bytes], source: str) -> Iterator[tuple[str, bytes]]:
    """(URL, content) of the HTML pages that a WARC file holds, in its order; `InputError` where it is cut off or spoilt."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # an optional extra
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415  # of the same extra
    except ImportError as error:
        raise InputError(f"{source}: needs the warc extra; pip install 'kg[warc]'") from error
    try:
        for record in ArchiveIterator(_Told(stream, source)):
            if record.rec_type != "response" or not record.http_headers:
                continue
            if "html" not in record.http_headers.get_header("Content-Type", "").lower():
                continue
            content = record.content_stream().read()
            record.raw_stream.read()
            if getattr(record.raw_stream, "limit", 0):
                raise _cut(source)  # the file holds less than the record says
            if (record.http_headers.get_statuscode() or "").startswith("2"):
                yield str(record.rec_headers.get_header("WARC-Target-URI")), content
    except ArchiveLoadFailed as error:
        raise InputError(f"{source}: not a WARC file ({error}); give a file of a news crawl") from error
    except AttributeError as error:  # warcio's answer to a record without what every record has
        raise InputError(f"{source}: a record's header is not whole; fetch the file again") from error
