from odoo import fields, models
from odoo.exceptions import AccessError


class DespachoNifPolicy(models.TransientModel):
    """The NIF rule of the current company, for managers of the CRM who administer nothing else."""

    _name = "despacho.nif.policy"
    _description = "NIF rule of the company"

    company_id = fields.Many2one("res.company", default=lambda self: self.env.company, readonly=True)
    nif_mandatory = fields.Boolean(string="NIF required", default=lambda self: self.env.company.nif_mandatory)
    nif_deadline_days = fields.Integer(
        string="Days to complete it", default=lambda self: self.env.company.nif_deadline_days
    )
    nif_responsible_id = fields.Many2one(
        "res.users",
        string="When nobody owns the contact",
        domain=[("share", "=", False)],
        default=lambda self: self.env.company.nif_responsible_id,
    )

    def action_apply(self):
        """Write the rule on the company that the dialog shows and close.

        That one may no longer be the current company: another tab changes it.
        """
        self.ensure_one()
        if self.company_id not in self.env.user.company_ids:
            raise AccessError(self.env._("Only the managers of a company decide on its rule."))
        # sudo: managers decide on this rule, and on nothing else of the company.
        self.company_id.sudo().write(
            {
                "nif_mandatory": self.nif_mandatory,
                "nif_deadline_days": self.nif_deadline_days,
                "nif_responsible_id": self.nif_responsible_id.id,
            }
        )
        return {"type": "ir.actions.act_window_close"}
