"""A folder of the server in which people leave files to be imported.

Every step of the way is opened without following links, down from the base folder that the server's
administrator chose: no name leads out of it, and none can be changed for a link in between. A file is
taken when nobody writes it any more, and put away afterwards where people see what became of it.
Nothing here touches a database.
"""

import contextlib
import datetime
import errno
import os
import re
import stat
import time
from pathlib import Path
from typing import NamedTuple

#: Where files go afterwards: names for the people of the firm, who see them in their file manager.
DONE, REFUSED = "hechos", "rechazados"
#: Seconds without a change after which nobody is writing a file any more.
QUIET = 30
#: Files looked at in one folder; more wait until these are gone.
MOST = 10_000
#: {code: what is wrong with the folder, or with a file of it}
ERRORS = {
    "no_base": "the administrator of the server has allowed no folder",
    "bad_base": "the folder that was allowed is none for files of people",
    "outside": "the path leads out of the base folder, or through a hidden one",
    "missing": "there is no such folder",
    "link": "one of the folders is a link to elsewhere",
    "unreadable": "the server may not read it",
    "changing": "the file is being written",
    "gone": "the file is not there any more",
    "too_large": "the file is larger than may be read",
}

#: What programs keep for themselves while they write or edit a file.
_UNFINISHED = re.compile(
    r"^(?:\.|~)|~$|\.(?:part|partial|crdownload|download|opdownload|filepart|tmp|temp|swp|lock|!ut)$"
    r"|^(?:thumbs\.db|desktop\.ini)$",
    re.I,
)
_DRIVE = re.compile(r"^[a-z]:", re.I)
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class FolderError(Exception):
    """A folder or file that cannot be used; ``code`` is one of :data:`ERRORS`."""

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details


class Found(NamedTuple):
    """A file that waits: ``name`` as people read it, ``key`` tells it from a later one of the same name."""

    name: str
    key: str
    size: int
    date: datetime.date


class Seen(NamedTuple):
    """``ready``: [Found]; ``busy``: names of files that are being written; ``links``: names of what is no file."""

    ready: list
    busy: list
    links: list


def split_path(relative):
    """Return the names of the folders of ``relative``, a path below the base; raise when it leads elsewhere."""
    path = relative.strip().replace("\\", "/").rstrip("/")
    parts = path.split("/")
    if not path or path.startswith("/") or _DRIVE.match(path) or _CONTROL.search(path):
        raise FolderError("outside")
    for part in parts:
        if part != part.strip() or not part or part.startswith((".", "~")) or part.lower() in (DONE, REFUSED):
            raise FolderError("outside")
    return parts


def is_below(parts, others):
    """Whether one of the two paths, as :func:`split_path` gives them, lies in the other or is it."""
    length = min(len(parts), len(others))
    return [part.casefold() for part in parts[:length]] == [part.casefold() for part in others[:length]]


def check_base(base, forbidden=()):
    """Return the base folder ``base`` as a path; raise when it is not one to be used.

    ``forbidden``: paths of the program's own, which neither hold it nor lie in it.
    """
    if not base:
        raise FolderError("no_base")
    path = Path(base)
    if not path.is_absolute() or ".." in path.parts:
        raise FolderError("bad_base")
    if not path.is_dir():
        raise FolderError("missing")
    real = path.resolve()
    for own in (Path("/"), *(Path(one).resolve() for one in forbidden if one)):
        if real == own or real.is_relative_to(own) and own != Path("/") or own.is_relative_to(real):
            raise FolderError("bad_base")
    return real


