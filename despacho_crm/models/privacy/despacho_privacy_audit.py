from odoo import api, fields, models
from odoo.exceptions import UserError

from .words import EVENTS


class DespachoPrivacyAudit(models.Model):
    """What was done with the rights of people: who, when, what, whose. It is added to, and never changed."""

    _name = "despacho.privacy.audit"
    _description = "Trail of Data Protection"
    _order = "id desc"
    _rec_name = "subject"

    at = fields.Datetime(string="When", required=True, readonly=True, index=True)
    user_id = fields.Many2one("res.users", string="Who", readonly=True, ondelete="set null", index="btree_not_null")
    user_name = fields.Char(string="Who, by name", readonly=True)
    event = fields.Selection(EVENTS, string="What", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="Contact", readonly=True, ondelete="set null", index="btree_not_null"
    )
    lead_id = fields.Many2one("crm.lead", string="Lead", readonly=True, ondelete="set null", index="btree_not_null")
    subject = fields.Char(string="Whose", readonly=True, help="As they were called then.")
    text = fields.Text(string="Detail", readonly=True)
    company_id = fields.Many2one("res.company", string="Company", readonly=True, index=True, ondelete="set null")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise UserError(self.env._("The trail of data protection writes itself: nothing is noted in it by hand."))
        return super().create(vals_list)

    def write(self, vals):
        raise UserError(self.env._("The trail of data protection is not changed: it proves what was done."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The trail of data protection is not deleted: it proves what was done."))

    @api.model
    def _note(self, event, records=None, text="", company=None):
        """Note ``event`` (one of ``words.EVENTS``) of each of ``records``: contacts, leads, or what names them.

        :param text: the detail, or {record id: detail}
        """
        common = {
            "at": fields.Datetime.now(),
            "user_id": self.env.uid,
            # sudo: the name of whoever does it, also when it is the public page
            "user_name": self.env.user.sudo().name,
            "event": event,
        }
        rows = []
        for record in records if records is not None else [None]:
            # sudo: the trail is whole, whatever whoever acts may see
            record = record and record.sudo()
            rows.append(
                {
                    **common,
                    **self._prepare_subject(record),
                    "text": text.get(record.id, "") if isinstance(text, dict) else text,
                    "company_id": (company or self._company_of(record)).id,
                }
            )
        # sudo: nobody writes in it
        return self.sudo().create(rows)

    @api.model
    def _company_of(self, record):
        return (record and "company_id" in record._fields and record.company_id) or self.env.company

    @api.model
    def _prepare_subject(self, record):
        if not record:
            return {}
        if record._name == "res.partner":
            return {"partner_id": record.id, "subject": record.display_name}
        if record._name == "crm.lead":
            return {"lead_id": record.id, "subject": record.contact_name or record.partner_name or record.name}
        values = {name: record[name].id for name in ("partner_id", "lead_id") if name in record._fields}
        if record._name == "despacho.action.recipient" and not any(values.values()):
            # By what they are known again when they are to be forgotten here too.
            return {"subject": record.email_normalized}
        return {**values, "subject": record.display_name}

    @api.model
    def _forget(self, partners, leads=None, emails=()):
        """Take the names of those whose data were destroyed out of the trail; what was done stays.

        :param emails: addresses of theirs: who is neither a contact nor a lead is called by it
        """
        self.flush_model()
        self.env.cr.execute(
            """
            UPDATE despacho_privacy_audit SET subject = NULL, text = NULL, partner_id = NULL, lead_id = NULL
             WHERE partner_id = ANY(%s) OR lead_id = ANY(%s)
                OR (partner_id IS NULL AND lead_id IS NULL AND subject = ANY(%s))
            """,
            [list(partners.ids), list(leads.ids if leads else []), list(emails)],
        )
        self.invalidate_model()
