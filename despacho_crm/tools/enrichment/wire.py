"""What the answers of outside services have in common, and how they are read without trusting them.

A service may answer a web page instead of data, half of an answer, an entity that grows without
end, one object where there should be a list. Whatever comes, a reader of this package gives what
it says or raises :class:`WireError`, and never anything else.
"""

import json
import re
from contextlib import contextmanager

from lxml import etree

#: Bytes of an answer that is read at all.
MOST_BYTES = 32 * 1024 * 1024
#: Levels of a tree that is walked.
MOST_LEVELS = 60
_LOOSE_AMPERSAND = re.compile(rb"&(?!(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
_SPACES = re.compile(r"\s+")


class WireError(Exception):
    """What a service answered is of no use."""


class Garbled(WireError):
    """The answer is not in the service's format: a page of a proxy, half of it, another version."""


class Fault(WireError):
    """The service says that it does not answer, and why.

    ``code``: as the service writes it; ``passing``: asking again later may help.
    """

    def __init__(self, message, code="", passing=True):
        super().__init__(message)
        self.code = code
        self.passing = passing


@contextmanager
def read_safely():
    """Turn whatever a reader stumbles over into :class:`Garbled`: what comes from outside breaks no job."""
    try:
        yield
    except WireError:
        raise
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise Garbled(f"unexpected answer: {type(error).__name__}") from error


def parse_xml(body):
    """Return the root element of the bytes ``body``, with a loose ``&`` mended; entities are never expanded."""
    check_size(body)
    parser = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for content in (body, _LOOSE_AMPERSAND.sub(b"&amp;", body)):
        try:
            root = etree.fromstring(content, etree.XMLParser(**parser))
        except (etree.LxmlError, ValueError) as error:
            problem = error
            continue
        if root.getroottree().docinfo.internalDTD is not None:
            raise Garbled("the answer defines entities of its own")
        return root
    raise Garbled("the answer is no XML") from problem


def parse_json(body):
    """Return what the bytes ``body`` say in JSON, always an object."""
    check_size(body)
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Garbled("the answer is no JSON") from error
    if not isinstance(found, dict):
        raise Garbled("the answer is no object")
    return found


def check_size(body):
    """Refuse what cannot be an answer before anything reads it."""
    if not isinstance(body, bytes):
        raise Garbled("the answer is no bytes")
    if len(body) > MOST_BYTES:
        raise Garbled("the answer is too large")
    if not body.strip():
        raise Garbled("the answer is empty")


def local_name(element):
    """Return the name of an XML element without its namespace, '' for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element, name):
    """Return the descendants of an XML element with that name, in whatever namespace."""
    return [found for found in element.iter() if local_name(found) == name]


def child_text(element, name):
    """Return the text of the first descendant with that name, '' when there is none."""
    for found in children(element, name):
        return clean("".join(found.itertext()))
    return ""


def as_list(value):
    """Return ``value`` as a list: some services give one thing instead of a list of one."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def clean(value):
    """Return a text with its spaces put in order; '' for what is no text."""
    if not isinstance(value, str):
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
    return _SPACES.sub(" ", value.replace("\x00", "")).strip()


def clean_code(value):
    """Return a number as services compare it: capital letters and digits only."""
    return re.sub(r"[^0-9A-Z]", "", clean(value).upper())
