"""Compressed files and web archives."""

import gzip
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, cast

from kg.errors import InputError

PACKED = frozenset({".gz", ".zst"})


def inner(path: PurePath) -> PurePath:
    """The name of what a compressed file holds: `news.jsonl.gz` holds `news.jsonl`."""
    return path.with_suffix("") if path.suffix.lower() in PACKED else path


def unpacked(stream: IO[bytes], path: PurePath, source: str) -> IO[bytes]:
    """The stream of what a file holds, uncompressed as it is read; bounded memory."""
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=stream))
    if suffix == ".zst":
        try:
            import zstandard  # noqa: PLC0415  # an optional extra
        except ImportError as error:
            raise InputError(f"{source}: needs the zstd extra; pip install 'kg[zstd]'") from error
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(stream))
    return stream


def pages(stream: IO[bytes], source: str) -> Iterator[tuple[str, bytes]]:
    """(URL, content) of the HTML responses of a WARC file, in its order."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # an optional extra
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415  # of the same extra
    except ImportError as error:
        raise InputError(f"{source}: needs the warc extra; pip install 'kg[warc]'") from error
    try:
        for record in ArchiveIterator(stream):
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            if record.rec_type == "response" and "html" in kind:
                yield str(record.rec_headers.get_header("WARC-Target-URI")), record.content_stream().read()
    except ArchiveLoadFailed as error:
        raise InputError(f"{source}: not a WARC file ({error}); give a file of a news crawl") from error
