from odoo import fields, models
from odoo.tools import SQL


class DespachoActionRecipient(models.Model):
    """How a text message leaves to a recipient: once, or not at all, as an e-mail does."""

    _inherit = "despacho.action.recipient"

    reason = fields.Selection(
        selection_add=[("no_provider", "The provider of text messages did not take it")],
        ondelete={"no_provider": "set null"},
    )

    def _sms_get_recipients_info(self, force_field=False, partner_fallback=True):
        """What was approved is what leaves: to the number of then, whatever the contact has today."""
        return {
            row.id: {
                "partner": self.env["res.partner"],
                "sanitized": row.phone_sanitized or False,
                "number": row.phone or row.phone_sanitized or False,
                "partner_store": False,
                "field_store": "phone_sanitized",
            }
            for row in self
        }

    def _sms_mark_leaving(self):
        """Mark as leaving those of these rows that wait, whom the gate lets now, and whom nobody else has."""
        allowed = self._judge_again()
        allowed.flush_recordset(["state", "leaving_on"])
        marked = self.env.execute_query(
            SQL(
                """
                UPDATE despacho_action_recipient SET state = 'leaving', leaving_on = %(now)s
                 WHERE id IN (
                        SELECT recipient.id FROM despacho_action_recipient recipient
                          JOIN despacho_action action ON action.id = recipient.action_id
                         WHERE recipient.id = ANY(%(ids)s) AND recipient.state = 'waiting' AND recipient.included
                           AND action.state = 'running'
                           FOR NO KEY UPDATE OF recipient SKIP LOCKED)
                RETURNING id
                """,
                ids=allowed.ids,
                now=fields.Datetime.now(),
            )
        )
        self._mail_forget()
        return self.browse(sorted(row_id for (row_id,) in marked))

    def _sms_hold_leaving(self):
        """Return those that are still leaving, held: whoever looks knows that somebody is at them."""
        held = self.env.execute_query(
            SQL(
                """
                SELECT id FROM despacho_action_recipient WHERE id = ANY(%s) AND state = 'leaving'
                 ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
                """,
                self.ids,
            )
        )
        self._mail_forget()
        return self.browse(row_id for (row_id,) in held)

    def _mail_settle(self, mail_state, trace_status):
        by_sms = self.filtered(lambda row: row.channel == "sms")
        if by_sms and trace_status == "outgoing":
            # It is sent anew: Odoo would take the number for done.
            by_sms._mail_traces().unlink()
            by_sms.action_id._sms_go_on()
            by_sms = self - by_sms
            return super(DespachoActionRecipient, by_sms)._mail_settle(mail_state, trace_status) if by_sms else None
        return super()._mail_settle(mail_state, trace_status)
