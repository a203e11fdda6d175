from odoo import api, fields, models
from odoo.exceptions import AccessError


class DespachoFirmRules(models.TransientModel):
    """The rules of the current company, for managers of the CRM who administer nothing else.

    What is typed waits in ``decided`` until «Save»: the client also stores a form that is left halfway.
    """

    _name = "despacho.firm.rules"
    _inherit = "despacho.firm.rules.mixin"
    _description = "Rules of the firm"

    decided = fields.Json()

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._hold(vals) for vals in vals_list])

    def write(self, vals):
        for rules in self:
            super(DespachoFirmRules, rules).write(self._hold(vals, rules.decided))
        return True

    @api.model
    def _hold(self, vals, decided=None):
        """Return ``vals`` with what they say of the company put apart."""
        of_company = {name for name in vals if self._fields[name].related}
        held = {**(decided or {}), **{name: vals[name] for name in of_company}}
        return {**{name: value for name, value in vals.items() if name not in of_company}, "decided": held}

    def action_apply(self):
        """Write the rules on the company that the dialog shows and close.

        That one may no longer be the current company: another tab changes it.
        """
        self.ensure_one()
        if self.company_id not in self.env.user.company_ids:
            raise AccessError(self.env._("Only the managers of a company decide on its rules."))
        # sudo: managers decide on these rules, and on nothing else of the company.
        company = self.company_id.sudo()
        changed = {
            name: value
            for name, value in (self.decided or {}).items()
            if company._fields[name].convert_to_write(company[name], company) != value
        }
        company.write(changed)
        return {"type": "ir.actions.act_window_close"}
