"""What is remembered from one row to the next does not grow with the file."""

import gc
import tracemalloc

from odoo.addons.despacho_crm.tools import nif
from odoo.addons.despacho_crm.tools.matching import tokens
from odoo.addons.despacho_crm_import.tools import values
from odoo.addons.despacho_crm_import.tools.first_seen import FirstSeen

#: By then everything that is held up to some number of rows is full.
FULL = 16_500
MORE = 8_000


def go_through(seen, rows):
    """Read the rows numbered ``rows``, no two alike, as a review does."""
    for row in rows:
        text = nif.make_spanish("", f"{row + 10_000_000:08d}")
        cells = {
            "nif": text,
            "name": f"Ana Puig {row}",
            "phone": f"+34 93 {row:07d}",
            "email": f"ana{row}@example.com",
        }
        assert seen.first(values.find_nif({"nif": text, "name": cells["name"]}), row) == row
        assert values.clean_row(cells).values["phone"]


def test_reading_more_rows_takes_no_more_memory():
    seen = FirstSeen()
    tracemalloc.start()
    try:
        go_through(seen, range(FULL))
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        go_through(seen, range(FULL, FULL + MORE))
        gc.collect()
        after = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    # The phones of these rows alone, kept, would take four megabytes; a dictionary may grow once.
    assert after - before < 2_000_000
    assert seen.first(nif.make_spanish("", "10000005"), FULL + MORE) == 5


def test_the_bits_of_words_are_held_up_to_some_number_and_stay_the_same():
    frequencies = tokens.Frequencies()
    first = frequencies.bits("TALLERES")
    for number in range(tokens.HELD + 10):
        frequencies.bits(f"X{number}")
    assert len(frequencies.bits.__self__) <= tokens.HELD
    assert frequencies.bits("TALLERES") == first
