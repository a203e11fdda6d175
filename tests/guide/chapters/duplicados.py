"""Duplicates and missing NIFs, as the data steward decides on them."""

from ..picture import DIALOG, LIST, PHONE, Picture, in_crm, page, work

USER = "carme.puig"
_REVIEW = page("despacho_crm.action_match_review")
_NAME = ".o_field_widget[name='name'] input:visible, .o_field_widget[name='name'] textarea:visible"
_PAIR = (".o_review_pair .o_review_name",)


def _after_a_night(env):
    """The joinings of a night that may join."""
    company = env.ref("base.main_company")
    company.match_auto_join = company.match_auto_complete = True
    work(env, "despacho_crm.ir_cron_match_join")
    return page("despacho_crm.action_merges")


def _night(env):
    _after_a_night(env)
    return page("despacho_crm.action_match_nights", env["despacho.match.night"].search([], limit=1, order="id desc"))


PICTURES = (
    Picture(
        "duplicados",
        USER,
        _REVIEW,
        (_PAIR,),
        size=(1366, 800),
        also=("despacho_crm/static/description/duplicates.png",),
    ),
    Picture(
        "duplicados-deshacer",
        USER,
        _REVIEW,
        (_PAIR, (".o_despacho_review", "press j"), (".o_review_undo",)),
        of=".o_review_undo",
        around=3,
        apart=True,
    ),
    Picture(
        "duplicados-no",
        USER,
        page("despacho_crm.action_match_pairs"),
        ((".o_data_row:contains('Pujol') .o_data_cell:first", "click"), _PAIR),
    ),
    Picture("duplicados-movil", USER, _REVIEW, (_PAIR,), size=PHONE),
    Picture(
        "duplicados-seguras",
        USER,
        _REVIEW,
        (_PAIR, (".o_despacho_certain_open", "click"), (".modal .o_despacho_certain li",)),
        of=DIALOG,
    ),
    Picture(
        "duplicados-aviso",
        "xavier.ribas",
        f"{page('despacho_crm.action_partners')}/new",
        (
            (_NAME, "edit Excavaciones Riolucero"),
            (".o_field_widget[name='phone'] input:visible", "edit 972 00 93 84"),
            (".o_field_widget[name='phone'] input:visible", "press Tab"),
            (".o_despacho_typed_line",),
        ),
        size=(1366, 460),
    ),
    Picture(
        "duplicados-crear",
        "xavier.ribas",
        "/odoo/action-sale.action_quotations_with_onboarding/new",
        (
            (".o_form_view .o_field_widget[name='partner_id'] input", "edit Bodega Cerrorubio"),
            (".o_m2o_dropdown_option_create a", "click"),
            (".modal .o_despacho_quick_create button",),
        ),
        of=DIALOG,
    ),
    Picture("fichas-unidas", USER, _after_a_night, (LIST,), apart=True),
    Picture("nif-propuestos", USER, page("despacho_crm.action_completions"), (LIST,)),
    Picture("nif-cola", USER, page("despacho_crm.action_nif_pending"), (LIST,)),
    Picture(
        "ensayo",
        "admin",
        in_crm("despacho_crm.action_match_rehearse"),
        ((".o_form_view .o_data_row",),),
        size=(1366, 820),
    ),
    Picture(
        "noche-ajustes",
        "admin",
        "/odoo/settings",
        (
            (".settings_tab .tab[data-key='crm']", "click"),
            (".o_setting_box#match_auto_join:visible",),
        ),
        top=".app_settings_block h2:has(+ * #match_auto_join)",
        size=(1366, 345),
    ),
    Picture("noche", "admin", _night, ((".o_form_view .o_data_row",),), size=(1366, 820), apart=True),
    Picture(
        "aprendido",
        USER,
        page("despacho_crm.action_match_pairs"),
        (LIST, (".o_control_panel button[name='action_calibration']", "click"), (".modal .o_form_view",)),
        of=DIALOG,
    ),
)
