"""The words of the names in the census, as the database's index and those who search see them.

One rule, said twice: in Python for what is searched, in SQL (:data:`SQL`) for what is indexed. It needs no
extension of the database, and the same letters come out whatever the language that it was made in.

Nothing here touches a database.
"""

import re

_LETTERS = {
    "a": "ÁÀÂÄÃÅáàâäãå",
    "e": "ÉÈÊËéèêë",
    "i": "ÍÌÎÏíìîï",
    "o": "ÓÒÔÖÕØóòôöõø",
    "u": "ÚÙÛÜúùûü",
    "n": "Ññ",
    "c": "Çç",
    "y": "Ýýÿ",
}
_SPACES = ",;:!?()[]{}<>\"'`´’‘«»“”/|-–—_&+*=#@$~^ºª"
#: What joins letters: «S.L.», «Il·lusió».
_NOTHING = ".·"

#: As they are, the commonest first: for each letter of a name the database goes through the table from its start.
_PLAIN = " eaosrnildtucmpbgvyfqhjxzkw0123456789"

FROM = _PLAIN + "".join(_LETTERS.values()) + _SPACES + _NOTHING
TO = _PLAIN + "".join(letter * len(others) for letter, others in _LETTERS.items()) + " " * len(_SPACES)
_WORD = re.compile(r"[^\W_]+")
_TABLE = str.maketrans(FROM[: len(TO)], TO, FROM[len(TO) :])

#: The words of a name and a trade name; its four holes are these two, ``FROM`` and ``TO``.
SQL = "to_tsvector('simple', translate(lower(%s || ' ' || COALESCE(%s, '')), %s, %s))"


def words(text):
    """Return the words of ``text``: lower case, no accents, initials together.

    >>> words("Panadería Ñandú, S.L.")
    ['panaderia', 'nandu', 'sl']
    """
    return _WORD.findall(text.lower().translate(_TABLE))
