"""Lists with a column of figures for each year: what is written is what they say, and undone it is as it was."""

import base64

from dumps import differences, few, settle, taken_back
from hypothesis import given
from hypothesis import strategies as st
from test_import_undo import dump_base

from odoo.addons.despacho_crm.tools import nif

NIFS = [nif.make_spanish("B", f"{7950000 + number}") for number in range(3)]
TITLES = ("Empleados 2022", "Empleados 2023", "Facturación 2022", "Ventas 2023", "2024 Facturación")
_CELLS = st.tuples(*(st.none() | st.integers(0 if "Emp" in title else 1, 9999) for title in TITLES))
_ROWS = st.dictionaries(st.sampled_from(NIFS), _CELLS, min_size=1)


def bring(env, rows):
    lines = [("NIF", "Nombre", *TITLES)]
    lines += [(key, f"Anual {key}", *("" if cell is None else str(cell) for cell in row)) for key, row in rows.items()]
    record = env["despacho.import"].create(
        {
            "file": base64.b64encode("\n".join(";".join(line) for line in lines).encode()),
            "filename": "empresas.csv",
            "source_kind": "list",
        }
    )
    record.action_read()
    record.action_review()
    record.action_apply()
    settle(env)
    assert not record.error_count, record.row_ids.mapped("error")
    return record


def make_company(env):
    company = env["res.partner"].create(
        {"name": f"Anual {NIFS[0]}", "is_company": True, "country_id": env.ref("base.es").id, "vat": NIFS[0]}
    )
    company._lifecycle_update()
    settle(env)
    return company


def figures(env):
    lines = env["despacho.company.year"].search([("partner_id.nif_key", "in", NIFS)])
    told = {}
    for line in lines:
        for name in ("employees", "turnover"):
            if line._knows(name):
                told[line.partner_id.nif_key, name, line.year] = line[name]
    return told


@few
@given(rows=_ROWS)
def test_each_year_of_each_company_is_what_the_list_says_and_the_same_again_is_no_news(env, rows):
    with taken_back(env):
        make_company(env)
        bring(env, rows)
        wanted = {}
        for key, row in rows.items():
            for title, cell in zip(TITLES, row, strict=True):
                if cell is not None:
                    name = "employees" if "Emp" in title else "turnover"
                    year = next(int(word) for word in title.split() if word.isdigit())
                    wanted[key, name, year] = cell
        assert figures(env) == wanted
        assert set(bring(env, rows).row_ids.mapped("verdict")) == {"same"}


@few
@given(rows=_ROWS)
def test_undone_every_table_is_as_it_was(env, rows):
    with taken_back(env):
        make_company(env)
        before = dump_base(env)
        record = bring(env, rows)
        if record.undoable_count:
            record._undo()
            assert record.state == "undone", record.row_ids.mapped("undo_reason")
        assert differences(before, dump_base(env)) == {}
