from odoo import fields, models

from odoo.addons.despacho_crm.models.identity.by_code import is_by_code


class DespachoBillingYear(models.Model):
    """From which row of which file an amount came."""

    _inherit = "despacho.billing.year"

    import_id = fields.Many2one(
        "despacho.import", string="Came in the file", readonly=True, copy=False, ondelete="set null",
        index="btree_not_null",
    )  # fmt: skip
    import_row = fields.Integer(string="Row of the file", readonly=True, copy=False, aggregator=None)

    def write(self, vals):
        if "amount" in vals and not is_by_code(self.env, "despacho_import_billing"):
            # What a person typed came in no file, and no file replaces it.
            vals = {**vals, "import_id": False, "import_row": False}
        return super().write(vals)
