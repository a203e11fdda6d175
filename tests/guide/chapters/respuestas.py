"""What people answered, as who reads it and who visits see it."""

from ..picture import LIST, TICKED, Picture, form, page

PICTURES = (
    Picture("respuestas", "xavier.ribas", page("despacho_crm.action_responses"), (LIST,)),
    Picture(
        "respuestas-clasificar",
        "xavier.ribas",
        page("despacho_crm.action_responses_to_classify"),
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
