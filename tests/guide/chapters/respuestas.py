"""What people answered, as who reads it and who visits see it."""

from ..picture import LIST, TICKED, Picture, form, page

_WRITTEN = (
    "Ya no llevo esto: hable con Marta, de administración.",
    "¿Cuánto costaría para una plantilla de diez personas? Gracias.",
    "Sí, llámenme el jueves por la tarde y lo vemos.",
)


def _replies(env):
    """Some of those who were called have written, and nobody has read it yet."""
    rows = env["despacho.action.recipient"].search([("action_id.state", "=", "running"), ("included", "=", True)])
    for row, text in zip(rows, _WRITTEN, strict=False):
        env["despacho.response"]._record(row, False, "reply", text=text)
    return page("despacho_crm.action_responses_to_classify")


PICTURES = (
    Picture("respuestas", "xavier.ribas", page("despacho_crm.action_responses"), (LIST,)),
    Picture(
        "respuestas-clasificar",
        "xavier.ribas",
        _replies,
        (LIST, TICKED[0], (".o_control_panel_actions button, .o_control_panel .o_selection_box",)),
        size=(1366, 420),
    ),
    Picture(
        "entrevista",
        "ana.lozano",
        form("despacho_crm.action_interviews", "despacho.interview", [("state", "=", "draft")]),
        ((".o_form_view .o_field_widget[name='partner_id'], .o_form_view .o_data_row",),),
        size=(1366, 900),
    ),
)
