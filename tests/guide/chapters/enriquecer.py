"""What other sources know, as the data steward completes the base with it."""

from ..picture import LIST, TICKED, Picture, form, page, partner, tab

USER = "carme.puig"
_PHONE = ".o_field_widget[name='phone']"


def _from_census(env):
    """A company of which the census was the first to tell."""
    leads = env["crm.lead"].search([("feeding_id", "!=", False), ("partner_id.phone", "!=", False)], order="id")
    return page("despacho_crm.action_partners", leads[:1].partner_id)


#: Numbers that nobody of the demo has.
_FREE = ("B66121427", "B66120718", "B66123555")


def _in_census(env):
    """Some of those without NIF are in the census that the firm brought."""
    companies = [
        ("is_company", "=", True),
        ("nif_state", "=", "missing"),
        ("legal_form", "=", "sl"),
        ("zip", "!=", False),
    ]
    env["despacho.census.company"].create(
        [
            {
                "nif_key": number,
                "name": partner.name.upper(),
                **{name: partner[name] for name in ("street", "zip", "city", "phone")},
                "state_id": partner.state_id.id,
                "source": "Listado de la cámara de comercio",
                "data_date": "2026-03-01",
            }
            for number, partner in zip(_FREE, env["res.partner"].search(companies, order="id"), strict=False)
        ]
    )
    env.flush_all()
    env["despacho.census.match"]._search_waiting()
    return page("despacho_crm.action_completions")


PICTURES = (
    Picture(
        "datos-propuestos",
        USER,
        page("despacho_crm.action_enrichment_proposals"),
        (LIST, *TICKED),
        size=(1366, 700),
    ),
    Picture(
        "origen",
        USER,
        _from_census,
        (
            # The first time, what comes from where is only being asked.
            (_PHONE, "hover"),
            (f"{_PHONE}[data-value-origin]",),
            (".o_field_widget[name='street']", "hover"),
            (_PHONE, "hover"),
            (".o-tooltip, .o_popover",),
        ),
        size=(1366, 600),
    ),
    Picture("fuentes", USER, page("despacho_crm.action_enrichment_providers"), (LIST,), size=(1366, 420)),
    Picture(
        "fuente",
        USER,
        form("despacho_crm.action_enrichment_providers", "despacho.enrichment.provider", [("code", "=", "census")]),
        (*tab("fields"), (".o_field_widget[name='field_ids'] .o_data_row",)),
        size=(1366, 820),
    ),
    Picture("registro", USER, page("despacho_crm.action_registry_acts"), (LIST,), size=(1366, 420)),
    Picture(
        "registro-alerta",
        "ana.lozano",
        partner([("registry_act_ids.is_alarming", "=", True)]),
        ((".o_form_view .alert-danger",),),
    ),
    Picture(
        "nif-censo",
        USER,
        _in_census,
        ((".o_data_row:contains('Censo:')",),),
        size=(1366, 820),
    ),
)
