from odoo import api, fields, models
from odoo.tools import format_date

from ...tools import temperature as rules
from .res_partner import FOLLOWS, GROUP, OWN, STARTING, TEMPERATURES


class ResPartner(models.Model):
    """Cold, warm, hot, and why. What somebody sets by hand stays until they withdraw it."""

    _inherit = "res.partner"

    temperature = fields.Selection(
        TEMPERATURES,
        default=STARTING["temperature"],
        help="Cold: has shown no interest. Warm: showed it, without hurry. Hot: clearly interested, waits for us. "
        "It follows from leads, contacts, answers and invoices; set by hand, it stays as set until withdrawn.",
        **OWN,
    )
    # Read through the sentence only: it holds days of documents of every company.
    temperature_signals = fields.Json(
        string="Signs of interest", copy=False, readonly=True, groups=fields.NO_ACCESS, prefetch="lifecycle"
    )
    temperature_manual = fields.Boolean(string="Set by hand", **FOLLOWS)
    temperature_manual_uid = fields.Many2one("res.users", string="Set by", **FOLLOWS)
    temperature_manual_on = fields.Datetime(string="Set on", **FOLLOWS)
    temperature_reason = fields.Char(string="Why that temperature", compute="_compute_temperature_reason", groups=GROUP)

    @api.depends(
        "temperature",
        "temperature_signals",
        "temperature_manual",
        "temperature_manual_uid",
        "temperature_manual_on",
        "contact_refused",
    )
    @api.depends_context("lang", "tz", "uid")
    def _compute_temperature_reason(self):
        for partner in self:
            partner.temperature_reason = bool(partner.temperature) and partner._temperature_sentence()

    def _temperature_sentence(self):
        """Return why the partner is cold, warm or hot, in the language of the reader."""
        self.ensure_one()
        why = "; ".join(self._temperature_signs()) or self._temperature_no_sign()
        return self._lifecycle_typed_sentence("temperature", why)

    def _temperature_signs(self):
        """Return a phrase for each sign of interest that decides."""
        return [
            self._temperature_phrase(signal)
            for signal in rules.reasons([s for s in self._temperature_known() if s["code"] != rules.REFUSED])
        ]

    def _temperature_known(self):
        # sudo: nobody reads the signs as they are; the phrases below leave out what is of other companies.
        return self.sudo().temperature_signals or []

    def _temperature_no_sign(self):
        refusals = [s for s in self._temperature_known() if s["code"] == rules.REFUSED]
        if refusals:
            return self.env._("said no on %(day)s, and nothing came after it", day=self._signal_day(refusals[0]))
        return self.env._("no sign of interest lately")

    def _signal_day(self, signal):
        return format_date(self.env, fields.Date.to_date(signal["on"]))

    def _signal_is_mine(self, signal):
        """Whether the document of the sign is of a company of the user."""
        return self.env.su or signal["value"] in self.env.user.company_ids.ids

    def _signal_quotation(self, signal):
        if not self._signal_is_mine(signal):
            return self.env._("has a quotation of another company to answer")
        return self.env._("has a quotation of %(day)s to answer", day=self._signal_day(signal))

    def _signal_invoice(self, signal):
        if not self._signal_is_mine(signal):
            return self.env._("invoiced by another company")
        return self.env._("invoiced on %(day)s", day=self._signal_day(signal))

    def _temperature_phrase(self, signal):
        """Return what the sign says."""
        day = self._signal_day(signal)
        phrases = {
            "interested": lambda: self.env._("told us on %(day)s that they are interested", day=day),
            "information": lambda: self.env._("asked for information on %(day)s", day=day),
            "undecided": lambda: self.env._("was undecided on %(day)s", day=day),
            "later": lambda: self.env._("told us on %(day)s to come back later", day=day),
            "chance": lambda: self.env._("chance of %(chance)s %% noted on %(day)s", chance=signal["value"], day=day),
            "asked": lambda: self.env._("contacted us on %(day)s", day=day),
            "replied": lambda: self.env._("answered a mailing on %(day)s", day=day),
            "clicked": lambda: self.env._("followed a link of a mailing on %(day)s", day=day),
            "opportunity": lambda: self.env._("open opportunity, in its stage since %(day)s", day=day),
            "won": lambda: self.env._("opportunity won on %(day)s", day=day),
            "quotation": lambda: self._signal_quotation(signal),
            "lead": lambda: self.env._("open lead, in its stage since %(day)s", day=day),
            "postponed": lambda: self.env._("lead postponed on %(day)s", day=day),
            "invoice": lambda: self._signal_invoice(signal),
        }
        return phrases[signal["code"]]()

    def action_temperature_automatic(self):
        """Withdraw what was set by hand: the temperature follows from what happens again."""
        return self._lifecycle_back_to_automatic("temperature")

    def action_temperature_set(self):
        """Set by hand the temperature that the button says (context: ``temperature``)."""
        self.write({"temperature": self.env.context.get("temperature")})
        return True
