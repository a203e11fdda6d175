"""Where a text names somebody: names in and a text without them out, however accents and capitals were written."""

import re
import unicodedata
from collections.abc import Iterable
from html import escape

_WORD = re.compile(r"\w+")
#: What is no text of a page: its tags, and what stands for one letter.
_MARKUP = re.compile(r"<[^>]*>|&#?\w+;")
#: Tags that a name goes on over: «Rosa <b>Pi</b>». Over any other one a line ends.
_WITHIN_A_LINE = re.compile(r"</?(?:a|abbr|b|em|font|i|mark|s|small|span|strong|sub|sup|u)\b|&", re.IGNORECASE)


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
    return _replace(text, text, names, lambda _said: mark)


def hide_in_html(text: str, names: Iterable[str], mark: str) -> str:
    """Return the same of a piece of HTML, with its tags in their places, and nobody in its links either.

    >>> hide_in_html("<p>Con <b>Rosa</b> Pí &amp; Gil</p>", ["Rosa Pi & Gil"], "(…)")
    '<p>Con <b>(…)</b></p>'
    >>> hide_in_html('<a href="mailto:rosa@pi.example">Rosa</a>', ["rosa@pi.example"], "(…)")
    '<a href="mailto:(…)">Rosa</a>'
    >>> hide_in_html("<p>Rosa</p><p>Pi</p>", ["Rosa Pi"], "(…)")
    '<p>Rosa</p><p>Pi</p>'
    """
    mark = escape(mark)
    text = _replace(text, text, names, lambda _said: mark)
    words = _MARKUP.sub(lambda found: (" " if _WITHIN_A_LINE.match(found[0]) else "\n") * len(found[0]), text)
    return _replace(text, words, names, lambda said: mark + "".join(re.findall(r"<[^>]*>", said)))


def _replace(text, words, names, instead):
    """Return ``text`` with ``instead(what it says there)`` where ``words``, as long as it, say one of the names."""
    patterns = sorted({_pattern(name) for name in names} - {""}, key=len, reverse=True)
    if not patterns or not text:
        return text
    found = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")
    parts, end = [], 0
    for match in found.finditer(_folded(words)):
        parts += [text[end : match.start()], instead(text[match.start() : match.end()])]
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
