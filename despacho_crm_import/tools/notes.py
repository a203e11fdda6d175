"""What is said of a row: its clean values and every change that made them so.

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


#: What may be said of a value; each code has its sentence on screen. With
#: «kept» the text that did not fit is at the end of the notes of the row.
NOTES = (
    "mojibake_repaired",  # wrong letters put right
    "placeholder_dropped",  # «no tiene», «-», «N/A»
    "nif_cleaned",  # punctuation, prefix, lost zeros
    "nif_invalid",  # kept; new: format, control, class or placeholder
    "country_from_nif",  # new: ISO code
    "zip_zero_restored",
    "zip_cleaned",  # words or marks around it taken away
    "zip_from_city",
    "zip_invalid",  # kept
    "state_normalised",  # new: official name of the province
    "state_from_zip",  # new: official name of the province
    "state_unknown",  # kept
    "state_zip_mismatch",  # old: province as written; new: that of the postcode
    "country_unknown",  # kept
    "phone_split",  # several phones in one cell; those that do not fit are kept
    "phone_moved",  # a mobile in the column of the phones, or the reverse
    "phone_text",  # what was around the number, kept
    "phone_invalid",  # kept
    "email_cleaned",
    "email_split",  # several in one cell; those that do not fit are kept
    "email_text",  # what was around the e-mail, kept
    "email_invalid",  # kept
    "website_invalid",  # kept
    "iban_invalid",  # kept
    "number_invalid",  # kept
    "names_ambiguous",  # kept: where a name ends and another begins is not clear
    "amount_invalid",  # of what was invoiced
    "date_invalid",  # kept
    "kind_unknown",
    "name_joined",  # first and last name
    "name_from_trade_name",
    "name_from_contact",
    "name_split",  # new: who was named beside the company
    "contact_split",  # several persons in one cell; the others are kept
    "function_from_contact",  # what stood beside the name of a person
    "nif_completed",  # the letter that the number lacked
    "date_from_number",  # the day as a spreadsheet counts it; new: ISO date
    "ledger_account",  # an account of no customer nor supplier
    "totals_row",  # the sums at the end of a list, or the number of its page
    "nif_from_name",  # old: the name as it was
    "email_from_notes",
    "from_row",  # old: number of another row of the same company, that says it
    "said_otherwise",  # new: what the row that counts says
)


#: Ledger accounts of customers and suppliers: Plan General de Contabilidad, groups 40, 41, 43 and 44.
SUPPLIER_ACCOUNTS = ("40", "41")
PEOPLE_ACCOUNTS = (*SUPPLIER_ACCOUNTS, "43", "44")


class Context(NamedTuple):
    """What is known of the whole file."""

    country: str = "ES"  # ISO code assumed when the row names none
    day_first: bool = True  # 03/04/2026 is the 3rd of April
    tag_separators: str = ",;|"  # Holded writes them with «-»
    ledger: bool = False  # a list of accounts: only those of customers and suppliers are contacts
    point: bool = False  # a workbook, whose numbers are numbers: 1234.567 is no million


class Row(NamedTuple):
    """A cleaned row.

    ``values``: {field of FIELDS: value}, only those with content. All are str
    except ``tags`` and ``interests`` (lists of str), ``employees`` (int), ``turnover`` and
    ``expected_revenue`` (float).
    ``nif``: key as nif.parse gives it, only when valid; ``state``: code of the
    province in Odoo (``B``, ``PM``); ``country``: ISO code, only when the row
    names it; ``phone`` and ``mobile``: ``+34 931 23 45 67``; ``email`` and
    ``email2``: lower case; ``date``: ISO; ``iban``: without spaces; ``kind``:
    ``company`` or ``person``; ``zip``: five digits in Spain. What fits nowhere
    (a third phone, an invalid NIF) is at the end of ``notes``.
    ``nif_written``: the NIF as it was; ``nif_error``: '' or why it is none.
    """

    values: dict
    notes: list
    nif_written: str
    nif_error: str
