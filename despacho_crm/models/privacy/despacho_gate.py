from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ...tools.privacy import gate


class DespachoGate(models.AbstractModel):
    """Whether people may be addressed today through a channel: the decision is that of ``tools.privacy.gate``.

    The facts come in a number of queries that does not depend on how many are asked about (``despacho_gate_facts``).
    """

    _name = "despacho.gate"
    _description = "What the law lets the firm do"

    @api.model
    def _judge(self, channel, rows, company, service_line=None, purpose="offers"):
        """Return {key: :class:`gate.Verdict`} of those asked about.

        :param channel: one of ``gate.CHANNELS``, or the channel of an action
        :param rows: list of :class:`gate.Asked`; ten thousand cost the same queries as one
        :param company: the firm that addresses them, whose rules hold
        :param service_line: what is promoted (product.category); none: any service of the firm
        :param purpose: what the consent has to be for
        """
        channel = gate.CHANNEL_OF.get(channel, channel)
        judged = self._judge_channels([channel], rows, company, service_line, purpose)
        return {key: verdicts[channel] for key, verdicts in judged.items()}

    @api.model
    def _judge_channels(self, channels, rows, company, service_line=None, purpose="offers"):
        """Return {key: {channel: verdict}}: for all of the channels in the same queries."""
        speaker = self.with_context(lang=self.env.context.get("lang") or company.partner_id.lang)
        today = fields.Date.context_today(self)
        policy = self._get_policy(company, today)
        facts = self._gather(channels, rows, company, service_line, purpose, today)
        said, judged = {}, {}
        for row in rows:
            judged[row.key] = verdicts = {}
            for channel in channels:
                verdict = gate.decide(channel, facts[row.key, channel], policy, today)
                if verdict not in said:
                    said[verdict] = verdict._replace(evidence=speaker._say(verdict))
                verdicts[channel] = said[verdict]
        return judged

    @api.model
    def _get_policy(self, company, today):
        """Return what the firm decides, where the law lets it."""

        def days(months):
            return (today - (today - relativedelta(months=months))).days

        # sudo: whoever addresses people need not see the settings of the company
        company = company.sudo()
        return gate.Policy(
            client_days=days(company.privacy_client_months),
            robinson_days=company.privacy_robinson_days,
            consent_days=days(company.privacy_consent_months),
            robinson_sole_traders=company.privacy_robinson_sole_traders,
        )

    def _say(self, verdict):
        """Return in words what a verdict rests on."""
        day = verdict.day and format_date(self.env, verdict.day)
        if verdict.allowed:
            texts = {
                "consent": self.env._("Consented on %(day)s.", day=day),
                "client_similar": self.env._("Client of services like this one: last on %(day)s.", day=day),
                "legitimate_interest": self.env._("Legitimate interest: %(version)s.", version=verdict.evidence),
            }
            return texts[verdict.basis]
        unknown = self.env._("never")
        texts = {
            "no_address": self.env._("We have no address of theirs for this channel."),
            "blocked": self.env._("Their data are blocked: nobody uses them."),
            "opposed": self.env._("Asked us on %(day)s not to address them this way.", day=day),
            "robinson": self.env._("Is in the Lista Robinson, consulted on %(day)s.", day=day),
            "robinson_stale": self.env._(
                "The Lista Robinson has to be consulted before; last time: %(day)s.", day=day or unknown
            ),
            "company_only": self.env._("The address is private: use that of their company."),
            "consent_old": self.env._("Consented on %(day)s: too long ago, ask again.", day=day),
            "not_similar": self.env._("Is a client (%(day)s), but of other services: ask for consent.", day=day),
            "no_interaction": self.env._(
                "Has not been in touch with us in the last year (last time: %(day)s).", day=day or unknown
            ),
            "no_balancing": self.env._(
                "Neither consent nor contract, and the balancing of our interest and theirs is not written down."
            ),
            "no_basis": self.env._("Neither gave consent nor is a client: the law does not allow it."),
        }
        return texts[verdict.reason]

    @api.model
    def _get_call_opening(self, company, origin=""):
        """Return what whoever calls says first: who calls, where the number is from, and that they may say no."""
        text = self.env._(
            "Good morning, I am calling from %(firm)s about our services. If you do not want us to call you, tell me "
            "and I note it at once.",
            firm=company.name,
        )
        if origin:
            text += " " + self.env._("We have your number from: %(origin)s.", origin=origin)
        return text
