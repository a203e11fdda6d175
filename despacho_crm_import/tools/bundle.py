"""Several files in one: a zip of agendas, address books and lists, each to be read on its own.

Nothing is ever written to disk, so no name of a member leads anywhere; one that tries to is a
sign of bad faith, and the whole set is refused. Nothing here touches a database.
"""

import posixpath
import re

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
        names = Archive(source.read(), Limits()).names()
    except ReadError:
        return False
    return sniff.zip_kind(names) == "compressed"


def read_bundle(content, limits=None):
    """Return [(name, bytes)] of the files in the set ``content`` (bytes or Source), in their order.

    Raises :class:`~.formats.base.ReadError` when the set is damaged, too large or of bad faith.
    """
    limits = limits or Limits()
    source = Source.of(content)
    if source.size > limits.size:
        raise ReadError("too_large", size=source.size, limit=limits.size)
    archive = Archive(source.read(), limits)
    return [(member.title, archive.read(member.name)) for member in _members(archive, limits)]


def only_file(archive, limits):
    """Return the name of the only file in ``archive``; raise when there are several, or none."""
    members = _members(archive, limits)
    if not members:
        raise ReadError("empty")
    if len(members) > 1:
        raise ReadError("several_files", count=len(members))
    return members[0].name


class _Member:
    def __init__(self, name, title):
        self.name = name
        self.title = title


def _members(archive, limits):
    found = []
    for name, title in archive.titles().items():
        if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
            raise ReadError("unsafe_name", name=title)
        if not name.endswith("/") and not _LITTER.search(name):
            found.append(_Member(name, title))
    if len(found) > limits.members:
        raise ReadError("too_many_files", count=len(found), limit=limits.members)
    # The folder tells apart files of one name.
    bases = [posixpath.basename(member.title) for member in found]
    for member, base in zip(found, bases, strict=True):
        if bases.count(base) == 1:
            member.title = base
    return found
