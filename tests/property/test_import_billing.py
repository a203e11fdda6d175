"""Lists of what was invoiced: undone, every table is as it was; and the order of their rows tells nothing."""

import base64

from dumps import differences, few, settle, taken_back
from hypothesis import given
from hypothesis import strategies as st
from test_import_undo import dump_base

from odoo.addons.despacho_crm.tools import nif

NIFS = [nif.make_spanish("B", f"{7900000 + number}") for number in range(4)]
COLUMNS = ("NIF", "Cliente", "E-mail", "Año", "Importe")
EMAIL = "hola@facturado.example"
#: Two are in the base, two are not; and those without NIF may be the first.
_WHO = st.sampled_from(
    [
        *((key, f"Facturado {number} SL", "") for number, key in enumerate(NIFS)),
        ("", "Facturado 0 SL", EMAIL),
        ("", "Facturado 0", EMAIL),
    ]
)
_ROWS = st.lists(
    st.tuples(_WHO, st.sampled_from(("2023", "2024", "2025")), st.integers(-50, 500).map(str)), min_size=1, max_size=7
)
#: What the base has of the first: [(year, amount, whether a person typed it)].
_KNOWN = st.lists(
    st.tuples(st.integers(2023, 2025), st.integers(1, 500), st.booleans()), max_size=3, unique_by=lambda one: one[0]
)


def make_clients(env, known):
    clients = env["res.partner"].create(
        [
            {
                "name": name,
                "is_company": True,
                "country_id": env.ref("base.es").id,
                "vat": vat,
                "email": email,
            }
            for name, vat, email in (
                ("Facturado 0 SL", NIFS[0], EMAIL),
                ("Facturado 1 SL", NIFS[1], False),
                ("Facturado 0", False, EMAIL),
            )
        ]
    )
    clients._lifecycle_update()
    first = clients[0]
    earlier = [("NIF", "Año", "Importe")]
    earlier += [(NIFS[0], str(year), str(amount)) for year, amount, _typed in known]
    if known:
        apply(env, earlier, "2026-01-15", first)
    for year, amount, typed in known:
        if typed:
            line = env["despacho.billing.year"].search([("partner_id", "=", first.id), ("year", "=", year)])
            line.amount = amount + 1
    settle(env)
    return first


def apply(env, lines, date, client):
    """Import ``lines``; whoever is asked about is ``client``."""
    record = env["despacho.import"].create(
        {
            "file": base64.b64encode("\n".join(";".join(line) for line in lines).encode()),
            "filename": "facturado.csv",
            "source_kind": "billing",
            "target": "billing",
            "source_date": date,
        }
    )
    record.action_read()
    record.action_review()
    for row in record.row_ids.filtered(lambda row: row.verdict == "ask"):
        row._settle({"partner_id": client.id})
        row.action_is_this()
    record.action_apply()
    settle(env)
    assert not record.error_count, record.row_ids.mapped("error")
    return record


def bring(env, rows, client):
    return apply(env, [COLUMNS, *((*who, year, amount) for who, year, amount in rows)], "2026-02-28", client)


def amounts(env):
    lines = env["despacho.billing.year"].search([("partner_id.name", "=like", "Facturado%")])
    return sorted((line.partner_id.nif_key or "", line.year, line.amount) for line in lines if line.amount)


def _said(rows):
    """Return rows in an order that is not that of the tables."""
    return sorted(map(str, rows))


@few
@given(known=_KNOWN, rows=_ROWS)
def test_what_was_invoiced_imported_and_undone_leaves_every_table_as_it_was(env, known, rows):
    with taken_back(env):
        client = make_clients(env, known)
        before = dump_base(env)
        record = bring(env, rows, client)
        if record.undoable_count:
            record._undo()
            assert record.state == "undone", record.row_ids.mapped("undo_reason")
        # An amount is the same with one decimal or with two.
        found = differences(before, dump_base(env))
        assert {table: pair for table, pair in found.items() if _said(pair[0]) != _said(pair[1])} == {}


@few
@given(known=_KNOWN, rows=_ROWS, data=st.data())
def test_any_order_of_the_rows_ends_in_the_same_amounts(env, known, rows, data):
    turned = data.draw(st.permutations(rows))
    ends = []
    for some in (rows, turned):
        with taken_back(env):
            bring(env, some, make_clients(env, known))
            ends.append(amounts(env))
    assert ends[0] == ends[1], turned
