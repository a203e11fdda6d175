from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_open_agenda(self):
        """Open all that has been done and is to be done with the client."""
        self.ensure_one()
        client = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_agenda_of_partner")
        name = self.env._("Agenda: %(client)s", client=client.display_name)
        return {**action, "display_name": name, "domain": [("partner_id", "=", client.id)]}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def action_open_agenda(self):
        """Open all that has been done and is to be done with the lead or opportunity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_agenda_of_partner")
        name = self.env._("Agenda: %(client)s", client=self.display_name)
        return {**action, "display_name": name, "domain": [("lead_id", "=", self.id)]}