class DropFolder:
    """The folder ``relative`` below the ``base`` that was allowed."""

    def __init__(self, base, relative):
        self._base = Path(base)
        self._parts = split_path(relative)

    @contextlib.contextmanager
    def _opened(self):
        """Give the folder as an open file descriptor."""
        descriptor = _open(self._base, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for part in self._parts:
                inner = _open(part, _FOLDER, descriptor)
                os.close(descriptor)
                descriptor = inner
            yield descriptor
        finally:
            os.close(descriptor)

    def look(self, now=None):
        """Return what is :class:`Seen` in the folder, the oldest first. ``now``: seconds since 1970."""
        now = time.time() if now is None else now
        seen = Seen([], [], [])
        with self._opened() as descriptor, os.scandir(descriptor) as entries:
            for entry in entries:
                if _UNFINISHED.search(entry.name) or entry.name in (DONE, REFUSED):
                    continue
                try:
                    info = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                if stat.S_ISDIR(info.st_mode):
                    continue
                if not stat.S_ISREG(info.st_mode):
                    seen.links.append(shown(entry.name))
                elif not is_quiet(info, now):
                    seen.busy.append(shown(entry.name))
                else:
                    seen.ready.append((info.st_mtime_ns, _found(entry.name, info)))
                if len(seen.ready) >= MOST:
                    break
        return seen._replace(ready=[found for _time, found in sorted(seen.ready)])

    def read(self, found, limit):
        """Return the bytes of ``found``, at most ``limit``; raise when it changes or is another by now."""
        with self._opened() as descriptor:
            name = _raw_name(descriptor, found)
            # Without waiting: what became a pipe meanwhile would never end.
            file = _open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, descriptor)
            with os.fdopen(file, "rb") as stream:
                before = os.fstat(file)
                if not stat.S_ISREG(before.st_mode) or _found(name, before) != found:
                    raise FolderError("changing")
                if before.st_size > limit:
                    raise FolderError("too_large", size=before.st_size, limit=limit)
                content = stream.read(limit + 1)
                if len(content) != found.size or _found(name, os.fstat(file)) != found:
                    raise FolderError("changing")
        return content

    def put_away(self, found, refused, moment):
        """Move ``found`` to where people see what became of it; return its new path below the folder.

        '' when the folder may not be written: it stays and is to be remembered. A file of the same
        name that came meanwhile stays too. ``moment``: datetime, which the new name begins with.
        """
        with self._opened() as descriptor:
            name = _raw_name(descriptor, found)
            folder = REFUSED if refused else DONE
            try:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(folder, mode=0o770, dir_fd=descriptor)
                inner = _open(folder, _FOLDER, descriptor)
                try:
                    new = _free_name(inner, f"{moment:%Y-%m-%d %H.%M} {name}")
                    os.rename(name, new, src_dir_fd=descriptor, dst_dir_fd=inner)
                finally:
                    os.close(inner)
            except FolderError as error:
                if error.code not in ("unreadable", "link"):
                    raise
                return ""
            except OSError as error:
                if error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ENOTDIR):
                    raise
                return ""
        return f"{folder}/{shown(new)}"


def is_quiet(info, now):
    """Whether nobody has written the file with that ``os.stat_result`` for a while."""
    # A copy may bring the date of the original, even one of tomorrow; the second date is the disk's own.
    changes = [moment for moment in (info.st_mtime, info.st_ctime) if moment <= now + 1]
    return bool(changes) and now - max(changes) >= QUIET


def shown(name):
    """Return the name of a file as it may be shown and stored, whatever its bytes are."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return _CONTROL.sub("_", text)


def _found(name, info):
    changed = datetime.datetime.fromtimestamp(info.st_mtime, tz=datetime.timezone.utc).date()
    return Found(shown(name), f"{shown(name)}|{info.st_size}|{info.st_mtime_ns}", info.st_size, changed)


def _raw_name(descriptor, found):
    """Return the name on the disk of ``found``, which may have letters that nobody can show."""
    with contextlib.suppress(FileNotFoundError):
        if _found(found.name, os.stat(found.name, dir_fd=descriptor, follow_symlinks=False)) == found:
            return found.name
    with os.scandir(descriptor) as entries:
        for entry in entries:
            if shown(entry.name) == found.name:
                with contextlib.suppress(FileNotFoundError):
                    if _found(entry.name, entry.stat(follow_symlinks=False)) == found:
                        return entry.name
    raise FolderError("gone")


def _free_name(descriptor, name):
    """Return ``name``, with a number when there is a file of that name."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    taken, number = name, 1
    while True:
        try:
            os.stat(taken, dir_fd=descriptor, follow_symlinks=False)
        except FileNotFoundError:
            return taken
        number += 1
        taken = f"{stem} ({number}){dot}{ending}"


def _open(name, flags, folder=None):
    try:
        return os.open(name, flags | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError as error:
        raise FolderError("missing") from error
    except PermissionError as error:
        raise FolderError("unreadable") from error
    except OSError as error:
        # What stands there is no folder, or no file, but a link or something else.
        code = "link" if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.ENXIO) else "unreadable"
        raise FolderError(code) from error
