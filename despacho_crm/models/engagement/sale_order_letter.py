from markupsafe import Markup

from odoo import fields, models
from odoo.tools import format_amount, format_date, formatLang, is_html_empty
from odoo.tools.image import image_data_uri

from ...tools.engagement import fingerprint
from ..document import pdf
from ..document.despacho_paper import PAPER


class SaleOrder(models.Model):
    """The engagement letter itself: what it says, on paper and on the page where the client signs."""

    _inherit = "sale.order"

    def _engagement_lang(self):
        """Return the language of the letter: that of the client, the same whoever reads it."""
        order = self.sudo()  # sudo: the letter says the same whoever asks for it
        return order.partner_id.lang or order.company_id.partner_id.lang or "en_US"

    def _engagement_content(self):
        """Return what the letter says, as plain texts: what is printed, shown, signed and compared."""
        self.ensure_one()
        # sudo: the letter says the same whoever asks for it, the client in the portal too
        order = self.sudo().with_context(lang=self._engagement_lang()).with_company(self.company_id)
        company = order.company_id
        return {
            "number": order.name,
            "firm": order._engagement_party(
                company.partner_id, order.engagement_signatory_name, order.engagement_signatory_nif
            )
            | {"capacity": order.engagement_signatory_capacity or ""},
            "client": order._engagement_party(
                order.partner_id.commercial_partner_id, order.engagement_client_name, order.engagement_client_nif
            )
            | {"capacity": order.engagement_client_capacity or ""},
            "object": (order.engagement_object or "").strip(),
            "replaces": order.engagement_origin_id.name or "",
            "fees": order._engagement_fees(),
            "untaxed": order._engagement_money(order.amount_untaxed),
            "taxes": order._engagement_money(order.amount_tax),
            "total": order._engagement_money(order.amount_total),
            "payment": order.payment_term_id.name or "",
            "start": order._engagement_day(order.engagement_start),
            "end": order._engagement_day(order.engagement_end),
            "notice": order.engagement_notice_days,
            "court": company.engagement_court or company.city or "",
            "conditions": "" if is_html_empty(company.engagement_conditions) else str(company.engagement_conditions),
            "note": "" if is_html_empty(order.note) else str(order.note),
        }

    def _engagement_party(self, partner, signatory, number):
        return {
            "name": partner.name or "",
            "nif": partner.nif_key or partner.vat or "",
            "address": ", ".join(filter(None, partner._display_address(without_company=True).split("\n"))),
            # A person who engages the firm for themselves is represented by nobody.
            "represented": partner.is_company or bool(signatory and signatory != partner.name),
            "signatory": signatory or "",
            "signatory_nif": number or "",
        }

    def _engagement_money(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    def _engagement_quantity(self, line):
        """Return how many times the price is paid, '' when it is once: a fee by the hour or the month says so."""
        number = self._engagement_figure(line.product_uom_qty)
        if line.product_uom_id not in (line.product_uom_id.browse(), self.env.ref("uom.product_uom_unit")):
            return f"{number} {line.product_uom_id.name} × "
        return "" if line.product_uom_qty == 1 else f"{number} × "

    def _engagement_figure(self, number):
        return formatLang(self.env, number, digits=0 if number == int(number) else 2)

    def _engagement_day(self, day):
        return format_date(self.env, day, date_format="long") if day else ""

    def _engagement_fees(self):
        fees = []
        for line in self.order_line:
            if line.display_type or line.is_downpayment or line.is_expense:
                continue
            clauses = line.clause_ids.grouped("kind")
            none = line.clause_ids.browse()
            discount = f" (−{self._engagement_figure(line.discount)} %)" if line.discount else ""
            fees.append(
                {
                    "key": line.product_id.id or line.name,
                    "name": line.name,
                    "price": f"{self._engagement_quantity(line)}{self._engagement_money(line.price_unit)}{discount}",
                    "amount": self._engagement_money(line.price_subtotal),
                    "taxes": ", ".join(tax.invoice_label or tax.tax_group_id.name or tax.name for tax in line.tax_ids),
                    "included": [clause.text for clause in clauses.get("included", none)],
                    "excluded": [clause.text for clause in clauses.get("excluded", none)],
                }
            )
        return fees

    def _engagement_fingerprint(self):
        """Return the fingerprint of what the letter says now."""
        return fingerprint(self._engagement_content())

    def _engagement_number(self, found=None):
        """Return the version that the letter has once it is shown as it is now."""
        self.ensure_one()
        order = self.sudo()  # sudo: as above
        if order.engagement_signed_on or not order.engagement_shown:
            return order.engagement_version
        return order.engagement_version + (order.engagement_shown != (found or self._engagement_fingerprint()))

    def _engagement_note_shown(self):
        """Note that the client is shown the letters as they are now: a text that changed since is a new version."""
        for order in self.sudo():  # sudo: the client in the portal looks at it
            if not order.is_engagement or order.engagement_signed_on:
                continue
            found = order._engagement_fingerprint()
            if order.engagement_shown != found:
                order.write({"engagement_version": order._engagement_number(found), "engagement_shown": found})

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "sent":
            self._engagement_note_shown()
        return result

    def _engagement_values(self, signing=False):
        """Return what the template of the letter needs; ``signing``: the client has just drawn their signature."""
        self.ensure_one()
        order = self.sudo().with_context(lang=self._engagement_lang())  # sudo: as above
        content = self._engagement_content()
        # A signature of before it was a letter is none of the letter.
        signed = signing or order.engagement_signed_on
        day = order.engagement_signed_on or (signing and order.signed_on) or fields.Datetime.now()
        return {
            "letter": content,
            # What is told of the firm or of the client elsewhere may have changed since.
            "as_signed": not order.engagement_signed_on or order.engagement_shown == fingerprint(content),
            "said": order._engagement_sentences(content),
            "conditions": Markup(content["conditions"]),  # sanitized when they were written
            "note": Markup(content["note"]),  # as above
            "version": order._engagement_number(),
            "day": format_date(order.with_context(tz=order._engagement_zone()).env, day),
            "signature": image_data_uri(order.signature) if signed and order.signature else "",
            "signed_on": signed and order.signed_on,
        }

    def _engagement_pdf(self, signing=False):
        """Return the letter as PDF: the signed one, byte by byte, once there is one.

        :param signing: whether the client has just drawn their signature
        """
        self.ensure_one()
        order = self.sudo()  # sudo: whoever may read the quotation may read its letter
        if order.engagement_client_copy_id:
            return order.engagement_client_copy_id.raw
        order = order.with_context(lang=self._engagement_lang())
        company = order.company_id
        papers = self.env["despacho.paper"].with_context(lang=self._engagement_lang())
        values = order._engagement_values(signing)
        html = order.env["ir.qweb"]._render(
            "despacho_crm.engagement_letter", {**values, "firm": company, "logo": papers._get_logo(company)}
        )
        foot = " · ".join(
            (
                company.name,
                order.env._("Engagement letter %(number)s", number=order.name),
                order.env._("version %(version)s", version=values["version"]),
            )
        )
        return pdf.with_foot(papers._convert(html, PAPER), foot, papers._get_position)

    def action_engagement_print(self):
        """Download the letter as it is now, or as it was signed."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/despacho/engagement/{self.id}", "target": "download"}

    def message_post(self, **kwargs):
        message = super().message_post(**kwargs)
        if self.env.context.get("mark_so_as_sent"):
            self._engagement_note_shown()
        return message

    def _engagement_query(self):
        """Return what the page of the client says of the text that it shows, when it is signed."""
        return f"&seen={self._engagement_fingerprint()}" if self.is_engagement else None
