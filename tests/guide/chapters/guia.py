"""The base, its NIFs and its papers: what everybody of the firm does."""

from ..paper import A4, paper
from ..picture import DIALOG, LIST, TICKED, Picture, page, partner

_PARTNERS = "despacho_crm.action_partners"
_CATERING = [("vat", "=", "ESB51429025"), ("is_company", "=", True)]
_NAME = ".o_field_widget[name='name'] input:visible, .o_field_widget[name='name'] textarea:visible"
#: The group of the number is opened, and both of it are ticked.
_BOTH = ((".o_group_header", "click"), *TICKED[:2])


def _no_number(env):
    """A quotation that somebody begins for a company whose NIF nobody knows yet."""
    company = env["res.partner"].search([("nif_state", "=", "missing"), ("is_company", "=", True)], limit=1)
    fee = env["product.product"].search([("name", "ilike", "Asesoría fiscal")], limit=1)
    order = env["sale.order"].create(
        {"partner_id": company.id, "order_line": [(0, 0, {"product_id": fee.id, "price_unit": 120})]}
    )
    return page("sale.action_quotations_with_onboarding", order)


def _being_founded(env):
    company = env["res.partner"].create({"name": "Pastelería Dulce Riera, S.L.", "is_company": True})
    company.nif_exemption_reason = "incorporating"
    return page(_PARTNERS, company)


def _same_number(env):
    """Two records of one company, from before the rule."""
    partners = env["res.partner"]
    if not partners.search_count([("nif_collision", "=", True)], limit=1):
        company = partners.search(_CATERING)
        env.company.nif_mandatory = False
        company.copy({"name": "Catering Mir Pastrana", "vat": company.vat, "email": False, "city": company.city})
        env.company.nif_mandatory = True
    return page("despacho_crm.action_nif_collisions")


def _sheet(env):
    company = env["res.partner"].search(_CATERING)
    report = env["ir.actions.report"].with_context(force_report_rendering=True)
    return paper(env, lambda: report._render_qweb_pdf("despacho_crm_reports.action_report_sheet", company.ids))


PICTURES = (
    Picture(
        "base",
        "ana.lozano",
        page(_PARTNERS),
        (LIST,),
    ),
    Picture(
        "buscar",
        "ana.lozano",
        page(_PARTNERS),
        (
            LIST,
            (".o_searchview_input", "edit b-51.429.025"),
            (".o_searchview_autocomplete .o-dropdown-item:eq(3)",),
        ),
        size=(1366, 600),
    ),
    Picture("ficha", "ana.lozano", partner(_CATERING), ((".o_form_view .o_kanban_record",),), size=(1366, 820)),
    Picture(
        "nif-repetido",
        "laia.quintana",
        f"{page(_PARTNERS)}/new",
        (
            (_NAME, "edit Càtering Mir"),
            (".o_field_widget[name='vat'] input", "edit b-51.429.025"),
            (".o_field_widget[name='email'] input", "click"),
            (".o_form_view .alert-warning:contains('Mir Pastrana'), .o_despacho_typed_line:contains('Mir Pastrana')",),
        ),
        size=(1366, 560),
    ),
    Picture("nif-pendiente", "xavier.ribas", page("despacho_crm.action_nif_pending"), (LIST,), size=(1366, 560)),
    Picture(
        "exencion", "xavier.ribas", _being_founded, ((".o_form_view [name='nif_exemption_reason']",),), size=(1366, 600)
    ),
    Picture(
        "mismo-nif",
        "carme.puig",
        _same_number,
        _BOTH,
        size=(1366, 320),
    ),
    Picture(
        "fusionar",
        "carme.puig",
        _same_number,
        (
            *_BOTH,
            (".o_control_panel button:contains('Unir en una')", "click"),
            (".modal .o_data_row",),
        ),
        of=DIALOG,
    ),
    Picture(
        "lead",
        "ana.lozano",
        "/odoo/action-crm.crm_lead_all_leads/new",
        (
            (_NAME, "edit Consulta sobre nóminas"),
            (".o_field_widget[name='vat'] input", "edit b-51.429.025"),
            (".o_field_widget[name='contact_name'] input", "click"),
            (".o_form_view .alert:contains('Mir Pastrana')",),
        ),
        size=(1366, 560),
    ),
    Picture("presupuesto", "laia.quintana", _no_number, ((".o_form_view .alert-warning",),), size=(1366, 420)),
    Picture(
        "ficha-impresa",
        "ana.lozano",
        _sheet,
        size=A4,
        also=("despacho_crm_reports/static/description/sheet.png",),
    ),
    Picture(
        "fichero",
        "carme.puig",
        page(_PARTNERS),
        (
            LIST,
            *TICKED,
            (".o_cp_action_menus button:contains(Acciones)", "click"),
            (".o-dropdown--menu .o_menu_item:contains('Fichero Excel')",),
        ),
        size=(1366, 720),
        also=("despacho_crm_reports/static/description/file.png",),
    ),
)
