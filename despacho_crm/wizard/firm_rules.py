from odoo import api, models
from odoo.exceptions import AccessError


class DespachoFirmRules(models.TransientModel):
    """The rules of the current company, for managers of the CRM who administer nothing else."""

    _name = "despacho.firm.rules"
    _inherit = "despacho.firm.rules.mixin"
    _description = "Rules of the firm"

    @api.model_create_multi
    def create(self, vals_list):
        self.check_access("create")
        companies = {vals.get("company_id") or self.env.company.id for vals in vals_list}
        self._check_companies(self.env["res.company"].browse(companies))
        # sudo: managers decide on these rules, and on nothing else of the company.
        return super(DespachoFirmRules, self.sudo()).create(vals_list).with_env(self.env)

    def write(self, vals):
        self.check_access("write")
        # The one that the dialog shows may no longer be the current company: another tab changes it.
        self._check_companies(self.company_id | self.env["res.company"].browse(vals.get("company_id") or ()))
        # sudo: as when it is created
        return super(DespachoFirmRules, self.sudo()).write(vals)

    def _check_companies(self, companies):
        if companies - self.env.user.company_ids:
            raise AccessError(self.env._("Only the managers of a company decide on its rules."))

    def action_apply(self):
        """Close: what was decided is written when the form is saved."""
        return {"type": "ir.actions.act_window_close"}
