"""Lists of leads: undone, every table is as it was; and the order of their rows, and repeated ones, tell nothing."""

import base64

from dumps import differences, few, settle, taken_back
from hypothesis import given
from hypothesis import strategies as st
from test_import_undo import dump_base

from odoo.addons.despacho_crm.tools import nif

NIFS = [nif.make_spanish("B", f"{7910000 + number}") for number in range(3)]
COLUMNS = ("NIF", "Empresa", "Contacto", "E-mail", "Teléfono", "CP", "Asunto", "Campaña", "Etiquetas", "Comentarios")
#: Companies, two of which are in the base, a third with an open lead; and people who left an e-mail or a phone.
_WHO = st.sampled_from(
    [
        *((key, f"Feria {number} SL", "", "", "", "47001") for number, key in enumerate(NIFS)),
        (NIFS[2], "Feria 2 SL", "Ana Feria", "ana@feria.example", "", ""),
        ("", "Bar Zubiaurre Feria", "", "bar@feria.example", "923 11 22 33", "37002"),
        ("", "Bar Zubiaurre Feria", "Pau Feria", "bar@feria.example", "", ""),
        ("", "", "", "solo@feria.example", "", ""),
        ("", "", "Marta Ruiz Feria", "solo@feria.example", "600 11 22 33", ""),
    ]
)
_ROWS = st.lists(
    st.builds(
        lambda who, subject, campaign, tag, said: (*who, subject, campaign, tag, said),
        _WHO,
        st.sampled_from(["", "Quiere presupuesto"]),
        st.sampled_from(["", "Feria de Valladolid"]),
        st.sampled_from(["", "Feria nueva"]),
        st.sampled_from(["", "llamar por la tarde", "le interesa laboral"]),
    ),
    min_size=1,
    max_size=5,
)


def make_base(env):
    """Make two clients, and an open lead of whom the third company is."""
    es = env.ref("base.es").id
    clients = env["res.partner"].create(
        [
            {"name": f"Feria {number} SL", "is_company": True, "country_id": es, "vat": key, "phone": "+34 983112233"}
            for number, key in enumerate(NIFS[:2])
        ]
    )
    clients._lifecycle_update()
    env["crm.lead"].create({"name": "De antes", "type": "lead", "partner_name": "Feria 2 SL", "vat": NIFS[2]})
    settle(env)


def bring(env, rows):
    """Import ``rows``; of whom it is asked, each is another."""
    lines = [";".join(f'"{cell}"' for cell in row) for row in (COLUMNS, *rows)]
    record = env["despacho.import"].create(
        {
            "file": base64.b64encode("\n".join(lines).encode()),
            "filename": "feria.csv",
            "source_kind": "list",
            "source_date": "2026-02-28",
            "target": "lead",
        }
    )
    record.action_read()
    record.action_review()
    record.row_ids.filtered(lambda row: row.verdict == "ask").action_is_other()
    record.action_apply()
    settle(env)
    assert not record.error_count, record.row_ids.mapped("error")
    return record


def picture(env):
    """Return what the leads say, whatever their order and their ids."""
    found = []
    for lead in env["crm.lead"].with_context(active_test=False).search([]):
        names = ("partner_name", "contact_name", "email_from", "phone", "zip", "nif_key", "type")
        notes = str(lead.description or "").replace("</p>", "<br>").replace("<p>", "<br>").split("<br>")
        links = (lead.partner_id.name, lead.campaign_id.name, sorted(lead.tag_ids.mapped("name")))
        said = sorted({line.strip() for line in notes if line.strip()})
        found.append(repr(([lead[name] or "" for name in names], links, said)))
    return sorted(found)


@few
@given(rows=_ROWS)
def test_leads_imported_and_undone_leave_every_table_as_it_was(env, rows):
    with taken_back(env):
        make_base(env)
        before = dump_base(env)
        record = bring(env, rows)
        if record.undoable_count:
            record._undo()
            assert record.state == "undone", record.row_ids.mapped("undo_reason")
        assert differences(before, dump_base(env)) == {}


@few
@given(rows=_ROWS, data=st.data())
def test_any_order_and_repetition_of_the_rows_ends_in_the_same_leads(env, rows, data):
    turned = data.draw(st.permutations(rows + data.draw(st.lists(st.sampled_from(rows), max_size=2))))
    ends = []
    for some in (rows, turned):
        with taken_back(env):
            make_base(env)
            bring(env, some)
            ends.append(picture(env))
    assert ([one for one in ends[0] if one not in ends[1]], [one for one in ends[1] if one not in ends[0]]) == (
        [],
        [],
    ), turned
    assert len(ends[0]) == len(ends[1])


@few
@given(rows=_ROWS)
def test_the_same_list_of_leads_twice_changes_nothing(env, rows):
    with taken_back(env):
        make_base(env)
        bring(env, rows)
        before = picture(env)
        again = bring(env, rows)
        assert picture(env) == before
        assert not again.created_count
