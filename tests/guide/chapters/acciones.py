"""Campaigns and their actions, as the partner who approves them sees them."""

from ..picture import DIALOG, LIST, Picture, form, tab

USER = "ines.calvo"
_ACTIONS = "despacho_crm.action_actions"
_CAMPAIGN = form("despacho_crm.action_campaigns", "despacho.campaign", [("review_ids", "!=", False)], "id desc")
_DRAFT = form(_ACTIONS, "despacho.action", [("channel", "=", "email"), ("state", "=", "draft")], "id")
_SEALED = form(_ACTIONS, "despacho.action", [("channel", "=", "post"), ("state", "=", "sealed")], "id")

PICTURES = (
    Picture("campana", USER, _CAMPAIGN, tab("strategy"), size=(1366, 728)),
    Picture("campana-anteriores", USER, _CAMPAIGN, (*tab("earlier"), (".o_field_widget .o_data_row",))),
    Picture("accion", USER, _DRAFT, tab("audience"), size=(1366, 900)),
    Picture(
        "accion-previa",
        USER,
        _DRAFT,
        (("button[name='action_preview_audience']", "click"), (".modal .o_data_row",)),
        of=DIALOG,
        size=(1366, 900),
    ),
    Picture(
        "destinatarios",
        USER,
        form(_ACTIONS, "despacho.action", [("channel", "=", "call"), ("state", "=", "approved")], "id"),
        (
            ("button[name='action_recipients']", "click"),
            LIST,
            (".o_searchview_facet .o_facet_remove", "click"),
            ("body:not(:has(.o_searchview_facet))",),
            LIST,
        ),
    ),
    Picture(
        "accion-resultados",
        USER,
        _SEALED,
        tab("results"),
        top=".o_notebook",
        size=(1366, 570),
        also=("despacho_crm/static/description/results.png",),
    ),
    Picture(
        "expediente",
        USER,
        _SEALED,
        (*tab("dossier"), (".o_field_widget .o_data_row",)),
        top=".o_notebook",
        size=(1366, 635),
    ),
)
