"""From the text in the cells to clean values, with a note of every change.

Nothing here touches a database.
"""

from typing import NamedTuple


class Note(NamedTuple):
    """Something that was changed or found wrong in a cell.

    ``code``: one of :data:`NOTES`; ``field``: where; ``old`` and ``new``: text.
    """

    code: str
    field: str
    old: str
    new: str


#: What may be said of a value; each code has its sentence on screen.
NOTES = (
    "mojibake_repaired",  # wrong letters put right
    "placeholder_dropped",  # «no tiene», «-», «N/A»
    "nif_cleaned",
    "nif_invalid",  # new: format, control, class or placeholder
    "zip_zero_restored",
    "zip_invalid",
    "state_normalised",  # new: code of the province
    "state_from_zip",
    "state_unknown",
    "state_zip_mismatch",  # old: province as written; new: that of the postcode
    "country_unknown",
    "phone_split",  # several phones in one cell
    "phone_text_dropped",  # what was around the number went to the notes
    "phone_invalid",
    "email_split",
    "email_cleaned",
    "email_invalid",
    "iban_invalid",
    "website_invalid",
    "number_invalid",
    "date_invalid",
    "name_joined",  # first and last name
    "name_from_trade_name",
)


class Context(NamedTuple):
    """What is known of the whole file."""

    country: str = "ES"  # ISO code assumed when the row names none
    day_first: bool = True  # 03/04/2026 is the 3rd of April


class Row(NamedTuple):
    """A cleaned row.

    ``values``: {field of FIELDS: value}, only those with content. All are str
    except ``tags`` (list of str), ``employees`` (int), ``turnover`` (float).
    ``nif``: key as nif.parse gives it, only when valid; ``state``: code of the
    province in Odoo (``B``, ``PM``); ``country``: ISO code; ``phone`` and
    ``mobile``: ``+34 931 23 45 67``; ``email``: lower case; ``date``: ISO;
    ``kind``: ``company`` or ``person``; ``zip``: five digits in Spain.
    What fits nowhere (a third phone, an invalid NIF) goes to ``values['notes']``.
    ``nif_error``: '' or why the NIF written is none.
    """

    values: dict
    notes: list
    nif_written: str
    nif_error: str


def clean(field, text, context=None):
    """Return ``(value, notes)`` of one cell; value is '' when nothing is left."""
    raise NotImplementedError


def clean_row(cells, context=None):
    """Return the :class:`Row` of ``cells``, {field: text}, several fields helping each other."""
    raise NotImplementedError
