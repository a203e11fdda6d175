"""What people write in a contact, in the form in which it is compared.

Names lose wrong letters, accents, signs, joining words and their legal form, which is
kept apart; abbreviations and the Catalan, Galician and Basque twins of common words
become one word. Everything is idempotent: comparing what is normalised changes nothing.
"""

import functools
import re
import unicodedata
from typing import NamedTuple

from ..legal_form import BY_SPELLING, PREFIXES, TAIL_WORDS
from ..mojibake import repair
from ..phone import split_phones
from .words import CANONICAL, FREE_MAIL, JOINING, PARTS, STREET_TYPES, TAIL_NOISE

_SIGN = re.compile(r"[^0-9A-Z]+")
#: Vowel with apostrophe in front of a word: L'Hospitalet, D'Empreses.
_ELIDED = re.compile(r"\b([DLSN])['’´`](?=[A-Z])")
_GEMINATED = re.compile(r"L[·.\-]L")
#: A vowel that an old program could not write: IB+RICA, M+SICA.
_LOST = re.compile(r"(?<=[A-Z])[+?¿](?=[A-Z])")
_DOTTED = re.compile(r"(?<![A-Z])([A-Z])\.(?=[A-Z](?![A-Z]))")
_DIGITS = re.compile(r"\D")
_EMAIL = re.compile(r"^[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]{2,}$")
_BRANCH = ("SUCURSAL", "EN", "ESPANA")
#: Before UNIPERSONAL.
_SOCIETY = frozenset(("SOCIEDAD", "SOCIETAT"))
_IN_FRONT = frozenset(PREFIXES)
#: How what is told by several words begins and ends: most words do neither, and nothing has to be tried with them.
_STARTS = frozenset(spelling[:size] for spelling in PREFIXES for size in range(1, len(spelling) + 1))
_ENDS = frozenset(spelling[place:] for spelling in BY_SPELLING for place in range(len(spelling)))
_LAST = _ENDS | TAIL_NOISE | {word for word in JOINING if len(word) > 1} | {_BRANCH[-1]}
_FORMS_INSIDE = frozenset(("SL", "SA", "SLU", "SAU", "SLP", "SLL"))
_NUMBER = re.compile(r"\d+")
#: A Spanish phone as most programs keep it.
_PHONE = re.compile(r"(?:\+34 ?)?([6-9](?: ?[0-9]){8})")
#: Accents that no wrong reading leaves behind.
_ACCENTS = str.maketrans("áéíóúüñçàèòïÁÉÍÓÜÑÇÀÈÒÏ", "aeiouuncaeoiAEIOUNCAEOI")


class Name(NamedTuple):
    """A name ready to be compared.

    ``tokens``: its words in order, without joining words nor legal form; ``form``: code
    of the legal form or ''; ``core``: the letters before a bracket or a form said in the
    middle, '' when the name has none: ``QUIBAC SA (INGESCO)``.
    """

    tokens: tuple
    form: str
    core: str = ""

    @property
    def text(self):
        return " ".join(self.tokens)

    @property
    def letters(self):
        return "".join(self.tokens)

    @property
    def numbers(self):
        return frozenset(token for token in self.tokens if token.isdigit())


def plain(text):
    """Return ``text`` repaired, in upper case and without accents; signs stay."""
    text = text or ""
    if text.isascii():
        return text.upper()
    bare = text.translate(_ACCENTS)
    if bare.isascii():
        return bare.upper()
    text = unicodedata.normalize("NFKD", repair(repair(text).upper())).upper()
    return "".join(char for char in text if not unicodedata.combining(char)).upper()


def name(text):
    """Return the :class:`Name` that ``text`` is, empty when it says nothing."""
    text = plain(text)
    if not text.replace(" ", "").isalnum():  # there are signs
        if "L" in text:
            text = _GEMINATED.sub("LL", text)
        text = _DOTTED.sub(r"\1", _LOST.sub("", _ELIDED.sub("", text)))
    tokens, form = _words(text)
    core = ""
    if "(" in text:
        core = "".join(_words(text.partition("(")[0])[0])
    if _FORMS_INSIDE.isdisjoint(tokens[1:]):
        return Name(tuple(tokens), form, core)
    if "(" not in text:
        inside = next(index for index, token in enumerate(tokens) if index and token in _FORMS_INSIDE)
        core = "".join(tokens[:inside])
        form = form or BY_SPELLING[tokens[inside]]
    return Name((tokens[0], *(token for token in tokens[1:] if token not in _FORMS_INSIDE)), form, core)


def _words(text):
    """Return (words of ``text`` in the form in which they are compared, code of its legal form)."""
    words, form = _SIGN.sub(" ", text).split(), ""
    settled = not words
    while not settled:  # taking out one thing may bring together what makes another
        before = words
        words, found = _without_form(words)
        words, again = _without_form([CANONICAL.get(word, word) for word in _glue(words)])
        form = form or found or again or _form_in_front(words)
        bare = words
        if not JOINING.isdisjoint(words):
            bare = [
                word for place, word in enumerate(words) if word not in JOINING or _is_letter(words, place)
            ] or words
        settled = bare == before or bare == words and all(map(_is_long, words))
        words = bare
    return [word.lstrip("0") or "0" if word.isdigit() else word for word in words], form


