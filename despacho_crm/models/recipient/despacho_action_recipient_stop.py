from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...tools.privacy.gate import Asked

_BATCH = 1000


class DespachoActionRecipient(models.Model):
    """Who is no longer addressed although the action was approved, from this moment on."""

    _inherit = "despacho.action.recipient"

    @api.model
    def _stop(self, which, reason, text=False, among=("waiting",)):
        """Have these rows wait no longer; return how many there were.

        What has left has left; what is leaving at this moment waits for its answer. What is still being prepared is
        left out when its turn comes. Of a sealed action nothing leaves any more: its rows stay as they were.

        :param which: records, or a domain
        :param reason: one of the reasons of the field ``reason``
        :param text: the reason in full
        :param among: the states in which they are stopped
        """
        rows = self.sudo()  # sudo: whoever says no, or notes it, does not write recipients otherwise
        domain = Domain("id", "in", which.ids) if isinstance(which, models.BaseModel) else Domain(which)
        domain &= Domain("state", "in", among)
        self.env.flush_all()
        query = rows.with_context(active_test=False)._search(domain)
        self.env.cr.execute(
            SQL(
                """
                UPDATE despacho_action_recipient
                   SET state = CASE WHEN state = 'preparing' AND %(goes_on)s THEN state ELSE 'stopped' END,
                       reason = %(reason)s, reason_text = %(text)s,
                       write_uid = %(uid)s, write_date = %(now)s
                 WHERE id IN %(rows)s AND state = ANY(%(among)s) AND %(open)s
                """,
                reason=reason if reason in rows._fields["reason"].get_values(self.env) else "other",
                goes_on=reason != "cancelled",
                text=text or None,
                uid=self.env.uid,
                now=self.env.cr.now(),
                rows=query.subselect(),
                among=list(among),
                open=self._open_sql("despacho_action_recipient"),
            )
        )
        count = self.env.cr.rowcount
        if count:
            self.invalidate_model(["state", "reason", "reason_text"], flush=False)
        return count

    @api.model
    def _open_sql(self, alias):
        """Return the condition of the rows whose action is not sealed: those of a sealed one change no more."""
        return SQL(
            "NOT EXISTS (SELECT FROM despacho_action sealed WHERE sealed.id = %s AND sealed.state = 'sealed')",
            SQL.identifier(alias, "action_id"),
        )

    def action_stop(self):
        """Take those that wait out of the action, by hand."""
        self.action_id._check_may_launch()
        self._stop(self, "stopped_by_hand", self.env.user.name)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _judge_again(self):
        """Ask the gate again about those that wait, as of this moment; stop whom it no longer lets, return the others.

        Whatever channel leaves asks it, with as many at once as it takes.
        """
        waiting = self.filtered(lambda row: row.state in ("waiting", "leaving"))
        refused = {}
        for (action, channel), rows in waiting.grouped(lambda row: (row.action_id, row.channel)).items():
            for batch in split_every(_BATCH, rows.ids, self.browse):
                refused.update(batch._refused_by_gate(action, channel))
        for reason, ids in _by_reason(refused).items():
            self._stop(self.browse(ids), reason, among=("waiting", "leaving"))
        return waiting - self.browse(refused)

    def _refused_by_gate(self, action, channel):
        """Return {id: reason} of those of one action that may not be addressed today."""
        asked = [
            Asked(row.id, row.partner_id.id or None, row.lead_id.id or None, row.email_normalized, row.phone_sanitized)
            for row in self
        ]
        verdicts = (
            self.env["despacho.gate"]
            .sudo()  # who is asked about follows from the action
            ._judge(
                channel, asked, action.company_id, service_line=action.service_line_id, purpose=action._get_purpose()
            )
        )
        return {key: verdict.reason for key, verdict in verdicts.items() if not verdict.allowed}


def _by_reason(refused):
    found = {}
    for row_id, reason in refused.items():
        found.setdefault(reason or "other", []).append(row_id)
    return found
