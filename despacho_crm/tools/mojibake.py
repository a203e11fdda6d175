"""Letters that two programs with different encodings spoiled: ``MUÃ‘OZ``, ``ESPAÐA``.

Nothing here touches a database.
"""

import re

#: What no Spanish or Catalan text has where it is found here. ``Ë`` only in
#: ``CIËN`` (CIÓN read twice), since CITROËN is right.
_SUSPECT = re.compile(
    r"[ÃÂ][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
    r"|[ÐðÞþ\u2500-\u25a0]|IËN\b|iËn\b|(?<=\w)[±¾¥¤¢£§µ¶](?=\w)|(?<=[a-z])[ÚÝ]"
)
_UTF8_AS_CP1252 = re.compile(r"[ÂÃ].")
_UTF8_AS_CP850 = re.compile(r"[┬├].")
_RIGHT = frozenset("áéíóúüñçàèòïÁÉÍÓÚÜÑÇÀÈÒÏ")
_NEUTRAL = frozenset("ºª·€’‘“”«»–—°´")


def repair(text):
    """Return ``text`` with its letters put right, or as it came when nothing is wrong.

    A change is made only when it leaves nothing but letters that Spanish and
    Catalan use, more of them than before.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text
    repaired = _UTF8_AS_CP850.sub(_undo_dos_pair, _UTF8_AS_CP1252.sub(_undo_pair, text))
    if repaired != text and not _SUSPECT.search(repaired):
        return repaired
    best, best_score = text, _score(text)
    for candidate in _recoded(text):
        score = _score(candidate)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _undo_pair(match):
    pair = match.group()
    raw = b"".join(_byte(char) for char in pair)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return pair


def _undo_dos_pair(match):
    try:
        return match.group().encode("cp850").decode("utf-8")
    except UnicodeError:
        return match.group()


def _byte(char):
    """Return the byte that Windows shows as ``char``; b'?' when there is none."""
    if "\x80" <= char <= "\x9f":
        return char.encode("latin-1")
    return char.encode("cp1252", "replace")


def _recoded(text):
    """Yield ``text`` as if DOS had read Windows, and the reverse."""
    for wrong, right in (("cp850", "cp1252"), ("cp1252", "cp850")):
        try:
            yield text.encode(wrong).decode(right)
        except UnicodeError:
            continue


def _score(text):
    score = 0
    for index, char in enumerate(text):
        if char.isascii() or char in _NEUTRAL:
            continue
        before = text[index - 1 : index]
        fits = char in _RIGHT and not (char.isupper() and before.islower())
        score += 1 if fits else -2
    return score
