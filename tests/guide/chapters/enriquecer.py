"""What other sources know, as the data steward completes the base with it."""

from ..picture import LIST, TICKED, Picture, form, page, partner, tab

USER = "carme.puig"

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
        partner([("vat", "=", "ESB51429025"), ("is_company", "=", True)]),
        ((".o_field_widget[name='website'][data-value-origin]", "hover"), (".o-tooltip, .o_popover",)),
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
        page("despacho_crm.action_completions"),
        ((".o_data_row:contains('Censo:')",),),
    ),
)
