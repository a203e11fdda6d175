"""The bytes of a file, in memory or on disk: read as often and as little as needed."""

import io
import tempfile
import weakref
from pathlib import Path

_CHUNK = 1 << 20


class _Stream(io.BufferedReader):
    """A file that is read in long pieces, also where text is read from it.

    Each read of the disk leaves Python to the other threads. After short ones it is taken back before any of them wakes
    up, and they wait until the file is through.
    """

    def read1(self, size=-1, /):
        return super().read1(max(size, _CHUNK >> 2))


class Source:
    """What a reader reads: ``content`` is bytes, or the path of a file that is never taken whole."""

    def __init__(self, content):
        self._path = None if isinstance(content, (bytes, bytearray)) else Path(content)
        self._content = bytes(content) if self._path is None else b""
        self.size = len(self._content) if self._path is None else self._path.stat().st_size

    @classmethod
    def of(cls, content):
        return content if isinstance(content, cls) else cls(content)

    @classmethod
    def spooled(cls, chunks):
        """Return the source of what ``chunks`` yield: a file that goes when nobody reads it any more."""
        spool = tempfile.NamedTemporaryFile(prefix="import_")
        for chunk in chunks:
            spool.write(chunk)
        spool.flush()
        source = cls(spool.name)
        weakref.finalize(source, spool.close)
        return source

    def open(self):
        """Return a new binary stream from the beginning."""
        return io.BytesIO(self._content) if self._path is None else _Stream(self._path.open("rb", buffering=0))

    def head(self, size):
        with self.open() as stream:
            return stream.read(size)

    def tail(self, size):
        with self.open() as stream:
            stream.seek(max(0, self.size - size))
            return stream.read(size)

    def chunks(self):
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def read(self):
        """Return all the bytes, for the readers that need them at once."""
        return self._content if self._path is None else self._path.read_bytes()
