"""Files as firms bring them, as Hypothesis draws them, and the base that they come into."""

from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools import nif

NAME = "Fichero de pruebas"
NIFS = [nif.make_spanish("B", f"{7600000 + number}") for number in range(8)]
HEADERS = ("NIF", "Empresa", "Dirección", "CP", "Población", "Teléfono", "E-mail", "Etiquetas", "IBAN", "Contacto",
           "Cargo", "Móvil", "Notas", "Web", "Sector")  # fmt: skip
#: What a cell may hold, by its column; the companies of the base have some of these already.
_CELLS = {
    "Dirección": ("", "Calle Mayor 1", "Plaza Nueva 2"),
    "CP": ("", "8201", "41001"),
    "Población": ("", "Sabadell", "Sevilla"),
    "Teléfono": ("", "931 00 00 01", "931 00 00 02"),
    "E-mail": ("", "uno@fichero.example", "dos@fichero.example"),
    "Etiquetas": ("", "Antigua", "Nueva, Antigua", "Nueva"),
    "IBAN": ("", "ES9121000418450200051332"),
    "Contacto": ("", "Ana Roca", "Pau Vila"),
    "Cargo": ("", "Gerente"),
    "Móvil": ("", "600 11 22 33"),
    "Notas": ("", "Cliente antiguo", "Paga tarde"),
    "Web": ("", "https://uno.example"),
    "Sector": ("", "Hostelería"),
}
_ROWS = st.fixed_dictionaries(
    {
        "NIF": st.sampled_from((*NIFS, *NIFS, "")),
        "Empresa": st.integers(0, 7).map(lambda number: f"{NAME} {number} SL"),
        **{name: st.sampled_from(cells) for name, cells in _CELLS.items()},
    }
)
SOURCES = ("billing", "crm", "agenda", "list")
FILES = st.tuples(st.sampled_from(SOURCES), st.lists(_ROWS, min_size=1, max_size=8))
#: The companies that are there before: the place of their NIF, or None, and what is known of them.
COMPANIES = st.lists(
    st.fixed_dictionaries(
        {
            "place": st.integers(0, 7),
            "has_nif": st.sampled_from((True, True, False)),
            "phone": st.sampled_from((False, "+34 931 00 00 01", "+34 955 55 55 55")),
            "email": st.sampled_from((False, "uno@fichero.example")),
            "city": st.sampled_from((False, "Sevilla", "Cádiz")),
            "comment": st.sampled_from((False, "<p>Una nota</p>")),
            "person": st.sampled_from(("", "Ana Roca")),
            "tagged": st.booleans(),
            "has_lead": st.booleans(),
        }
    ),
    max_size=4,
    unique_by=lambda company: company["place"],
)


def to_csv(rows):
    """Return the bytes of a file of ``rows``."""
    lines = [";".join(HEADERS), *(";".join(row[name] for name in HEADERS) for row in rows)]
    return "\r\n".join([*lines, ""]).encode()


def make_companies(env, companies):
    """Create ``companies``, with their people, tags and leads."""
    tag = env["res.partner.category"].create({"name": "Antigua"})
    made = env["res.partner"]
    for one in companies:
        partner = env["res.partner"].create(
            {
                "name": f"{NAME} {one['place']} SL",
                "is_company": True,
                "country_id": env.ref("base.es").id,
                "vat": NIFS[one["place"]] if one["has_nif"] else False,
                **{name: one[name] for name in ("phone", "email", "city", "comment")},
                "category_id": [(6, 0, tag.ids if one["tagged"] else [])],
            }
        )
        made |= partner
        if one["person"]:
            env["res.partner"].create({"name": one["person"], "parent_id": partner.id})
        if one["has_lead"]:
            env["crm.lead"].create({"name": f"{NAME} {one['place']}", "partner_id": partner.id, "type": "lead"})
    made._lifecycle_update()
