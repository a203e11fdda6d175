"""Documents of the gazette of the registers of companies, as it published them."""

from datetime import date
from pathlib import Path

from odoo.addons.despacho_crm.tools.enrichment import borme, borme_acts

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "samples"
DAY = date(2026, 9, 3)


def read_real():
    """Return (the province's document of 2015, {number: (entry of it, what it says)})."""
    page = borme.parse_page((SAMPLES / "BORME-A-2015-27-10.txt").read_bytes())
    return page, {entry.number: (entry, borme_acts.read_entry(entry.text, page.day)) for entry in page.entries}
