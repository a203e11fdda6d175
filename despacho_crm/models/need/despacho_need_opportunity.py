from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

#: What becomes of a need when the opportunity that takes care of it changes.
_STATUS_FOR = {"won": "solved", "lost": "open", "pending": "opportunity"}


class DespachoNeed(models.Model):
    """A need turned into an opportunity, and what becomes of it then."""

    _inherit = "despacho.need"

    lead_id = fields.Many2one(
        "crm.lead",
        string="Opportunity",
        index="btree_not_null",
        ondelete="set null",
        tracking=True,
        copy=False,
        check_company=True,
        help="Where it is taken care of.",
    )
    origin_lead_id = fields.Many2one(
        "crm.lead",
        string="Noted on the lead",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        check_company=True,
        help="The lead or opportunity on which it was written down.",
    )

    def action_to_opportunity(self):
        leads = self._to_opportunity()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Opportunities"),
            "res_model": "crm.lead",
            "context": {"active_test": False},
        }
        if len(leads) == 1:
            return {**action, "res_id": leads.id, "views": [(leads.get_formview_id(), "form")]}
        return {**action, "domain": [("id", "in", leads.ids)], "views": [(False, "list"), (False, "form")]}

    def _to_opportunity(self):
        """Return the opportunities that take care of the needs, made where there is none.

        A client without NIF gets a lead instead: an opportunity needs one. What was noted on
        a lead that has no contact yet is taken care of there.
        """
        self._lock_needs()
        taken = self.filtered(lambda need: need.lead_id and need.lead_id.won_status != "lost")
        new = self - taken
        closed = new.filtered(lambda need: need.status in ("solved", "discarded"))
        if closed:
            raise UserError(
                self.env._(
                    "«%(need)s» is closed. Open it again before turning it into an opportunity.",
                    need=closed[0].name,
                )
            )
        without_client = new.filtered(lambda need: not need.partner_id)
        for need in without_client:
            need.lead_id = need.origin_lead_id
            need.origin_lead_id._add_service_lines(need.service_line_id)
        (new - without_client)._create_leads()
        for need in taken.filtered(lambda need: need.status == "open"):
            need.lead_id = need.lead_id  # an opportunity is its own: the status follows
        return self.lead_id

    def _lock_needs(self):
        """Let whoever comes second, two clicks at once or two colleagues, wait and find the first one's."""
        self.flush_recordset()
        self.env.execute_query(
            SQL("SELECT id FROM despacho_need WHERE id IN %s ORDER BY id FOR NO KEY UPDATE", tuple(self.ids) or (0,))
        )
        self.invalidate_recordset()

    def _create_leads(self):
        leads = self.env["crm.lead"].create([need._prepare_lead_values() for need in self])
        origins = {}
        for need, lead in zip(self, leads, strict=True):
            need.lead_id = lead
            origins[lead.id] = self.env._("It comes from the need %(need)s.", need=need._get_html_link())
        leads._message_log_batch(origins)

    def _prepare_lead_values(self):
        self.ensure_one()
        return {
            "type": "opportunity" if self._may_be_opportunity() else "lead",
            "name": self.name,
            "partner_id": (self.contact_id or self.partner_id).id,
            "user_id": self.user_id._sells().id or self.env.uid,
            "company_id": self.company_id.id,
            "description": self.description,
            "service_line_ids": [Command.set(self.service_line_id.ids)],
        }

    def _may_be_opportunity(self):
        """Whether the client is identified as an opportunity asks."""
        self.ensure_one()
        return not self.company_id.nif_mandatory or self.partner_id.nif_state in ("valid", "exempt")

    def action_link_to_lead(self):
        """Take care of the needs in the opportunity whose form is open."""
        lead = self.env["crm.lead"].browse(self.env.context.get("lead_id") or ()).exists()
        if lead:
            self.write({"lead_id": lead.id})
            lead._add_service_lines(self.service_line_id)
        return True

    def _follow_leads(self):
        """Open or close the needs as their opportunities end, and say in them why."""
        for lead, needs in self.grouped("lead_id").items():
            status = _STATUS_FOR[lead.won_status]
            moved = needs.filtered(lambda need, status=status: need.status not in (status, "discarded"))
            if moved:
                moved.write({"status": status, "lead_id": lead.id})
                text = moved._what_became_of(lead)
                moved._message_log_batch({need.id: text for need in moved})

    def _what_became_of(self, lead):
        if lead.won_status == "won":
            return self.env._("«%(lead)s» was won: the need is solved.", lead=lead.name)
        if lead.won_status == "lost":
            reason = lead.lost_reason_id.name or self.env._("no reason given")
            return self.env._(
                "«%(lead)s» was lost (%(reason)s): the need is open again.", lead=lead.name, reason=reason
            )
        return self.env._("«%(lead)s» is open again, and takes care of this need.", lead=lead.name)
