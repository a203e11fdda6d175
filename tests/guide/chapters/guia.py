"""The base, its NIFs and its papers: what everybody of the firm does."""

from ..paper import A4, paper
from ..picture import DIALOG, LIST, TICKED, Picture, page, partner

_PARTNERS = "despacho_crm.action_partners"
_CATERING = [("vat", "=", "ESB51429025"), ("is_company", "=", True)]
_NAME = ".o_field_widget[name='name'] input:visible, .o_field_widget[name='name'] textarea:visible"


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
    company.nif_exemption = "pending"
    return page(_PARTNERS, company)


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
        size=(1366, 420),
    ),
    Picture("ficha", "ana.lozano", partner(_CATERING), ((".o_form_view .o_kanban_record",),), size=(1366, 820)),
    Picture(
        "nif-repetido",
        "laia.quintana",
        f"{page(_PARTNERS)}/new",
        (
            (_NAME, "edit Càtering Mir"),
            (".o_field_widget[name='vat'] input", "edit b-51.429.025"),
            (_NAME, "click"),
            (".o_form_view .alert-warning:contains('Mir Pastrana'), .o_despacho_typed_line:contains('Mir Pastrana')",),
        ),
        size=(1366, 560),
    ),
    Picture("nif-pendiente", "xavier.ribas", page("despacho_crm.action_nif_pending"), (LIST,), size=(1366, 560)),
    Picture("exencion", "xavier.ribas", _being_founded, ((".o_form_view [name='nif_exemption']",),), size=(1366, 600)),
    Picture(
        "mismo-nif",
        "carme.puig",
        page("despacho_crm.action_nif_collisions"),
        TICKED[:2],
        size=(1366, 320),
    ),
    Picture(
        "fusionar",
        "carme.puig",
        page("despacho_crm.action_nif_collisions"),
        (
            *TICKED[:2],
            (".o_control_panel button:contains('Fusionar en una')", "click"),
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
            (".o_field_widget[name='lead_vat'] input", "edit b-51.429.025"),
            (_NAME, "click"),
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
        size=(1366, 560),
        also=("despacho_crm_reports/static/description/file.png",),
    ),
)
