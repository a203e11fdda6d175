"""Several files in one: a zip of agendas, address books and lists, each to be read on its own.

Nothing is ever written to disk under its own name, so that none leads anywhere; one that tries to is a
sign of bad faith, and the whole set is refused. Nothing here touches a database.
"""

import functools
import posixpath
import re
from collections import Counter

from .formats import sniff
from .formats.archive import Archive
from .formats.base import Limits, ReadError
from .formats.source import Source

#: What file managers leave in the sets that they make.
_LITTER = re.compile(r"(?:^|/)(?:__macosx/|\.|thumbs\.db$|desktop\.ini$)")
_DRIVE = re.compile(r"^[a-z]:")


def is_bundle(content):
    """Whether ``content`` (bytes or Source) is a zip, and no spreadsheet nor document that happens to be one."""
    source = Source.of(content)
    if sniff.binary_kind(source.head(512)) != "zip":
        return False
    try:
        names = Archive(source, Limits()).names()
    except ReadError:
        return False
    return sniff.zip_kind(names) == "compressed"


def read_bundle(content, limits=None):
    """Return [(name, bytes)] of the files in the set ``content`` (bytes or Source), in their order.

    Raises :class:`~.formats.base.ReadError` when the set is damaged, too large or of bad faith.
    """
    return [(title, b"".join(chunks())) for title, chunks in open_bundle(content, limits)]


def open_bundle(content, limits=None):
    """Return [(name, function that yields its bytes piece by piece)], as :func:`read_bundle`: no file is held whole."""
    limits = limits or Limits()
    source = Source.of(content)
    if source.size > limits.size:
        raise ReadError("too_large", size=source.size, limit=limits.size)
    archive = Archive(source, limits)
    return [(title, functools.partial(archive.chunks_of, member)) for title, member in _members(archive, limits)]


def open_only_file(archive, limits):
    """Return the ``Source`` of the only file in ``archive``, unpacked on the disk; raise when there are others."""
    members = _members(archive, limits)
    if not members:
        raise ReadError("empty")
    if len(members) > 1:
        raise ReadError("several_files", count=len(members))
    return Source.spooled(archive.chunks_of(members[0][1]))


def _members(archive, limits):
    """Return [(title, member)] of the files in ``archive``."""
    found = []
    for title, member in archive.files():
        name = title.lower()
        if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
            raise ReadError("unsafe_name", name=title)
        if not name.endswith("/") and not _LITTER.search(name):
            found.append((title, member))
    if len(found) > limits.members:
        raise ReadError("too_many_files", count=len(found), limit=limits.members)
    # The folder tells apart files of one name.
    bases = Counter(posixpath.basename(title) for title, _member in found)
    return [
        (posixpath.basename(title) if bases[posixpath.basename(title)] == 1 else title, member)
        for title, member in found
    ]
