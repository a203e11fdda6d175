"""Lists of companies for the tests of how they come into the census."""

from odoo.addons.despacho_crm.tools import nif
from odoo.addons.despacho_crm_import.tools import census
from odoo.addons.despacho_crm_import.tools.census_batches import batches, find_repeated

NIFS = [nif.make_spanish("B", f"{7100000 + number}") for number in range(100)]
PLACES = {
    name: [place]
    for place, name in enumerate(
        "nif name zip city state cnae employees turnover founded phone email website legal_form".split()
    )
}
STATES = {"B": "8", "M": "28"}


def row(number, **texts):
    texts = {"nif": NIFS[number], "name": f"Empresa {number} SL", **texts}
    return number + 2, [texts.get(name, "") for name in PLACES]


def load(rows, after=0, size=3):
    cleaner = census.Cleaner(PLACES, "2026-11-22")
    return list(batches(rows, cleaner, STATES, after, size, find_repeated(rows, cleaner)))


def numbered(*rows):
    return [(place + 2, cells) for place, (_number, cells) in enumerate(rows)]


def lines_of(found):
    """Return {NIF: {column: text}} of batches, each company once."""
    lines = b"".join(batch.lines for batch in found).decode().splitlines()
    companies = [dict(zip((*census.COLUMNS, "number"), line.split("\t"), strict=True)) for line in lines]
    assert len({company["nif_key"] for company in companies}) == len(companies)
    return {company["nif_key"]: company for company in companies}
