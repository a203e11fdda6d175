from odoo import api, models
from odoo.exceptions import UserError

#: The action in which all are leads.
_LEADS = "crm.crm_lead_all_leads"


class CrmLead(models.Model):
    """Opportunities are lost; leads, of which nobody had hoped for much yet, are discarded."""

    _inherit = "crm.lead"

    def action_discard(self):
        """Ask why those of the leads that are not closed yet come to nothing."""
        opened = self.filtered(lambda lead: not lead._stage_is_closed())
        if not opened:
            raise UserError(self.env._("There is nothing to discard: what you chose is closed already."))
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_lead_discard")
        return {**action, "context": {"dialog_size": "medium", "default_lead_ids": opened.ids}}

    @api.model
    def get_views(self, views, options=None):
        result = super().get_views(views, options)
        of_leads = self.env.ref(_LEADS, raise_if_not_found=False)
        if of_leads and (options or {}).get("action_id") == of_leads.id:
            self._name_discard([view.get("toolbar", {}) for view in result["views"].values()])
        return result

    @api.model
    def _name_discard(self, toolbars):
        """Leads are discarded, not lost, in the menu of actions too."""
        lost = self.env.ref("crm.crm_lead_lost_action").id
        # sudo: what an action is called is read by everybody who sees it in the menu.
        discard = self.env.ref("despacho_crm.action_lead_discard").sudo()
        for toolbar in toolbars:
            if "action" in toolbar:
                toolbar["action"] = [
                    {**action, "name": discard.name} if action["id"] == lost else action for action in toolbar["action"]
                ]
