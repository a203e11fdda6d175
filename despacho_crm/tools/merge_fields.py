"""Merge fields as a secretary knows them from a word processor: «Company» in the text, the company's name on paper.

A field is its label between angle quotes, in any of the languages of the base; what is between such quotes and is no
label is a quotation, and stays. The editor may put tags inside («<b>Company</b>»): they are kept around the value.
"""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from html import escape, unescape

MAX_LABEL = 60
_FIELD = re.compile(r"«((?:[^«»<>]|<[^<>]*>){1,400}?)»")
_TAG = re.compile(r"(<[^<>]*>)")
_SPACES = re.compile(r"\s+")
#: How alike a quotation and a label have to be for the one to be taken for a slip of the other.
_ALIKE = 0.8


def folded(label: str) -> str:
    """Return a label without capitals, accents nor doubled spaces.

    >>> folded(" Código  postal ")
    'codigo postal'
    """
    plain = unicodedata.normalize("NFKD", label)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _SPACES.sub(" ", plain).strip().casefold()


def filled(html: str, values: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """Return ``html`` with the values in place of the fields, escaped; an unknown field stays as it is.

    :param values: {key: value}; a key without value leaves nothing
    :param labels: {folded label: key}

    >>> filled("<p>Dear «<b>name</b>» of «Vega»</p>", {"who": "A & B"}, {"name": "who"})
    '<p>Dear <b>A &amp; B</b> of «Vega»</p>'
    """

    def value_of(match):
        key = labels.get(folded(_text(match[1])))
        if key is None:
            return match[0]
        tags = [piece for piece in _TAG.split(match[1]) if piece.startswith("<")]
        opening = [tag for tag in tags if not tag.startswith("</")]
        closing = [tag for tag in tags if tag.startswith("</")]
        # What closes here and was opened before the field goes on closing behind it.
        return "".join((*opening, escape(values.get(key) or "", quote=False), *closing))

    return _FIELD.sub(value_of, html.replace("&laquo;", "«").replace("&raquo;", "»"))


def slips(html: str, labels: Mapping[str, str]) -> list[str]:
    """Return what is between quotes and looks like a label that was typed wrongly, in the order of the text.

    >>> slips("«Nonbre» «Plan Renove»", {"nombre": "name"})
    ['Nonbre']
    """
    found = []
    for match in _FIELD.finditer(html):
        text = " ".join(_text(match[1]).split())
        key = folded(text)
        if key not in labels and len(key) <= MAX_LABEL and get_close_matches(key, labels, 1, _ALIKE):
            found.append(text)
    return list(dict.fromkeys(found))


def _text(inside):
    return unescape(_TAG.sub("", inside)).replace("\N{NO-BREAK SPACE}", " ")
