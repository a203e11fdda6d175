from odoo import fields, models
from odoo.tools import SQL


class DespachoActionRecipient(models.Model):
    """Whoever another action was sent to since the audience was frozen, where the action leaves these out."""

    _inherit = "despacho.action.recipient"

    def _judge_again(self):
        allowed = super()._judge_again()
        recent = allowed._recently_sent_to()
        if recent:
            self._stop(recent, "recent", among=("waiting", "leaving"))
        return allowed - recent

    def _recently_sent_to(self):
        """Return those whom another action of the firm reached, or is reaching now, within the days of theirs.

        Two actions that are approved at the same moment do not see each other: the first one that leaves counts.
        """
        asked = self.filtered(lambda row: row.action_id.exclude_days > 0)
        if not asked:
            return asked
        self.flush_model(["state", "sent_on", "company_id", "commercial_partner_id", "email_normalized"])
        found = self.env.execute_query(
            SQL(
                """
                SELECT item.id
                  FROM despacho_action_recipient item JOIN despacho_action action ON action.id = item.action_id
                 WHERE item.id = ANY(%(ids)s)
                   AND (EXISTS (SELECT FROM despacho_action_recipient other
                                 WHERE other.commercial_partner_id = item.commercial_partner_id AND %(recent)s)
                     OR EXISTS (SELECT FROM despacho_action_recipient other
                                 WHERE other.email_normalized = item.email_normalized AND %(recent)s))
                """,
                ids=asked.ids,
                recent=SQL(
                    """
                    other.action_id <> item.action_id AND other.company_id = item.company_id
                    AND (other.state = 'leaving' OR other.sent_on >= %s - action.exclude_days * INTERVAL '1 day')
                    """,
                    fields.Datetime.now(),
                ),
            )
        )
        return asked.browse(row_id for (row_id,) in found)
