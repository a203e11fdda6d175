import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

_logger = logging.getLogger(__name__)

CAMPAIGN_GROUP = "despacho_crm.group_campaign"


class DespachoAction(models.Model):
    """The way of an action: draft, its recipients being frozen, approved, running, done, sealed.

    What a channel has to do is in the four ``_channel_*`` hooks, which each channel extends in its own file::

        def _channel_launch(self):
            super()._channel_launch()
            if self.channel == "post":
                ...

    They are called with one action, in the environment of whoever pressed the button (root for what leaves by itself).
    """

    _inherit = "despacho.action"

    # Hooks

    def _channel_check(self):
        """Raise ``UserError`` saying what misses before the action can be approved."""
        self.ensure_one()
        if not any(self[name] for name in ("segment_ids", "list_ids", "partner_ids", "lead_ids")):
            raise UserError(
                self.env._(
                    "«%(action)s» is for nobody yet: choose segments, lists or contacts in «To whom».",
                    action=self.name,
                )
            )

    def _channel_launch(self):
        """Begin: what has to leave, leaves, or is put where somebody works on it."""
        self.ensure_one()

    def _channel_cancel(self):
        """Stop what has not left."""
        self.ensure_one()

    def _channel_finish(self):
        """Close what is open: nothing leaves any more."""
        self.ensure_one()

    def _freeze_start(self):
        """Begin to freeze the recipients; :meth:`_frozen` is called when all are there."""

    def _unfreeze(self):
        """Forget the recipients of an action that goes back to design."""

    # What people press

    def action_approve(self):
        """Freeze the recipients: from now on what was approved is what leaves."""
        self._check_may_launch()
        for action in self:
            action._check_from("draft")
            action.campaign_id._check_not_over()
            action.campaign_id._check_launch()
            action._channel_check()
        self._set_state("freezing", approved_by=self.env.uid, approved_on=False)
        for action in self:
            action._freeze_start()
        return True

    def _frozen(self):
        """Every recipient has its row: the action is approved."""
        self._set_state("approved", approved_on=fields.Datetime.now())

    def action_redesign(self):
        """Take an approved action back to design: it is approved anew afterwards."""
        self._check_may_launch()
        for action in self:
            action._check_from("freezing", "approved", "cancelled")
            if action.launched_on:
                raise UserError(
                    self.env._("«%(action)s» was launched: what was sent is kept. Duplicate it.", action=action.name)
                )
            action._unfreeze()
        self._set_state("draft", approved_by=False, approved_on=False)
        return True

    def action_launch(self):
        self._check_may_launch()
        self._launch()
        return True

    def _launch(self):
        for action in self:
            action._check_from("approved")
            action.campaign_id._check_not_over()
            action.campaign_id._check_launch()
        self._set_state("running", launched_on=fields.Datetime.now())
        for campaign in self.campaign_id.filtered(lambda campaign: campaign.state in ("idea", "review", "design")):
            campaign.write({"state": "running"})
        for action in self:
            action._channel_launch()

    def action_finish(self):
        """Nothing more is sent; responses go on being noted until it is sealed."""
        self._check_may_launch()
        for action in self:
            action._check_from("running")
            action._channel_finish()
        self._set_state("done", done_on=fields.Datetime.now())
        return True

    def action_cancel(self):
        """Stop the action: what left, left; nothing else does."""
        self.check_access("write")
        if self.filtered(lambda action: action.state != "draft"):
            self._check_may_launch()
        for action in self:
            action._check_from("draft", "freezing", "approved", "running")
            action._channel_cancel()
        self._set_state("cancelled")
        return True

    # Rules

    def _check_may_launch(self):
        self.check_access("write")
        if self and not self.env.su and not self.env.user.has_group(CAMPAIGN_GROUP):
            raise AccessError(
                self.env._(
                    "Approving and launching is for whoever has the permission «Approve and launch actions»: "
                    "ask one of them, or the administrator."
                )
            )

    def _check_from(self, *states):
        self.ensure_one()
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "«%(action)s» is in «%(state)s»: this cannot be done now.",
                    action=self.name,
                    state=labels[self.state],
                )
            )

    def _set_state(self, state, **values):
        # sudo: only the buttons, which asked who may, write the state
        self.sudo().write({"state": state, **values})

    @api.model
    def _cron_launch(self):
        """Launch what was approved to leave by itself at this hour."""
        due = self.search(
            [("state", "=", "approved"), ("launch_alone", "=", True), ("date_planned", "<=", fields.Datetime.now())],
            order="date_planned, id",
        )
        self.env["ir.cron"]._commit_progress(remaining=len(due))
        for action in due:
            try:
                action._launch()
            except UserError as error:
                self.env.cr.rollback()
                action._launch_refused(str(error))
            except Exception:
                # The others leave, whatever is wrong with this one.
                self.env.cr.rollback()
                _logger.warning("Action %s could not be launched on its date", action.id, exc_info=True)
                action._launch_refused(self.env._("something unexpected went wrong. Try to launch it by hand."))
            self.env["ir.cron"]._commit_progress(1)

    def _launch_refused(self, why):
        """Tell whoever answers for it, once: it no longer leaves by itself."""
        self.ensure_one()
        self.launch_alone = False
        message = self.env._("It was not launched by itself on its date: %(why)s", why=why)
        self.message_post(body=message)
        if self.user_id:
            self.activity_schedule(
                "mail.mail_activity_data_warning",
                user_id=self.user_id.id,
                summary=self.env._("Launch it"),
                note=message,
            )