def _is_long(word):
    return len(word) > 1


def _is_letter(words, place):
    """Whether the word at ``place`` is no joining word but which one of several it is: portal A, edificio I."""
    return (
        place > 0
        and len(words[place]) == 1
        and words[place] != "Y"
        and (place + 1 == len(words) or words[place - 1] in PARTS)
    )


def _without_form(words):
    """Return (words without the legal forms at their end, code of the last one or '')."""
    form = ""
    found = True
    while found and len(words) > 1:
        last = words[-1]
        if last not in _LAST:
            break
        found = last in TAIL_NOISE or (last in JOINING and len(last) > 1)
        if found:
            count = 2 if last == "UNIPERSONAL" and len(words) > 2 and words[-2] in _SOCIETY else 1
            words = words[:-count]
            continue
        found = tuple(words[-3:]) == _BRANCH and len(words) > 3
        if found:
            words = words[:-3]
            continue
        for count in range(min(TAIL_WORDS, len(words) - 1), 0, -1):
            found = BY_SPELLING.get("".join(words[-count:]))
            if found:
                words = words[:-count]
                form = form or found
                break
    return words, form


def _form_in_front(words):
    """Return the code of the form that a name begins with and of which it is part, or ''."""
    start = ""
    if not words or words[0] not in _STARTS:
        return start
    for word in words[:TAIL_WORDS]:
        start += word
        if start in _IN_FRONT:
            return BY_SPELLING[start]
    return ""


def _glue(words):
    """Join runs of single letters: ``A R S`` into ``ARS``."""
    if all(map(_is_long, words)):
        return words
    glued, run = [], []
    for index, word in enumerate(words):
        if len(word) == 1 and word.isalpha():
            alone = not run and (index + 1 == len(words) or len(words[index + 1]) > 1)
            if not (alone and word in JOINING):
                run.append(word)
                continue
        if run:
            glued.append("".join(run))
            run = []
        glued.append(word)
    if run:
        glued.append("".join(run))
    return glued


def phones(*texts):
    """Return the last nine digits of the phones in ``texts``, each once, in order."""
    found = []
    for text in texts:
        whole = _PHONE.fullmatch(text or "")
        numbers = whole.groups() if whole else [phone.number for phone in split_phones(text).found] if text else ()
        for number in numbers:
            digits = _DIGITS.sub("", number)[-9:]
            if digits not in found and len(set(digits)) > 2:
                found.append(digits)
    return found


def email(text):
    """Return the address in lower case, '' when it is none."""
    text = (text or "").strip().lower()
    return text if _EMAIL.match(text) else ""


def domain(address, website=""):
    """Return the corporate domain of an e-mail or a web page, '' when everybody may have it."""
    found = email(address).rpartition("@")[2]
    if not found or found in FREE_MAIL:
        found = re.sub(r"^(?:https?://)?(?:www\.)?", "", (website or "").strip().lower())
        found = re.split(r"[/:?#]", found)[0]
        if "." not in found or found in FREE_MAIL:
            return ""
    return found


def postcode(text):
    """Return the five digits of a Spanish postcode, with the zero a spreadsheet took; else as written, short."""
    text = plain(text)
    if not (text.isascii() and text.isalnum()):
        text = _SIGN.sub("", text)
    if text.isdigit() and len(text) in (4, 5):
        text = text.zfill(5)
        return text if "01000" <= text < "53000" else ""
    return text[:10]


def street(text):
    """Return the words of a street and its first number, '' when there is no number or no name.

    ``C/ Mayor, 3, 2º B`` and ``CALLE MAYOR 3`` are one: ``MAYOR 3``.
    """
    words = _SIGN.sub(" ", plain(text)).split()
    words = [word for word in words if word not in STREET_TYPES and word not in JOINING]
    number = next((index for index, word in enumerate(words) if word[0].isdigit()), 0)
    digits = _NUMBER.match(words[number]) if number else None
    if not digits or not any(len(word) > 2 for word in words[:number]):
        return ""
    return " ".join([*words[:number], digits.group().lstrip("0") or "0"])


@functools.lru_cache(20_000)
def skeleton(token):
    """Return the sounds of a word that survive bad spelling: its first letter and consonants, no doubles."""
    if token.isdigit():
        return token
    token = token.translate(_SOUNDS)
    bones = token[:1] + re.sub(r"[AEIOUYH]", "", token[1:])
    return re.sub(r"(.)\1+", r"\1", bones) if len(bones) > 2 else token


_SOUNDS = str.maketrans({"V": "B", "K": "C", "Q": "C", "Z": "S", "J": "G", "W": "B"})
