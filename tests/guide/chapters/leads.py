"""Leads and opportunities, stage by stage, as who looks for business works with them."""

from ..picture import Picture, form, page

USER = "admin"
_LEADS = "crm.crm_lead_all_leads"
_STAGE = "despacho_crm.stage_lead_{}"
_DIALOG = ".modal-content"


def _lead(stage, *domain):
    def address(env):
        wanted = [("type", "=", "lead"), ("stage_id", "=", env.ref(_STAGE.format(stage)).id), *domain]
        return form(_LEADS, "crm.lead", wanted, "id")(env)

    return address


def _no_answer(env):
    """A lead of which the protocol says which attempt comes next."""
    stage = env.ref(_STAGE.format("attempt"))
    leads = env["crm.lead"].search([("type", "=", "lead"), ("stage_id", "=", stage.id), ("partner_id", "=", False)])
    return page(_LEADS, leads.filtered(lambda lead: lead.protocol_message and not lead.protocol_exhausted)[:1])


_ONE_MORE = (".o_kanban_view .o_kanban_record",)

PICTURES = (
    Picture(
        "leads",
        USER,
        f"{page(_LEADS)}?view_type=kanban",
        (_ONE_MORE,),
        also=("despacho_crm/static/description/stages.png",),
    ),
    Picture("lead-intento", USER, _no_answer, ((".o_form_view div[name='protocol']",),), size=(1366, 600)),
    Picture(
        "lead-futuro",
        USER,
        _lead("contacted"),
        (
            ("button[name='action_snooze']", "click"),
            (".modal .o_field_widget[name='months'] .o_selection_badge:contains('3 meses')", "click"),
            (".modal .o_selection_badge.active",),
            (".modal .o_field_widget[name='note'] textarea", "edit Cambian de asesor a final de año"),
        ),
        of=_DIALOG,
    ),
    Picture(
        "lead-calificacion",
        USER,
        _lead("qualifying", ("user_id.login", "=", USER)),
        (
            (".o_notebook .nav-link[name='qualification']", "click"),
            (".o_field_widget[name='qualification_answer_ids'] .o_data_row",),
        ),
        top=".o_notebook",
        size=(1366, 560),
    ),
    Picture(
        "lead-convertir",
        USER,
        _lead("qualifying", ("partner_id", "=", False)),
        (
            (".o_statusbar_buttons button:contains('Convertir en oportunidad')", "click"),
            (".modal [name='action_apply']",),
        ),
        of=_DIALOG,
        size=(1366, 900),
    ),
    Picture(
        "spam",
        USER,
        page("despacho_crm.action_crm_lead_spam"),
        ((".o_list_view .o_data_row",),),
        size=(1366, 400),
    ),
    Picture(
        "oportunidades",
        USER,
        page("crm.crm_lead_action_pipeline"),
        ((".o_searchview_facet .o_facet_remove", "click"), ("body:not(:has(.o_searchview_facet))",), _ONE_MORE),
    ),
    Picture(
        "perdida-competencia",
        USER,
        page("crm.crm_lead_action_pipeline"),
        (
            (".o_searchview_facet .o_facet_remove", "click"),
            ("body:not(:has(.o_searchview_facet))",),
            (
                ".o_kanban_group:contains('En Negociación') .o_kanban_record:first",
                "drag_and_drop(.o_kanban_group:contains('Cerrado Perdido Competencia'))",
            ),
            (".modal .o_field_widget[name='weak_points']",),
        ),
        of=_DIALOG,
        size=(1366, 900),
    ),
)
