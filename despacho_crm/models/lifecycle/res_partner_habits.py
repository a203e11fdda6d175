import pytz

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ...tools import habits
from .res_partner import FOLLOWS, GROUP


class ResPartner(models.Model):
    """When they usually open mail and answer calls, and from how many times we know."""

    _inherit = "res.partner"

    mail_slot = fields.Integer(string="Number of the usual band of mail", aggregator=None, **FOLLOWS)
    mail_slot_hits = fields.Integer(string="Mails opened in that band", aggregator=None, **FOLLOWS)
    mail_observations = fields.Integer(string="Mails opened", **FOLLOWS)
    call_slot = fields.Integer(string="Number of the usual band of calls", aggregator=None, **FOLLOWS)
    call_slot_hits = fields.Integer(string="Calls answered in that band", aggregator=None, **FOLLOWS)
    call_observations = fields.Integer(string="Calls answered", **FOLLOWS)
    mail_habit = fields.Char(string="Opens mail", compute="_compute_habits", groups=GROUP)
    call_habit = fields.Char(string="Answers calls", compute="_compute_habits", groups=GROUP)
    best_hour = fields.Char(string="Best moment to call", compute="_compute_habits", groups=GROUP)

    @api.depends("mail_slot", "mail_slot_hits", "mail_observations", "call_slot", "call_slot_hits", "call_observations")
    @api.depends_context("lang")
    def _compute_habits(self):
        for partner in self:
            partner.mail_habit = partner._habit_sentence(
                partner.mail_slot, partner.mail_slot_hits, partner.mail_observations
            )
            partner.call_habit = partner._habit_sentence(
                partner.call_slot, partner.call_slot_hits, partner.call_observations
            )
            partner.best_hour = bool(partner.call_slot) and self._slot_label(partner.call_slot)

    @api.model
    def _habit_sentence(self, slot, hits, total):
        """Return «Tuesdays from 10 to 12 (5 of 8 times)», or what is known when that is too little."""
        if slot:
            return self.env._(
                "%(moment)s (%(hits)s of %(total)s times)", moment=self._slot_label(slot), hits=hits, total=total
            )
        if total:
            return self.env._("At no fixed time so far (times observed: %(total)s)", total=total)
        return False

    @api.model
    def _slot_label(self, slot):
        weekday, first, last = habits.split(slot)
        days = [
            self.env._("Mondays"),
            self.env._("Tuesdays"),
            self.env._("Wednesdays"),
            self.env._("Thursdays"),
            self.env._("Fridays"),
            self.env._("Saturdays"),
            self.env._("Sundays"),
        ]
        return self.env._("%(day)s from %(first)s to %(last)s h", day=days[weekday], first=first, last=last)

    @api.model
    @tools.ormcache()
    def _lifecycle_unknown_zones(self):
        """Return the zones that a contact may have in Odoo and PostgreSQL does not know, usually none."""
        known = {row[0] for row in self.env.execute_query(SQL("SELECT name FROM pg_timezone_names"))}
        return sorted(set(pytz.all_timezones) - known)
