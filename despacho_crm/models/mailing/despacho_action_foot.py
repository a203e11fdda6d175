from markupsafe import Markup

from odoo import models
from odoo.tools import format_date

#: Stands in the foot, drawn once for many, where the link of each one goes.
_LINK = "https://despacho.invalid/misdatos"


class DespachoAction(models.Model):
    """The foot that the law asks for: who writes, on what ground, the way out, and where the data come from.

    LSSI arts. 20-22 (who sends it, that it is commercial, a simple and free way out), RGPD arts. 13, 14 and 21.
    """

    _inherit = "despacho.action"

    def _legal_foot(self, recipients, channel):
        """Return {recipient id: Markup} for the foot of what is sent to them, drawn once for each kind of them.

        :param channel: ``email``, where the way out is a link, or ``post``
        """
        self.ensure_one()
        # sudo: what the foot says of each one is what the firm has to tell them
        rows = recipients.sudo()
        notices = self._foot_notices(rows)
        links = self.env["despacho.privacy.link"]._get_urls(rows, self.company_id)
        drawn, feet = {}, {}
        for row in rows:
            notice = notices.get(self._foot_key(row))
            kind = (row.lang, row.basis, notice and (notice.data_source, notice.data_obtained_on))
            if kind not in drawn:
                drawn[kind] = self._draw_foot(row, notice, channel)
            feet[row.id] = Markup(drawn[kind].replace(_LINK, links[row.id]))
        if channel == "email":
            informed = rows.filtered(lambda row: self._foot_key(row) in notices and not row.mail_informs)
            informed.mail_informs = True
        return feet

    def _foot_key(self, row):
        return ("partner_id", row.partner_id.id) if row.partner_id else ("lead_id", row.lead_id.id)

    def _foot_notices(self, rows):
        """Return {(field, id): notice} of those who were not told yet where the firm has their data from."""
        waiting = rows.env["despacho.privacy.notice"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "pending"),
                "|",
                ("partner_id", "in", rows.partner_id.ids),
                ("lead_id", "in", rows.lead_id.ids),
            ]
        )
        return {self._foot_key(notice): notice for notice in waiting}

    def _draw_sample_foot(self, row, channel="email"):
        """Return the foot of a test, whose links lead nowhere in particular."""
        return Markup(self._draw_foot(row, None, channel).replace(_LINK, f"{self.get_base_url()}/misdatos"))

    def _draw_foot(self, row, notice, channel):
        # The language of somebody may have been taken away since they were frozen.
        installed = dict(self.env["res.lang"].get_installed())
        langs = (row.lang, self.company_id.partner_id.lang, self.env.lang)
        lang = next((lang for lang in langs if lang in installed), None)
        action = self.with_context(lang=lang).sudo()  # sudo: as in _legal_foot
        company = action.company_id
        address = [company.street, company.street2, " ".join(filter(None, (company.zip, company.city)))]
        nif = company.partner_id.nif_key or company.vat
        identity = [
            nif and f"NIF {nif}",
            ", ".join(filter(None, address)),
            *(company.phone, company.email, company.company_registry),
        ]
        return str(
            action.env["ir.qweb"]._render(
                "despacho_crm.action_legal_foot",
                {
                    "action": action,
                    "company": company,
                    "identity": "".join(f" · {part}" for part in identity if part),
                    "basis": row.basis,
                    "channel": channel,
                    "link": _LINK,
                    "notice": notice,
                    "obtained_on": notice and format_date(action.env, notice.data_obtained_on),
                },
                minimal_qcontext=True,
            )
        )
