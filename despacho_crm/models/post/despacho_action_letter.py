import base64
import re

from lxml import html

from odoo import api, fields, models
from odoo.tools import format_date

from ...tools import letter, merge_fields
from ...tools.letter import Letter, Letterhead

_IMAGE = re.compile(r'src="(/web/(?:image|content)/(\d+)[^"]*)"')
_LINK = re.compile(r"https?://\S+/misdatos/[^\s,]+")


class DespachoAction(models.Model):
    """What a letter says to each one: its merge fields, its address, the paper of the firm, and the legal foot."""

    _inherit = "despacho.action"

    @api.model
    def _get_merge_fields(self):
        """Return [(key, label)] of what a letter may say of its addressee, in the language of the environment."""
        return [
            ("salutation", self.env._("Salutation")),
            ("name", self.env._("Name")),
            ("company", self.env._("Company")),
            ("function", self.env._("Position in the company")),
            ("nif", self.env._("NIF")),
            ("street", self.env._("Street")),
            ("zip", self.env._("Postcode")),
            ("city", self.env._("City")),
            ("province", self.env._("Province")),
            ("sector", self.env._("Sector")),
            ("activity", self.env._("Activity")),
            ("service", self.env._("Service")),
            ("date", self.env._("Date")),
            ("firm", self.env._("Our firm")),
            ("signer", self.env._("Who signs")),
        ]

    @api.model
    def _get_merge_labels(self):
        """Return {folded label: key} in all the languages of the base: a letter may be written in any of them."""
        labels = {}
        for lang in ("en_US", *(code for code, _name in self.env["res.lang"].get_installed())):
            for key, label in self.with_context(lang=lang)._get_merge_fields():
                labels.setdefault(merge_fields.folded(label), key)
        return labels

    def _find_slips(self, labels):
        return merge_fields.slips(self.body or "", labels)

    # Of one recipient

    def _get_merge_values(self, recipient, day):
        """Return {key: text} of what the letter says of ``recipient``."""
        known = recipient.values or {}
        person = recipient.name if recipient.name != recipient.company_name else ""
        return {
            "salutation": self.env._("Dear %(name)s,", name=person) if person else self.env._("Dear Sir or Madam,"),
            "name": person or recipient.company_name or "",
            "company": recipient.company_name or recipient.name or "",
            "function": recipient.function or "",
            "nif": recipient.nif_key or "",
            "street": recipient.street or "",
            "zip": recipient.zip or "",
            "city": recipient.city or "",
            "province": recipient._get_post_province(),
            "sector": known.get("sector") or "",
            "activity": known.get("activity") or "",
            "service": self.service_line_id.name or "",
            "date": day,
            "firm": self.company_id.name,
            "signer": self.user_id.name or "",
        }

    def _get_letters(self, recipients, day=None):
        """Yield the :class:`~...tools.letter.Letter` of each recipient, made as they are asked for.

        :param day: the date that they bear; by default today
        """
        self.ensure_one()
        action = self._in_its_language()
        labels = action._get_merge_labels()
        day = format_date(action.env, day or fields.Date.context_today(action), date_format="long")
        place_and_date = ", ".join(filter(None, (action.letter_place or action.company_id.city, day)))
        images = action._get_letter_images()
        feet = action._legal_foot(recipients.filtered("id"), "post")
        for recipient in recipients:
            # Of whoever is shown before the approval there is no row yet, and so no link.
            foot = feet.get(recipient.id) or action._draw_sample_foot(recipient, "post")
            legal = action._get_foot_text(foot)
            link = _LINK.search(legal)
            yield Letter(
                address=tuple(recipient.with_env(action.env)._get_post_lines()),
                body=merge_fields.filled(action.body or "", action._get_merge_values(recipient, day), labels),
                place_and_date=place_and_date,
                reference=action.env._("Ref. %(action)s-%(number)s", action=action.id, number=recipient.number),
                legal=legal,
                link=link[0] if link else "",
                images=images,
            )

    def _in_its_language(self):
        """Return the action in the language of whoever answers for it: a job has none."""
        return self.with_context(lang=self.user_id.lang or self.company_id.partner_id.lang or self.env.lang)

    def _get_foot_text(self, foot):
        """Return the legal foot as lines of text."""
        if not foot:
            return ""
        root = html.fragment_fromstring(str(foot), create_parent="div")
        lines = (" ".join(paragraph.text_content().split()) for paragraph in root.iter("p"))
        return "\n".join(line.replace(" ,", ",") for line in lines if line)

    def _get_letter_images(self):
        """Return {address: content} of the pictures of the text, a signature for one: none is asked of the web."""
        found = _IMAGE.findall(self.body or "")
        # sudo: what stands in the text of the action may be seen by whoever reads it
        attachments = self.env["ir.attachment"].sudo().browse({int(number) for _src, number in found}).exists()
        of_letters = attachments.filtered(
            lambda attachment: attachment.public or attachment.res_model in ("despacho.action", "despacho.campaign")
        )
        contents = {attachment.id: attachment.raw for attachment in of_letters}
        return {src: contents[int(number)] for src, number in found if contents.get(int(number))}

    def _get_letterhead(self):
        # sudo: what the firm says of itself in public
        company = self.company_id.sudo()
        town = " ".join(filter(None, (company.zip, company.city)))
        lines = (
            ", ".join(filter(None, (company.street, company.street2, town))),
            " · ".join(filter(None, (company.phone, company.email))),
            company.website,
            f"NIF {nif}" if (nif := company.partner_id.nif_key or company.vat) else "",
        )
        logo = b"" if company.uses_default_logo or not company.logo else base64.b64decode(company.logo)
        return Letterhead(company.name, tuple(filter(None, lines)), logo, window=self.letter_window)

    def _make_letters(self, recipients, day=None):
        """Return the PDF of the letters of ``recipients``, of ``day`` or today, and how many pages it has."""
        content, pages = letter.build(self._get_letters(recipients, day), self._get_letterhead(), self.name)
        return content, sum(pages)

    def action_preview_letter(self):
        """Show the letter as one of its addressees will get it."""
        self.ensure_one()
        self.check_access("read")
        return self.env["despacho.letter.preview"].create({"action_id": self.id})._show()
