from datetime import timedelta

from odoo import api, fields, models

from ...tools.spanish_day import day_of, moment_of

#: Days that a base that begins reads back.
_FIRST_DAYS = 7


class DespachoRegistryDay(models.Model):
    """A day of the gazette of the registers of companies, and how far it has been read.

    Its documents are read one by one, each in a transaction of its own that also says that it was: whoever is killed,
    or finds the gazette closed, goes on where it was left, and nothing is read twice.
    """

    _name = "despacho.registry.day"
    _description = "Day of the Register of Companies"
    _order = "date desc"
    _rec_name = "date"

    date = fields.Date(required=True, readonly=True)
    state = fields.Selection(
        [("open", "Being read"), ("read", "Read"), ("holiday", "No bulletin")],
        required=True,
        readonly=True,
        default="open",
    )
    bulletin = fields.Char(string="Bulletin number", readonly=True)
    documents = fields.Integer(string="Provinces", readonly=True)
    #: {document: "" when it is read, else why it is left out}.
    done = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    #: {document: how often reading it went wrong}.
    tries = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    entries = fields.Integer(string="Companies in it", readonly=True)
    matched = fields.Integer(string="Of ours", readonly=True)
    asked = fields.Integer(string="Perhaps of ours", readonly=True)
    candidates = fields.Integer(string="New companies", readonly=True)
    message = fields.Char(string="What happened", readonly=True)

    _date_uniq = models.Constraint("UNIQUE (date)", "This day is already there.")

    @api.model
    def _get_provider(self):
        """Return the provider of the gazette, nothing when it is archived or was deleted."""
        providers = self.env["despacho.enrichment.provider"]
        provider = self.env.ref("despacho_crm.enrichment_provider_borme", raise_if_not_found=False) or providers
        # sudo: its pace and its address are those of the whole firm
        return provider.sudo().filtered("active")

    @api.model
    def _today(self):
        """Return what day it is where the gazette is published."""
        return day_of(fields.Datetime.now())

    @api.model
    def _next_day(self):
        """Return the first day that is not read whole, up to today; nothing when all are."""
        opened = self.search([("state", "=", "open")], order="date", limit=1)
        if opened:
            return opened
        last = self.search([], order="date desc", limit=1)
        today = self._today()
        date = last.date + timedelta(days=1) if last else today - timedelta(days=_FIRST_DAYS)
        # What would be forgotten at once is not read.
        kept = self.env["res.company"]._registry_get_days()
        if kept:
            date = max(date, today - timedelta(days=kept))
        return self.create({"date": date}) if date <= today else self.browse()

    @api.model
    def _tomorrow_morning(self):
        """Return when the next bulletin is likely to be out, as databases say it."""
        return moment_of(self._today() + timedelta(days=1), hour=8)

    def action_read_now(self):
        """Have the gazette read now."""
        self.env["despacho.registry.act"]._check_decides()
        self.env.ref("despacho_crm.ir_cron_registry")._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("The gazette is read now, in the background: look again in some minutes."),
            },
        }
