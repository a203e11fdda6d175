"""The rights of people, as who answers their requests sees them."""

from ..picture import DIALOG, LIST, Picture, form, page

USER = "ines.calvo"
_REQUESTS = "despacho_crm.action_privacy_requests"


def _own_page(env):
    """The page of a person, as the link of a message opens it."""
    consent = env["despacho.consent"].search(
        [("channel", "=", "email"), ("partner_id.is_company", "=", False)], limit=1
    )
    url = env["despacho.privacy.link"]._get_url(consent.partner_id, env.ref("base.main_company"))
    return url[url.index("/misdatos") :]


PICTURES = (
    Picture("misdatos", "", _own_page, size=(820, 882)),
    Picture("solicitudes", USER, page(_REQUESTS), (LIST,), size=(1366, 420)),
    Picture(
        "solicitud",
        USER,
        form(_REQUESTS, "despacho.privacy.request", [("kind", "=", "access"), ("is_open", "=", True)]),
        ((".o_form_view .o_field_widget",),),
        size=(1366, 820),
    ),
    Picture(
        "buscar-persona",
        USER,
        page("despacho_crm.action_privacy_lookup_person"),
        (
            (".modal .o_field_widget[name='name'] input", "edit Carrasco Hidalgo"),
            (".modal button[name='action_look']", "click"),
            (".modal .o_field_widget[name='found_ids'] .o_data_row",),
        ),
        of=DIALOG,
        size=(1366, 600),
    ),
    Picture("bloqueadas", USER, page("despacho_crm.action_privacy_blocks"), (LIST,), size=(1366, 320)),
    Picture("conservacion", USER, page("despacho_crm.action_privacy_retention"), (LIST,), size=(1366, 400)),
    Picture("envios", USER, page("despacho_crm.action_sending"), (LIST,)),
    Picture("traza", USER, page("despacho_crm.action_privacy_audit"), (LIST,)),
)
