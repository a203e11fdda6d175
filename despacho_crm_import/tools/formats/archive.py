"""A zip that nobody trusts: what it declares is checked, and then not believed."""

import io
import struct
import zipfile

from .base import ReadError, damage_is
from .source import Source

_CHUNK = 1 << 20
#: The others are unpacked without measure, and no program writes documents with them.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END = b"PK\x05\x06"
#: Bytes of directory that no spreadsheet reaches; more is an attack on memory.
_DIRECTORY_LIMIT = 4 << 20
#: Bytes at the end among which the directory is announced: its comment may take 65,535.
_TAIL = 65_557 + 76


class Archive:
    """Read the members of a zip; together never more than ``limits.unpacked`` bytes."""

    def __init__(self, content, limits):
        source = Source.of(content)
        self._left = self._limit = limits.unpacked
        _check_directory(source)
        with damage_is("unreadable"):
            self._zip = zipfile.ZipFile(source.open())
        members = self._zip.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise ReadError("encrypted")
        if any(member.compress_type not in _METHODS for member in members):
            raise ReadError("unreadable")
        declared = sum(member.file_size for member in members)
        if declared > self._limit:
            raise ReadError("zip_bomb", size=declared, limit=self._limit)
        self._members = {member.filename.replace("\\", "/").lower(): member for member in members}

    def __contains__(self, name):
        return name.lower() in self._members

    def names(self):
        """Return the names of the members, in lower case."""
        return list(self._members)

    def files(self):
        """Return [(name as it was written, member)] of all, those of one name too."""
        return [(member.filename.replace("\\", "/"), member) for member in self._zip.infolist()]

    def read(self, name):
        """Return the bytes of a member, b'' when there is none of that name."""
        member = self._members.get(name.lower())
        return b"" if member is None else self.read_member(member)

    def size(self, name):
        """Return the bytes that a member says it has, 0 when there is none of that name."""
        member = self._members.get(name.lower())
        return member.file_size if member else 0

    def read_member(self, member):
        with damage_is("unreadable"):
            return b"".join(self._chunks(member))

    def chunks_of(self, member):
        """Yield the bytes of ``member``, piece by piece."""
        with damage_is("unreadable"):
            yield from self._chunks(member)

    def chunks(self, name):
        """Yield the bytes of a member, piece by piece; nothing when there is none of that name."""
        member = self._members.get(name.lower())
        if member:
            yield from self._chunks(member)

    def _chunks(self, member):
        with self._zip.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise ReadError("zip_bomb", size=self._limit - self._left, limit=self._limit)
                yield chunk


def _check_directory(source):
    """Raise when the zip has no directory, or one made to fill the memory."""
    tail = source.tail(_TAIL)
    end = tail.rfind(_END)
    if end < 0 or end + 22 > len(tail):
        raise ReadError("truncated")
    size = struct.unpack_from("<I", tail, end + 12)[0]
    if end >= 76 and tail[end - 20 : end - 16] == b"PK\x06\x07":
        size = struct.unpack_from("<Q", tail, end - 76 + 40)[0]
    if size > _DIRECTORY_LIMIT:
        raise ReadError("zip_bomb", size=size, limit=_DIRECTORY_LIMIT)


def store(members):
    """Return a zip with ``members`` {name: bytes}, not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def safe_xml(content):
    """Return ``content`` when it is XML in UTF-8 without a DTD; raise otherwise.

    Entities are defined in a DTD only, and no spreadsheet program writes one.
    """
    head = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content and (not head.startswith(b"<") or b"\0" in head):
        raise ReadError("unreadable")
    # To the end: a comment before it may be as long as one likes.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ReadError("unreadable")
    return content
