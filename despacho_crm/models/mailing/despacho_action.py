from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..recipient.despacho_action_recipient import SENT
from .mailing_mailing import RECIPIENT

#: Counts of messages: field -> what the traces of Odoo say.
_TRACES = {
    "mail_opened": ("open", "reply"),
    "mail_replied": ("reply",),
    "mail_returned": ("bounce",),
}
WINNERS = [
    ("opened_ratio", "The one that more people open"),
    ("clicks_ratio", "The one with more clicks"),
    ("replied_ratio", "The one that more people answer"),
    ("manual", "I choose it"),
]


class DespachoAction(models.Model):
    """The e-mail of an action: written, tried out, and followed from the action itself."""

    _inherit = "despacho.action"

    mailing_ids = fields.One2many("mailing.mailing", "action_id", string="Versions of the e-mail", copy=False)
    mail_versions = fields.Integer(string="Number of versions", compute="_compute_mail_versions")
    mail_winner = fields.Selection(
        WINNERS,
        string="Which version wins",
        default="opened_ratio",
        required=True,
        help="It is sent to all the others.",
    )
    mail_winner_on = fields.Datetime(string="The winner leaves on", readonly=True, copy=False, index="btree_not_null")
    mail_winner_hours = fields.Integer(
        string="Hours until the winner leaves",
        default=24,
        help="After launching: the time that people have to open it.",
    )
    mail_total = fields.Integer(string="To be written to", compute="_compute_mail_counts")
    mail_prepared = fields.Integer(string="Prepared", compute="_compute_mail_counts")
    mail_left = fields.Integer(string="Have left", compute="_compute_mail_counts")
    mail_waiting = fields.Integer(string="Not left yet", compute="_compute_mail_counts")
    mail_unsure = fields.Integer(string="Not known whether they left", compute="_compute_mail_counts")
    mail_failed = fields.Integer(string="Could not leave", compute="_compute_mail_counts")
    mail_returned = fields.Integer(string="Came back", compute="_compute_mail_counts")
    mail_opened = fields.Integer(string="Opened", compute="_compute_mail_counts")
    mail_clicked = fields.Integer(string="Clicked", compute="_compute_mail_counts")
    mail_replied = fields.Integer(string="Answers received", compute="_compute_mail_counts")

    _mail_hours = models.Constraint(
        "CHECK (mail_winner_hours > 0)", "The winner of a test leaves some hours later: write how many."
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"mail_winner_on"}

    @api.depends("mailing_ids")
    def _compute_mail_versions(self):
        for action in self:
            action.mail_versions = len(action._get_versions())

    def _get_versions(self):
        """Return the versions that were written, the first one first; the winner is one of them again."""
        return self.mailing_ids.filtered(lambda mailing: not mailing.trial_winner).sorted("id")

    @api.depends("state", "mailing_ids")
    def _compute_mail_counts(self):
        names = [name for name in self._fields if name.startswith("mail_") and name in _COUNTS]
        for action in self:
            action.update(dict.fromkeys(names, 0))
        by_mail = self.filtered(lambda action: action.channel in ("email", "sms") and action._origin)
        recipients = self.env[RECIPIENT].sudo()  # sudo: numbers, whoever may see the rows
        own = Domain("action_id", "in", by_mail.ids) & Domain("included", "=", True)
        for action, count in recipients._read_group(own & SENT, ["action_id"], ["__count"]):
            action.with_env(self.env).mail_left = count
        for action, state, reason, count in recipients._read_group(own, ["action_id", "state", "reason"], ["__count"]):
            action = action.with_env(self.env)
            action.mail_total += count if state != "stopped" else 0
            name = {"waiting": "mail_waiting", "leaving": "mail_unsure", "failed": "mail_failed"}.get(state)
            if name and reason != "bounced":
                action[name] += count
        traces = (
            self.env["mailing.trace"]
            .sudo()  # as above
            ._read_group(
                [("mass_mailing_id.action_id", "in", by_mail.ids), ("model", "=", RECIPIENT)],
                ["mass_mailing_id", "trace_status"],
                ["__count", "links_click_datetime:count"],
            )
        )
        for mailing, status, count, clicked in traces:
            action = mailing.action_id.with_env(self.env)
            action.mail_prepared += count if status not in ("cancel", "error") else 0
            action.mail_clicked += clicked
            for name, statuses in _TRACES.items():
                action[name] += count if status in statuses else 0

    # Writing it

    def _get_mailing(self):
        """Return the first version of the e-mail, begun where there is none."""
        self.ensure_one()
        if not self.mailing_ids:
            self._quietly(self.env["mailing.mailing"]).create(self._prepare_mailing_values())
            self.invalidate_recordset(["mailing_ids"])
        return self._get_versions()[:1]

    @api.model
    def _quietly(self, mailings):
        """Nobody is told by Odoo that a mailing is theirs: the action is."""
        # sudo: whoever plans an action writes its e-mail, and knows nothing of mailings
        return mailings.sudo().with_context(mail_auto_subscribe_no_notify=True, mail_create_nosubscribe=True)

    def _prepare_mailing_values(self):
        sender = self.user_id or self.env.user
        return {
            "action_id": self.id,
            "name": self.name,
            "subject": self.subject or self.name,
            "body_arch": self.body or "",
            "body_html": self.body or "",
            "mailing_model_id": self.env["ir.model"]._get_id(RECIPIENT),
            "mailing_domain": repr([("action_id", "=", self.id), ("included", "=", True), ("state", "=", "waiting")]),
            "mailing_type": "mail",
            "campaign_id": self.campaign_id.utm_campaign_id.id,
            "user_id": sender.id,
            "email_from": sender.email_formatted or self.company_id.email_formatted,
            "reply_to_mode": "update",
            "use_exclusion_list": True,
        }

    def action_mail_write(self):
        """Open the editor of the e-mail, and nothing else."""
        self._check_is_email()
        return self._open_mailing(self._get_mailing())

    def _open_mailing(self, mailing):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("E-mail of «%(action)s»", action=self.name),
            "res_model": "mailing.mailing",
            "res_id": mailing.id,
            "views": [(self.env.ref("despacho_crm.view_mailing_mailing_of_action_form").id, "form")],
            "context": {"form_view_initial_mode": "edit"},
        }

    def action_mail_test(self):
        """Send the e-mail to oneself, as it will arrive."""
        self._check_is_email()
        return self._get_mailing().action_test()

    def action_mail_add_version(self):
        """Begin another version, to see which one works better before it goes to all."""
        self._check_is_email()
        self._check_design()
        mailing = self._get_mailing()
        if len(self.mailing_ids) > 3:
            raise UserError(self.env._("Four versions are enough to compare: delete one to write another."))
        version = self._quietly(mailing).copy(
            {"action_id": self.id, "name": self.env._("%(name)s (another version)", name=self.name)}
        )
        return self._open_mailing(version)

    def _check_is_email(self):
        self.ensure_one()
        if self.channel != "email":
            raise UserError(self.env._("«%(action)s» is no action by e-mail.", action=self.name))

    def copy(self, default=None):
        copies = super().copy(default)
        for action, copied in zip(self, copies, strict=True):
            for mailing in action._get_versions():
                self._quietly(mailing).copy({"action_id": copied.id, **copied._prepare_mailing_copy()})
        return copies

    def _prepare_mailing_copy(self):
        values = self._prepare_mailing_values()
        return {name: values[name] for name in ("name", "mailing_domain", "campaign_id", "user_id")}


_COUNTS = frozenset(
    {
        *("mail_total", "mail_prepared", "mail_left", "mail_waiting", "mail_unsure", "mail_failed"),
        *("mail_returned", "mail_opened", "mail_clicked", "mail_replied"),
    }
)
