from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: Records looked at together.
_AT_A_TIME = 2000
_SEEN = "despacho_crm.privacy_returned_until"


class DespachoPrivacyBlock(models.Model):
    """Who came back after being blocked: by a file, a form or a message. It is told; nobody is deleted for that."""

    _inherit = "despacho.privacy.block"

    returned_partner_ids = fields.Many2many(
        "res.partner", "despacho_privacy_block_returned_partner_rel", string="Contacts that came back", readonly=True
    )
    returned_lead_ids = fields.Many2many(
        "crm.lead", "despacho_privacy_block_returned_lead_rel", string="Leads that came back", readonly=True
    )
    has_returned = fields.Boolean(string="Came back", compute="_compute_has_returned", search="_search_has_returned")

    @api.depends("returned_partner_ids", "returned_lead_ids")
    def _compute_has_returned(self):
        for block in self:
            block.has_returned = bool(block.returned_partner_ids or block.returned_lead_ids)

    @api.model
    def _search_has_returned(self, operator, value):
        if operator != "in":
            return NotImplemented
        back = Domain("returned_partner_ids", "!=", False) | Domain("returned_lead_ids", "!=", False)
        return back if True in value else ~back

    @api.model
    def _cron_returned(self):
        """Look at the contacts and leads that are new since the last time.

        Killed halfway, it begins again from there: who was told of already is not told again.
        """
        parameters = self.env["ir.config_parameter"]
        now = fields.Datetime.now()
        since = fields.Datetime.to_datetime(parameters.get_param(_SEEN)) or now - timedelta(days=2)
        for model in ("res.partner", "crm.lead"):
            self._look_at_new(model, since)
        parameters.set_param(_SEEN, fields.Datetime.to_string(now - timedelta(minutes=10)))

    @api.model
    def _look_at_new(self, model, since):
        records = self.env[model].with_context(active_test=False, prefetch_fields=False)
        new = Domain("create_date", ">=", since) & Domain("privacy_blocked", "!=", True)
        email = "email" if model == "res.partner" else "email_from"
        number = "personal_nif" if model == "res.partner" else "nif_key"
        read = self.env["despacho.privacy.block.key"]._read
        last = 0
        while batch := records.search_fetch(
            new & Domain("id", ">", last), ["nif_key", number, email], limit=_AT_A_TIME, order="id"
        ):
            last = batch[-1].id
            people = [read(one.nif_key, [one[email]]) | read(one[number]) for one in batch]
            self._tell_returned({batch[place]: block for place, block in self._find_returned(people).items()})
            self.env["ir.cron"]._commit_progress(len(batch))
            self.env.invalidate_all()

    @api.model
    def _find_returned(self, people):
        return self.env["despacho.privacy.block.key"]._find_blocks(people)

    @api.model
    def _tell_returned(self, returned):
        for record, block in returned.items():
            field = "returned_partner_ids" if record._name == "res.partner" else "returned_lead_ids"
            if record in block[field]:
                continue
            block.write({field: [fields.Command.link(record.id)]})
            person = block.company_id._privacy_person()
            if person:
                block.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=person.id,
                    summary=self.env._("«%(name)s» came back after being blocked", name=record.display_name),
                )
