from odoo import api, models
from odoo.fields import Domain

from .despacho_privacy_page import CHANNELS
from .despacho_privacy_request_line import FIELDS


class DespachoPrivacyPage(models.AbstractModel):
    """What the page shows: all with a personal link; behind stars with one of a message, which may be forwarded."""

    _inherit = "despacho.privacy.page"

    @api.model
    def _show(self, person, company, whole):
        """Return the values of the template for one person."""
        partners, leads = self._get_records(person)
        subject = partners[:1] or leads[:1] or person
        emails = self._get_emails(person)
        if emails and whole:
            values = self._get_values(subject)
        elif subject._name == "despacho.action.recipient":
            values = {"name": subject.name or "", "email": subject.email or "", "phone": subject.phone or ""}
            values |= {name: subject[name] or "" for name in ("function", "street", "zip", "city")}
        else:
            values = self._get_values(subject)
        labels = dict(FIELDS)
        page = {
            "company": company,
            "whole": whole,
            "fields": [
                {
                    "name": name,
                    "label": self._label(name, labels[name]),
                    "value": values.get(name, "") if whole else self._mask(name, values.get(name, "")),
                }
                for name in labels
                if name in values or not whole
            ],
            "channels": self._get_channels(person),
            "sections": [],
            "requests": [],
        }
        if whole:
            page["sections"] = self.env["despacho.privacy.export"]._collect(partners, leads, company, emails)
            page["requests"] = self._get_requests(partners, leads, company, emails)
        return page

    @api.model
    def _label(self, name, label):
        field = self.env["despacho.privacy.request.line"]._fields["field"]
        return dict(field._description_selection(self.env)).get(name, label)

    @api.model
    def _get_requests(self, partners, leads, company, emails):
        """Return what the person asked for, in words."""
        # sudo: of the person of the signed link
        requests = self.env["despacho.privacy.request"].sudo()
        words = self.env["despacho.privacy.export"]._to_words
        mine = Domain("partner_ids", "in", partners.ids) | Domain("lead_ids", "in", leads.ids)
        found = requests.search(mine & Domain("company_id", "=", company.id))
        found |= self.env["despacho.privacy.export"]._get_listed_requests(emails, company)
        return [{name: words(one, name) for name in ("kind", "received_on", "state")} for one in found]

    @api.model
    def _get_channels(self, person):
        """Return [{code, label, stopped}] of the ways in which they are addressed."""
        labels = {
            "email": self.env._("E-mail"),
            "phone": self.env._("Phone calls"),
            "sms": self.env._("Text messages"),
            "post": self.env._("Post"),
            "visit": self.env._("Visits"),
        }
        stopped = self._get_stopped(person)
        # Whose only address is an e-mail is reached by no other way.
        ways = ("email",) if self._get_emails(person) and not person.phone_sanitized else CHANNELS
        return [{"code": code, "label": labels[code], "stopped": code in stopped} for code in ways]

    @api.model
    def _get_stopped(self, person):
        """Return the channels that the person said no to."""
        partners, leads = self._get_records(person, every=True)
        email = person.email_normalized
        found = self.env["despacho.opposition"]._find(CHANNELS, partners[:1], leads[:1], email)
        return set(found.mapped("channel"))

    @api.model
    def _mask(self, name, value):
        """Hide a value from whoever was forwarded the message: enough stays to know one's own.

        >>> self._mask("email", "ana.roca@vega.example")
        'a•••@vega.example'
        """
        if not value:
            return ""
        if name == "email":
            user, __, domain = value.partition("@")
            return f"{user[:1]}•••@{domain}"
        if name == "phone":
            return f"••• {value[-2:]}"
        return f"{value[:1]}•••"
