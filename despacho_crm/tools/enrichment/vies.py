"""The European register of VAT numbers (VIES), its REST service.

Source: the service's own description, https://ec.europa.eu/taxation_customs/vies/#/technical-information. It answers
HTTP 200 also when it fails: ``userError`` says what happened. «Not valid» only means that the number is
not registered for trade within the Union; Spain never gives name nor address.
Nothing here touches the network or a database.
"""

from datetime import datetime, timezone
from typing import NamedTuple
from urllib.parse import quote, urlencode

from . import wire

URL = "https://ec.europa.eu/taxation_customs/vies/rest-api"
#: How the service calls the countries whose code is another one.
_PREFIXES = {"GR": "EL"}
#: Countries that it knows, as Odoo has them; XI is Northern Ireland.
COUNTRIES = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI".split())
#: ``userError`` -> what is known of the number.
_STATUSES = {"VALID": "registered", "INVALID": "unregistered", "INVALID_INPUT": "malformed"}
#: Seconds to wait when the service says that there are too many questions, or that we are shut out.
_WAITS = {
    "GLOBAL_MAX_CONCURRENT_REQ": 60,
    "GLOBAL_MAX_CONCURRENT_REQ_TIME": 60,
    "MS_MAX_CONCURRENT_REQ": 60,
    "MS_MAX_CONCURRENT_REQ_TIME": 60,
    "MS_UNAVAILABLE": 900,
    "SERVICE_UNAVAILABLE": 900,
    "TIMEOUT": 120,
    "IP_BLOCKED": 86_400,
    "VAT_BLOCKED": 86_400,
}
_UNSAID = "---"


class Answer(NamedTuple):
    """``status``: registered, unregistered or malformed; ``proof``: the request's identifier, to be kept."""

    number: str
    status: str
    name: str
    address: str
    proof: str
    asked_at: datetime | None


class ViesFault(wire.Fault):
    """The service did not look: ``wait`` is how many seconds it should be left in peace."""

    def __init__(self, code):
        super().__init__(f"VIES: {code}", code, passing=code not in ("INVALID_REQUESTER_INFO",))
        self.wait = _WAITS.get(code, 900)


def build_url(country, number, requester=None, base=URL):
    """Return the address that answers about ``number``, without its country's prefix.

    ``requester``: (country, number) of who asks, without which no identifier comes back.
    """
    country = _PREFIXES.get(country, country)
    url = f"{base.rstrip('/')}/ms/{quote(country, safe='')}/vat/{quote(number, safe='')}"
    if requester:
        code, own = requester
        url += "?" + urlencode(
            {"requesterMemberStateCode": _PREFIXES.get(code, code), "requesterNumber": own.removeprefix(code)}
        )
    return url


def parse_answer(body):
    """Return the :class:`Answer` in the bytes ``body``; raise :class:`ViesFault` when the service did not look."""
    found = wire.parse_json(body)
    with wire.read_safely():
        wrappers = [error for error in wire.as_list(found.get("errorWrappers")) if isinstance(error, dict)]
        code = wire.clean(found.get("userError")) or next((wire.clean(error.get("error")) for error in wrappers), "")
        # The service's other door says it without a code.
        valid = found.get("isValid", found.get("valid"))
        if not code and isinstance(valid, bool):
            code = "VALID" if valid else "INVALID"
        if not code:
            raise wire.Garbled("the answer says nothing of the number")
        status = _STATUSES.get(code.upper())
        if not status or (status == "registered" and valid is False):
            raise ViesFault(code.upper())
        return Answer(
            wire.clean_code(found.get("vatNumber")),
            status,
            _said(found.get("name")),
            "\n".join(filter(None, map(wire.clean, _said_lines(found.get("address"))))),
            wire.clean(found.get("requestIdentifier")),
            _moment(wire.clean(found.get("requestDate"))),
        )


def _said(value):
    text = wire.clean(value)
    return "" if text == _UNSAID else text


def _said_lines(value):
    return value.splitlines() if isinstance(value, str) and _said(value) else ()


def _moment(text):
    """Return a moment as databases keep it, in universal time without saying so."""
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    if found.tzinfo:
        found = found.astimezone(timezone.utc)
    return found.replace(tzinfo=None, microsecond=0)
