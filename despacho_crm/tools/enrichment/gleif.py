"""The open register of legal entity identifiers (LEI) of GLEIF, in JSON:API.

Source: the API's description, https://documenter.getpostman.com/view/7679680/SVYrrxuU; 60 questions a minute.
Few small Spanish companies have a LEI, and they are found by name: whose it is, is for the caller to judge.
Nothing here touches the network or a database.
"""

from typing import NamedTuple
from urllib.parse import urlencode

from . import wire

URL = "https://api.gleif.org/api/v1"
HEADERS = {"Accept": "application/vnd.api+json"}
_LEI_LENGTH = 20
#: Kinds of other names that are the company's own.
_OTHER_NAMES = frozenset(("TRADING_OR_OPERATING_NAME", "ALTERNATIVE_LANGUAGE_LEGAL_NAME", "PREVIOUS_LEGAL_NAME"))


class Entity(NamedTuple):
    """``registered_as``: the number in the register of its country; ``active``: whether the entity exists still;
    ``current``: whether its LEI is kept up."""

    lei: str
    name: str
    other_names: tuple
    registered_as: str
    legal_form: str
    street: str
    zip: str
    city: str
    region: str
    country: str
    active: bool
    current: bool
    updated: str


def build_url(name, country="ES", base=URL, count=10):
    """Return the address that lists the entities of ``country`` with that legal name."""
    query = {
        "filter[entity.legalName]": name,
        "filter[entity.legalAddress.country]": country,
        "page[size]": str(count),
    }
    return f"{base.rstrip('/')}/lei-records?{urlencode(query)}"


def parse_answer(body):
    """Return the :class:`Entity` of each record in the bytes ``body``: one, a list, or none."""
    found = wire.parse_json(body)
    with wire.read_safely():
        for error in wire.as_list(found.get("errors")):
            status = wire.clean(error.get("status"))
            message = wire.clean(error.get("detail")) or wire.clean(error.get("title")) or "error"
            raise wire.Fault(f"GLEIF: {message[:300]}", status, passing=not status.startswith("4") or status == "429")
        if "data" not in found:
            raise wire.Garbled("the answer has no data")
        return [entity for record in wire.as_list(found["data"]) if (entity := _entity(record))]


def _entity(record):
    attributes = record["attributes"]
    entity = attributes["entity"]
    lei = wire.clean_code(attributes.get("lei") or record.get("id"))
    name = wire.clean(entity["legalName"]["name"])
    if len(lei) != _LEI_LENGTH or not name:
        return None
    others = wire.as_list(entity.get("otherNames")) + wire.as_list(entity.get("transliteratedOtherNames"))
    address = entity.get("legalAddress") or {}
    form = entity.get("legalForm") or {}
    registration = attributes.get("registration") or {}
    return Entity(
        lei,
        name,
        tuple(wire.clean(other.get("name")) for other in others if other.get("type") in _OTHER_NAMES),
        wire.clean(entity.get("registeredAs")),
        wire.clean(form.get("id")),
        ", ".join(filter(None, map(wire.clean, wire.as_list(address.get("addressLines"))))),
        wire.clean(address.get("postalCode")),
        wire.clean(address.get("city")),
        wire.clean(address.get("region")),
        wire.clean(address.get("country")),
        wire.clean(entity.get("status")) != "INACTIVE",
        wire.clean(registration.get("status")) == "ISSUED",
        wire.clean(registration.get("lastUpdateDate"))[:10],
    )
