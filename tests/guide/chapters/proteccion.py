"""Who may be addressed, as everybody notes it and who answers for data protection decides it."""

from ..picture import DIALOG, LIST, Picture, form, page, partner, tab

OFFICER = "ines.calvo"
_PROSPECT = partner(
    [("is_company", "=", True), ("lifecycle", "=", "prospect"), ("email", "!=", False), ("phone", "!=", False)]
)

PICTURES = (
    Picture(
        "canales-ficha",
        "ana.lozano",
        _PROSPECT,
        (*tab("privacy_channels"), ("[data-channel='email']",)),
        top=".o_notebook",
        size=(1366, 560),
        also=("despacho_crm/static/description/channels.png",),
    ),
    Picture(
        "consentimiento",
        OFFICER,
        form("despacho_crm.action_consents", "despacho.consent", [("channel", "=", "email")], "id desc"),
        ((".o_form_view .o_field_widget",),),
        size=(1366, 640),
    ),
    Picture(
        "oposicion",
        "xavier.ribas",
        _PROSPECT,
        (
            *tab("privacy_channels"),
            ("button[name='action_privacy_oppose']", "click"),
            (".modal .o_field_widget[name='evidence'] textarea", "edit Llamó el martes: que no le escribamos más"),
        ),
        of=DIALOG,
        size=(1366, 860),
    ),
    Picture("oposiciones", OFFICER, page("despacho_crm.action_oppositions"), (LIST,), size=(1366, 700)),
    Picture(
        "robinson",
        "carme.puig",
        form("despacho_crm.action_robinson", "despacho.robinson", []),
        ((".o_form_view .o_field_widget",),),
        size=(1366, 600),
    ),
    Picture(
        "ponderacion",
        OFFICER,
        form("despacho_crm.action_balancings", "despacho.balancing", [], "id"),
        ((".o_form_view .o_field_widget",),),
        size=(1366, 900),
    ),
)
