from odoo import api, fields, models

from ...tools import territory


class DespachoActionRecipient(models.Model):
    """A recipient of a letter."""

    _inherit = "despacho.action.recipient"

    post_run_id = fields.Many2one(
        "despacho.post.run", string="Letters", readonly=True, index="btree_not_null", ondelete="set null"
    )
    post_informs = fields.Boolean(
        string="The letter says where we have the data from", readonly=True, help="Art. 14 of the RGPD."
    )

    def _get_post_lines(self):
        """Return the lines of the address on an envelope, as they were frozen."""
        self.ensure_one()
        person = self.name if self.name != self.company_name else ""
        town = " ".join(filter(None, (self.zip, self.city)))
        province = self._get_post_province()
        written = self.state_name or self.state_id.name or ""
        same_town = not province or (self.city or "").casefold() in f"{province} {written}".casefold()
        abroad = self.country_name if self.country_name != self.company_id.country_id.name else ""
        attention = person and (self.env._("Attn. %(name)s", name=person) if self.company_name else person)
        lines = (self.company_name, attention, self.street, town, "" if same_town else province, abroad)
        return [line for line in lines if line]

    def _get_post_province(self):
        """Return the province by its official name alone: «Girona», where Odoo writes «Girona (Gerona)»."""
        self.ensure_one()
        written = self.state_name or self.state_id.name or ""
        known = written and territory.find_province(written)
        return known.name if known else written

    @api.model
    def _forget(self, partners, leads=None, emails=()):
        """The letters and labels name whoever is forgotten too."""
        found = super()._forget(partners, leads, emails)
        printed = found.filtered(lambda row: row.post_run_id and row.state == "leaving")
        self._stop(printed, "blocked", among=("leaving",))
        found.post_run_id._forget_letters()
        return found

    def action_came_back(self):
        """The letter came back: it did not reach them."""
        self.action_id.check_access("write")
        # sudo: frozen rows are written by the steps of the screen only
        back = self.sudo().filtered(lambda row: row.channel == "post" and row.state == "sent")
        back.write({"state": "failed", "reason_text": self.env._("The letter came back")})
        self.env["despacho.response"]._record(back, False, "bounce")
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _post_informed(self, day):
        """Whoever was told in this letter where the firm has their data from, is informed (art. 14 RGPD)."""
        # sudo: the letter says it whoever posts it
        notices = self.env["despacho.privacy.notice"].sudo()
        pending = notices.search(
            [
                ("company_id", "in", self.company_id.ids),
                ("state", "=", "pending"),
                "|",
                ("partner_id", "in", self.partner_id.ids),
                ("lead_id", "in", self.lead_id.ids),
            ]
        )
        for action in self.action_id:
            of_action = self.filtered(lambda row, action=action: row.action_id == action)
            mine = pending.filtered(
                lambda notice, rows=of_action: notice.partner_id in rows.partner_id or notice.lead_id in rows.lead_id
            )
            mine._end(
                "informed",
                day=day,
                how="post",
                evidence=self.env._("At the foot of the letter of «%(action)s».", action=action.name),
            )
