from odoo import api, models
from odoo.exceptions import UserError


class DespachoResponse(models.Model):
    """What people do with responses on the screen."""

    _inherit = "despacho.response"

    @api.onchange("action_id")
    def _onchange_action_id(self):
        if self.recipient_id.action_id != self.action_id:
            self.recipient_id = False

    def _say(self, kind):
        """Say what several responses mean at once."""
        self.write({"kind": kind})
        return True

    def action_interested(self):
        return self._say("interested")

    def action_information(self):
        return self._say("information")

    def action_not_interested(self):
        return self._say("not_interested")

    def action_wrong_person(self):
        return self._say("wrong_person")

    def action_unsubscribe(self):
        return self._say("unsubscribe")

    def action_open_lead(self):
        """Open the lead that the response became."""
        self.ensure_one()
        return self._open_record(self.created_lead_id)

    def action_open_document(self):
        """Open whoever answers."""
        self.ensure_one()
        return self._open_record(self.partner_id or self.lead_id)

    @api.model
    def _open_record(self, record):
        if not record:
            raise UserError(self.env._("There is no sheet of whoever answered: the data were erased."))
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
