from odoo import api, fields, models

from ...tools.privacy import gate


class DespachoGate(models.AbstractModel):
    """Whether people may be addressed today through a channel: see :mod:`~odoo.addons.despacho_crm.tools.privacy.gate`."""

    _name = "despacho.gate"
    _description = "What the law lets the firm do"

    @api.model
    def _judge(self, channel, rows, company, service_line=None, purpose="offers"):
        """Return {key: :class:`gate.Verdict`} of those asked about.

        :param channel: one of ``gate.CHANNELS``, or the channel of an action
        :param rows: list of :class:`gate.Asked`, of any length; those of one call cost the same queries as one
        :param company: the firm that addresses them, whose rules hold
        :param service_line: what is promoted (product.category); none: any service of the firm
        :param purpose: one of the purposes of a consent
        """
        channel = gate.CHANNEL_OF.get(channel, channel)
        policy, today = gate.Policy(), fields.Date.context_today(self)
        facts = self._gather(channel, rows, company, service_line, purpose)
        return {row.key: gate.decide(channel, facts[row.key], policy, today) for row in rows}

    @api.model
    def _gather(self, channel, rows, company, service_line, purpose):
        """Return {key: :class:`gate.Facts`}."""
        return {
            row.key: gate.Facts(has_address=bool({"email": row.email, "phone": row.phone}.get(channel, True)))
            for row in rows
        }
