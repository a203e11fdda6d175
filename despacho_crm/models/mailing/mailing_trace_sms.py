from odoo import api, models
from odoo.exceptions import UserError

#: What the provider says of one number, for the row; anything else is of the provider, which did not take it.
_REASON = {
    "sms_number_missing": "no_address",
    "sms_number_format": "no_address",
    "sms_invalid_destination": "no_address",
    "sms_country_not_supported": "no_address",
    "sms_not_allowed": "refused",
    "sms_rejected": "refused",
    "sms_expired": "refused",
    "sms_not_delivered": "refused",
}
#: The provider gave no answer, or broke: it may have taken them.
_UNSURE = ("sms_server", "unknown")


class MailingTrace(models.Model):
    """What the provider says of a text message, at once or days later, is noted on the recipient."""

    _inherit = "mailing.trace"

    @api.model_create_multi
    def create(self, vals_list):
        traces = super().create(vals_list)
        traces._check_sms_leaves()
        return traces

    def _check_sms_leaves(self):
        """A text message of an action is made for whom its job has marked as leaving, and for nobody else."""
        rows = self.filtered(lambda trace: trace.trace_type == "sms")._get_recipients()
        # What was marked was committed: not so in the memory of whoever comes by another way.
        rows.invalidate_recordset(["state"])
        for row in rows.filtered(lambda row: row.state != "leaving")[:1]:
            raise UserError(
                self.env._(
                    "The text messages of «%(action)s» leave with it: launch it, or press «Try again» there.",
                    action=row.action_id.name,
                )
            )

    def write(self, vals):
        result = super().write(vals)
        if "trace_status" in vals:
            by_sms = self.filtered(lambda trace: trace.trace_type == "sms")
            for (status, failure), traces in by_sms.grouped(lambda t: (t.trace_status, t.failure_type)).items():
                traces._tell_sms(status, failure)
        return result

    def _tell_sms(self, status, failure):
        rows = self._get_recipients()
        if not rows:
            return
        if status in ("process", "pending", "sent"):
            rows._mail_state("sent", since=("leaving", "failed"))
        elif status == "bounce":
            rows._mail_state("failed", "bounced", self[:1]._get_failure_label(), since=("leaving", "sent"))
            self.env["despacho.response"]._record(rows, False, "bounce")
        elif status == "error" and failure in _UNSURE:
            rows._mail_state("leaving", text=self[:1]._get_failure_label(), since=("leaving",))
        elif status == "error":
            reason = _REASON.get(failure, "no_provider")
            rows._mail_state("failed", reason, self[:1]._get_failure_label(), since=("leaving", "sent"))

    def _get_failure_label(self):
        self.ensure_one()
        labels = dict(self._fields["failure_type"]._description_selection(self.env))
        return labels.get(self.failure_type, self.failure_type or "")
