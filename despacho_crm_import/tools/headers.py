"""Which column of a file holds what: by its header, else by its content.

Nothing here touches a database.
"""

from typing import NamedTuple


class Field(NamedTuple):
    """One thing that a column may hold. ``label``: English, to be translated."""

    name: str
    label: str


#: What a column may hold, in the order in which a person is offered it.
FIELDS = {
    field.name: field
    for field in (
        Field("nif", "NIF"),
        Field("name", "Name or company name"),
        Field("trade_name", "Trade name"),
        Field("first_name", "First name"),
        Field("last_name", "Last name"),
        Field("contact_name", "Contact person"),
        Field("function", "Job position"),
        Field("kind", "Company or person"),
        Field("street", "Street"),
        Field("street2", "Street 2"),
        Field("zip", "Postcode"),
        Field("city", "Town"),
        Field("state", "Province"),
        Field("country", "Country"),
        Field("phone", "Phone"),
        Field("mobile", "Mobile"),
        Field("email", "E-mail"),
        Field("email2", "Second e-mail"),
        Field("website", "Website"),
        Field("iban", "IBAN"),
        Field("activity", "Activity (CNAE or text)"),
        Field("employees", "Employees"),
        Field("turnover", "Turnover"),
        Field("tags", "Tags"),
        Field("date", "Date of the record"),
        Field("source", "Source"),
        Field("ref", "Reference in the source"),
        Field("notes", "Notes"),
    )
}


class ColumnGuess(NamedTuple):
    """``field``: of :data:`FIELDS`, or '' when the column says nothing.

    ``confidence``: 0 to 1. ``reason``: ``header``, ``content``, ``profile`` or ''.
    """

    index: int
    header: str
    field: str
    confidence: float
    reason: str


def guess_mapping(headers, sample_rows, profile=None):
    """Return one :class:`ColumnGuess` per header, a field at most once.

    ``headers``: list of str. ``sample_rows``: list of lists of str, a few
    hundred at most are looked at. ``profile``: {header: field or ''} that a
    person confirmed for an earlier file of the same shape; it wins.
    """
    raise NotImplementedError


def header_key(header):
    """Return ``header`` without case, accents, punctuation and plural marks.

    Two headers with one key mean the same: use it to remember a mapping.
    """
    raise NotImplementedError
