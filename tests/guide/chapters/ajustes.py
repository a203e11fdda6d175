"""How the firm sets the program, as its administrator sees it."""

from ..picture import DIALOG, LIST, Picture, form, page

USER = "admin"

PICTURES = (
    Picture(
        "reglas",
        USER,
        page("despacho_crm.action_firm_rules"),
        ((".o_notebook .nav-link[name='lifecycle']", "click"), (".o_field_widget[name='lifecycle_client_months']",)),
        of=DIALOG,
        size=(1366, 820),
    ),
    Picture("etapas", USER, page("despacho_crm.action_pipeline_stages"), (LIST,), size=(1366, 820)),
    Picture(
        "protocolo",
        USER,
        form("despacho_crm.action_contact_protocol", "despacho.contact.protocol", [], "id"),
        ((".o_form_view .o_data_row",),),
        size=(1366, 580),
    ),
    Picture("preguntas", USER, page("despacho_crm.action_qualification_question"), (LIST,), size=(1366, 400)),
    Picture(
        "umbrales",
        USER,
        "/odoo/settings",
        (
            (".settings_tab .tab[data-key='crm']", "click"),
            (".app_settings_block:visible .o_field_widget[name='lifecycle_client_months']",),
        ),
        top=".app_settings_block:not(.d-none) h2:has(+ * [name='lifecycle_client_months'])",
        size=(1366, 590),
    ),
)
