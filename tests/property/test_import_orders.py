"""In which order rows and files come tells nothing: the base ends the same, and the same file twice changes nothing."""

import base64

from dumps import few, taken_back
from hypothesis import given
from hypothesis import strategies as st

from odoo.tools import html2plaintext

from odoo.addons.despacho_crm.tools import nif

NIFS = [nif.make_spanish("B", f"{7800000 + number}") for number in range(3)]
DNI = nif.make_spanish("", "54362315")
_NAMES = {NIFS[0]: "Talleres del orden SL", NIFS[1]: "Óptica del orden SA", NIFS[2]: "Hostal del orden SL"}
_COLUMNS = (
    "NIF", "Nombre", "Contacto", "Dirección", "CP", "Población", "Teléfono", "E-mail", "Observaciones", "Etiquetas",
    "IBAN", "Empleados", "Intereses",
)  # fmt: skip
_PLACES = st.sampled_from([("", "", ""), ("C/ Mayor 1", "47001", "Valladolid"), ("Av. Mar 2", "03001", "Alicante")])

#: A company with its NIF, spelled in several ways; its people, its establishments.
_NUMBERED = st.builds(
    lambda key, spelling, contact, place, phone, *told: (
        spelling(key), _NAMES[key], contact, *place, phone, "", *told,
    ),
    st.sampled_from(NIFS),
    st.sampled_from([str, str.lower, lambda key: f"ES-{key}", lambda key: f"{key[0]}-{key[1:3]}.{key[3:6]}.{key[6:]}"]),
    st.sampled_from(["", "Ana Puig", "Jordi Serra"]),
    _PLACES,
    st.sampled_from(["", "983 11 22 33"]),
    st.sampled_from(["", "paga tarde"]),
    st.sampled_from(["", "Orden A", "Orden B"]),
    st.sampled_from(["", "ES9121000418450200051332", "ES7921000813610123456789"]),
    st.sampled_from(["", "3", "12"]),
    st.sampled_from(["", "Laboral", "Fiscal"]),
)  # fmt: skip
_NOTHING = ("",) * 4
#: Companies and people without NIF.
_OTHERS = st.sampled_from(
    [
        ("", "Bar del orden", "", "C/ Sol 3", "37002", "Salamanca", "923 11 22 33", "bar@orden.example", "", *_NOTHING),
        ("", "Bar del orden", "", "", "", "", "923 11 22 33", "", "cierra lunes", "Orden A", "", "", ""),
        ("", "Marta Ruiz Orden", "", "", "28001", "Madrid", "600 11 22 33", "marta@orden.example", "", *_NOTHING),
        ("", "Marta Ruiz Orden", "", "", "28001", "Madrid", "", "marta@orden.example", "", "Orden B", "", "", ""),
        (DNI, "Luis Gil Orden", "", "", "28001", "Madrid", "600 44 55 66", "", "", *_NOTHING),
        (
            "",
            "Talleres del orden SL",
            "",
            "C/ Mayor 1",
            "47001",
            "Valladolid",
            "983 11 22 33",
            "",
            "",
            "Orden A",
            "ES9121000418450200051332",
            "",
            "Laboral",
        ),
    ]
)
_ROWS = st.lists(st.one_of(_NUMBERED, _OTHERS), min_size=1, max_size=6)
#: What is compared of a contact; when and by whom it was written is of each run.
_FIELDS = (
    "name", "vat", "nif_key", "is_company", "type", "street", "zip", "city", "phone", "email", "function", "active",
)  # fmt: skip


def bring(env, rows, source="agenda", date="2026-01-01"):
    """Import ``rows`` as a person does who accepts what is proposed; return the import."""
    lines = [";".join(f'"{cell}"' for cell in row) for row in (_COLUMNS, *rows)]
    record = env["despacho.import"].create(
        {
            "file": base64.b64encode("\n".join(lines).encode()),
            "filename": "orden.csv",
            "source_kind": source,
            "source_date": date,
        }
    )
    record.action_read()
    record.action_review()
    record.action_apply()
    env.flush_all()
    env.invalidate_all()
    assert not record.error_count, record.row_ids.mapped("error")
    return record


def ours(env):
    """Return the contacts that the files made."""
    marks = ["|", ("name", "ilike", "orden"), ("parent_id.name", "ilike", "orden")]
    return env["res.partner"].with_context(active_test=False).search(marks)


def picture(env):
    """Return what the contacts that the files made say, whatever their order and their ids."""
    found = []
    for partner in ours(env):
        values = {name: partner[name] or "" for name in _FIELDS}
        notes = sorted(set(filter(None, map(str.strip, html2plaintext(partner.comment or "").splitlines()))))
        more = (
            sorted(partner.category_id.mapped("name")),
            sorted(partner.bank_ids.mapped("sanitized_acc_number")),
            partner.employees,
            sorted(partner.need_ids.service_line_id.mapped("name")),
        )
        found.append(repr((partner.parent_id.name or "", values, notes, more)))
    return sorted(found)


def differing(one, other):
    return [line for line in one if line not in other], [line for line in other if line not in one]


@few
@given(rows=_ROWS, data=st.data())
def test_any_order_and_repetition_of_the_rows_ends_in_the_same_base(env, rows, data):
    turned = data.draw(st.permutations(rows + data.draw(st.lists(st.sampled_from(rows), max_size=3))))
    with taken_back(env):
        bring(env, rows)
        straight = picture(env)
    with taken_back(env):
        bring(env, turned)
        assert straight and differing(straight, picture(env)) == ([], []), turned


@few
@given(rows=_ROWS, source=st.sampled_from(["billing", "agenda", "list"]))
def test_the_same_file_twice_changes_nothing(env, rows, source):
    with taken_back(env):
        bring(env, rows, source)
        before = picture(env), ours(env).sorted("id").read(["name", "comment", "phone", "email", "write_date"])
        again = bring(env, rows, source)
        after = picture(env), ours(env).sorted("id").read(["name", "comment", "phone", "email", "write_date"])
        assert before == after
        assert not (again.created_count or again.updated_count)


@few
@given(
    some=st.lists(_NUMBERED, min_size=1, max_size=4, unique_by=lambda row: row[1]),
    others=st.lists(_NUMBERED, min_size=1, max_size=4, unique_by=lambda row: row[1]),
    sources=st.permutations(["billing", "crm", "agenda", "list"]).map(lambda found: found[:2]),
)
def test_of_two_files_of_other_sources_it_does_not_matter_which_comes_first(env, some, others, sources):
    others = [(key, name, *rest[:4], "983 99 88 77", *rest[5:]) for key, name, *rest in others]
    with taken_back(env):
        bring(env, some, sources[0])
        bring(env, others, sources[1])
        straight = picture(env)
    with taken_back(env):
        bring(env, others, sources[1])
        bring(env, some, sources[0])
        assert differing(straight, picture(env)) == ([], [])
