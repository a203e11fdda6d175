import zoneinfo
from datetime import timezone

from odoo import SUPERUSER_ID, api, fields, models

#: The time zones of Spain; the first is the rule and the others are its islands and cities.
_SPAIN = ("Europe/Madrid", "Atlantic/Canary", "Africa/Ceuta")
#: Days that spam is kept, unless the firm says otherwise.
SPAM_DAYS = 30


class ResCompany(models.Model):
    """What each company decides about its pipeline."""

    _inherit = "res.company"

    spam_purge_days = fields.Integer(
        string="Days that spam is kept",
        default=SPAM_DAYS,
        help="After these days in Spam, leads are deleted for good. With 0 they are kept for ever.",
        prefetch="pipeline",
    )
    onboarding_plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Onboarding of a new client",
        domain=[("res_model", "=", "res.partner")],
        ondelete="set null",
        help="What is done for a client whose services have no onboarding of their own.",
        prefetch="pipeline",
    )

    def _onboarding_plan(self):
        """Return what is done for a client whose services have no onboarding: else that of the product."""
        self.ensure_one()
        return self.onboarding_plan_id or self._onboarding_plan_common()

    @api.model
    def _onboarding_plan_common(self):
        common = self.env.ref("despacho_crm.plan_onboarding", raise_if_not_found=False)
        return common or self.env["mail.activity.plan"]

    def _pipeline_manager(self):
        """Return who answers for what has no owner: an active manager of the company, or nobody."""
        self.ensure_one()
        # sudo: who is who in the firm is not for everybody to list.
        managers = self.env.ref("despacho_crm.group_manager").sudo().all_user_ids
        return managers.filtered(
            lambda user: user.active and not user.share and user.id != SUPERUSER_ID and self in user.company_ids
        ).sorted("id")[:1]

    def _pipeline_today(self):
        """Return the day that it is where the company is."""
        return self._pipeline_day(fields.Datetime.now())

    def _pipeline_day(self, moment):
        """Return the day that it was, where the company is, at that moment (UTC, as the database keeps it)."""
        self.ensure_one()
        zone = self.sudo().resource_calendar_id.tz  # sudo: the calendar of a company is no secret
        if self._is_spanish() and zone not in _SPAIN:
            zone = _SPAIN[0]
        return moment.replace(tzinfo=timezone.utc).astimezone(zoneinfo.ZoneInfo(zone or "UTC")).date()
