"""The engagement letter, as who offers it and who invoices see it."""

from ..paper import A4, paper
from ..picture import Picture, form, page, tab

_LETTERS = "despacho_crm.action_engagement_letters"


def _letter(*domain, order="id"):
    return form(_LETTERS, "sale.order", list(domain), order)


def _printed(env):
    """What the client reads before signing."""
    order = env["sale.order"].search([("engagement_state", "=", "sent")], limit=1)
    return paper(env, lambda: order._engagement_pdf())


def _invoice(env):
    """An invoice that somebody begins for who signed a letter."""
    order = env["sale.order"].search([("engagement_state", "=", "signed")], limit=1)
    fees = [
        (0, 0, {"product_id": line.product_id.id, "quantity": 1, "price_unit": line.price_unit})
        for line in order.order_line.filtered("product_id")
    ]
    move = env["account.move"].create(
        {"move_type": "out_invoice", "partner_id": order.partner_invoice_id.id, "invoice_line_ids": fees}
    )
    return page("account.action_move_out_invoice", move)


PICTURES = (
    Picture("clausulas", "ines.calvo", page("despacho_crm.action_clauses"), ((".o_list_view .o_data_row",),)),
    Picture(
        "encargo",
        "admin",
        _letter(("engagement_state", "=", "draft"), ("engagement_origin_id", "=", False)),
        tab("engagement"),
        size=(1366, 960),
    ),
    Picture("encargo-pdf", "admin", _printed, size=A4),
    Picture(
        "encargo-firmado",
        "admin",
        _letter(("engagement_state", "=", "signed"), order="id desc"),
        (*tab("engagement"), (".o_field_widget[name='engagement_sha256']",)),
        top=".o_field_widget[name='engagement_object']",
    ),
    Picture(
        "encargo-factura",
        "laia.quintana",
        _invoice,
        ((".o_form_view div[role='status']:contains('incluido')",),),
    ),
    Picture(
        "encargo-cambios",
        "admin",
        _letter(("engagement_origin_id", "!=", False), ("engagement_state", "=", "draft")),
        (*tab("engagement"), ("div[name='engagement_changes'] td",)),
        top="div[name='engagement_changes']",
    ),
    Picture("encargos", "ines.calvo", page(_LETTERS), ((".o_list_view .o_data_row",),)),
)
