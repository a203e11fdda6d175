"""Where a text names somebody: names in and a text without them out, however accents and capitals were written."""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"\w+")


def hide(text: str, names: Iterable[str], mark: str) -> str:
    """Return the text with ``mark`` where it says one of the names, or an address, as whole words.

    A name of one word is not looked for: too many others have it.

    >>> hide("Llamé a ROSA PI, que no estaba.", ["Rosa Pí"], "(…)")
    'Llamé a (…), que no estaba.'
    >>> hide("Escribe rosa@pi.example mañana", ["rosa@pi.example"], "(…)")
    'Escribe (…) mañana'
    >>> hide("La rosa de Pi", ["Rosa Pi", "Rosa"], "(…)")
    'La rosa de Pi'
    """
    patterns = sorted({_pattern(name) for name in names} - {""}, key=len, reverse=True)
    if not patterns or not text:
        return text
    found = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")
    parts, end = [], 0
    for match in found.finditer(_folded(text)):
        parts += [text[end : match.start()], mark]
        end = match.end()
    return "".join([*parts, text[end:]])


def _pattern(name):
    words = [re.escape(word) for word in _WORD.findall(_folded(name or ""))]
    between = r"[^\w\n]+" if "@" not in (name or "") else r"[^\w\s]"
    return between.join(words) if len(words) > 1 else ""


def _folded(text):
    """Return the text in small letters without accents, each letter in the place where it was."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter):
    plain = unicodedata.normalize("NFD", letter)[0].lower()
    return plain if len(plain) == 1 else letter
