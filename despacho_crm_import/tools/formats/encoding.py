"""In which encoding a text was written, when it does not say."""

import codecs
import re

from charset_normalizer import from_bytes

from .base import ReadError
from .source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Encodings of one byte that Spanish programs write, most likely first.
_SINGLE = ("cp1252", "cp850", "mac-roman")
_LETTERS = frozenset("áéíóúüñçàèòïÁÉÍÓÚÜÑÇÀÈÒÏ")
_SIGNS = frozenset("ºª·€¿¡´’‘“”«»–—° ")
_SAMPLE = 1 << 18
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_AROUND_HIGH = re.compile(rb"[^\x80-\xff]?[\x80-\xff]+[^\x80-\xff]?")


def _as_cp1252(error):
    """Read what is no UTF-8 in a UTF-8 text as the Windows encoding: two files in one."""
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("despacho_cp1252", _as_cp1252)


def guess(content):
    """Return the encoding of ``content`` (bytes or Source); never fails, see :func:`check`."""
    source = Source.of(content)
    sample = source.head(_SAMPLE)
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    nuls = sample.count(0)
    if nuls > len(sample) // 5:
        odd = sample[1::2].count(0)
        return "utf-16-le" if odd * 2 > nuls else "utf-16-be"
    if _is_utf8(source):
        return "utf-8"
    pieces = _AROUND_HIGH.findall(sample) or next(filter(None, map(_AROUND_HIGH.findall, source.chunks())), [])
    right = sum(len(_MULTIBYTE.findall(piece)) for piece in pieces)
    wrong = sum(len(_HIGH.findall(_MULTIBYTE.sub(b"", piece))) for piece in pieces)
    if right > wrong * 4:
        return "utf-8"
    scores = {encoding: _score(pieces, encoding) for encoding in _SINGLE}
    scores["mac-roman"] -= 0.3  # rare, and its letters are the signs of the others
    best = max(_SINGLE, key=scores.get)
    if scores[best] > 0:
        return best
    return _normalizer_guess(sample) or "cp1252"


def _is_utf8(source):
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in source.chunks():
            if not chunk.isascii() or decoder.getstate()[0]:
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _score(pieces, encoding):
    """Return how Spanish (or Catalan) the bytes over 127 look in ``encoding``, per byte.

    ``pieces``: runs of such bytes with the byte before and the byte after.
    """
    score = 0.0
    for piece in pieces[:5000]:
        text = piece.decode(encoding, "replace")
        before = text[0] if text[0].isascii() else ""
        after = text[-1] if text[-1].isascii() else ""
        if len(piece) > 4:
            score -= 1  # no word of ours has three such letters together
            continue
        for letter in text[len(before) : len(text) - len(after)]:
            score += _weight(letter, before, after)
    return score / max(1, len(pieces))


def _weight(letter, before, after):
    if letter == "€" and not after.isalpha():
        return 1  # «1.200,50 €»
    if letter in _LETTERS:
        alone = not before.isalpha() and not after.isalpha()
        if alone and (letter.isupper() or letter in "ñçü"):
            return -0.5  # it is a sign of another encoding
        if letter.isupper():
            # Capitals go with capitals or begin a word.
            return -1 if before.islower() else 1
        return 1 if not before.isupper() or after.islower() else -0.5
    if letter in _SIGNS:
        return 0.4 if not (before.isalpha() and after.isalpha()) or letter in "·’´" else -0.5
    return 0.1 if letter.isalpha() else -1


def _normalizer_guess(sample):
    match = from_bytes(sample[: 1 << 16]).best()
    return match.encoding if match else ""


def check(encoding):
    """Return the canonical name of ``encoding``; raise when Python knows none such."""
    try:
        info = codecs.lookup(encoding)
        "a".encode(info.name)
    except (LookupError, ValueError, TypeError) as error:
        raise ReadError("unreadable_encoding", encoding=encoding) from error
    if not info._is_text_encoding:
        raise ReadError("unreadable_encoding", encoding=encoding)
    return info.name


def errors_mode(encoding):
    """Return how to decode bytes that are wrong in ``encoding``."""
    return "despacho_cp1252" if encoding.replace("_", "-").startswith("utf-8") else "replace"
