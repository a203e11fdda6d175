"""Every province has its tile on the map, and neighbours are near."""

from odoo.addons.despacho_crm.tools import territory
from odoo.addons.despacho_crm_reports.tools.portfolio.tiles import COLUMNS, ROWS, TILES


def test_every_province_has_one_tile_of_its_own():
    assert set(TILES) == set(territory.BY_CODE)
    assert len(set(TILES.values())) == len(TILES) == 52


def test_all_of_them_are_on_the_sheet():
    assert all(0 <= column < COLUMNS and 0 <= row < ROWS for column, row in TILES.values())


def test_neighbours_are_near():
    for one, other in (("GI", "B"), ("B", "T"), ("L", "GI"), ("M", "TO"), ("SE", "CA"), ("C", "PO"), ("V", "A")):
        (x, y), (u, v) = TILES[one], TILES[other]
        assert abs(x - u) <= 2 and abs(y - v) <= 2, (one, other)
