from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.privacy import address
from .despacho_privacy_request_line import CORRECTABLE, LISTED

#: What a person may say no to, one by one.
CHANNELS = ("email", "phone", "sms", "post", "visit")
#: Rights that are asked for on the page; correcting and saying no have their own buttons.
ASKABLE = ("access", "erasure", "restriction", "portability")
#: Whoever asks for these is written to and called no more from that moment, however long the answer takes.
STOPPING = ("erasure", "restriction")
#: Longer than anything that a person writes in one line.
_LONGEST = 200


class DespachoPrivacyPage(models.AbstractModel):
    """What whoever opens their page does there: say no, correct, ask. All as superuser, and of that person only.

    ``person`` is what ``despacho.privacy.link._open`` returned: a contact, a lead or a recipient of an action.
    """

    _name = "despacho.privacy.page"
    _description = "Page «My data»"

    @api.model
    def _get_records(self, person, every=False):
        """Return (contacts, leads) of whom the link speaks: no others, whoever shares their address.

        The contact of a lead is another person, or a company, when its address is another: whoever writes to the
        firm with the name of somebody sees nothing of them. Only what stops messages counts for both (``every``).
        """
        partners, leads = self.env["res.partner"].sudo(), self.env["crm.lead"].sudo()  # sudo: the link is signed
        if person._name == "res.partner":
            return person, leads.search([("partner_id", "=", person.id)])
        if person._name == "crm.lead":
            partner = person.partner_id
            same = partner.email_normalized and partner.email_normalized == person.email_normalized
            return partner if every or same else partners, person
        return person.partner_id or partners, person.lead_id or leads

    @api.model
    def _get_emails(self, person):
        """Return the addresses of whom an address is all there is: a recipient who is neither a contact nor a lead."""
        if person._name != "despacho.action.recipient" or person.partner_id or person.lead_id:
            return []
        return [person.email_normalized] if person.email_normalized else []

    # ------------------------------------------------------------
    # SAYING NO
    # ------------------------------------------------------------

    @api.model
    def _oppose(self, person, company, channels=None, how="page", because=""):
        """Stop at once what is sent to the person: everywhere, and in the actions that run.

        :param because: the number of the request that stops it, where it was not one of the buttons for it
        """
        partners, leads = self._get_records(person, every=True)
        channels = [one for one in CHANNELS if one in channels] if channels else None
        email = person.email_normalized if "email_normalized" in person._fields else None
        phone = person.phone_sanitized if "phone_sanitized" in person._fields else None
        if person._name == "despacho.action.recipient" and (partners or leads or person.commercial_partner_id):
            # Frozen of whoever has no number of their own is that of their company, which said nothing.
            phone = None
        evidence = self.env._(
            "On the page «My data», with a signed link, on %(moment)s",
            moment=fields.Datetime.to_string(fields.Datetime.now()),
        )
        evidence = f"{evidence} ({because})" if because else evidence
        self._oppose_people(partners, leads, email, phone, channels, how, evidence, company)

    @api.model
    def _oppose_people(self, partners, leads, email, phone, channels, how, evidence, company):
        # sudo: opposing is a right: whoever it is exercised before notes it
        opposition = self.env["despacho.opposition"].sudo().with_company(company)
        common = {"channels": channels, "how": how, "evidence": evidence, "company": company}
        # sudo: as above
        partners, leads = partners.sudo(), leads.sudo()
        theirs = partners | leads._privacy_same_person()
        companies = (partners | leads.partner_id).commercial_partner_id - theirs
        email, phone = address.email(email), address.phone(phone)
        # Of whoever works in a company, its address and its number are not theirs to close.
        email = email if email not in companies.mapped("email_normalized") else None
        phone = phone if phone not in companies.mapped("phone_sanitized") else None
        if not partners and not leads:
            if email or phone:
                opposition._oppose(email=email, phone=phone, **common)
            return
        for records in (partners, leads):
            # Never an address alone: it would be taken for that of whoever else has it.
            if records:
                opposition._oppose(records, email=email, phone=phone, **common)

    # ------------------------------------------------------------
    # CORRECTING AND ASKING
    # ------------------------------------------------------------

    @api.model
    def _get_values(self, person):
        """Return {field: value} of what the person may correct."""
        names = CORRECTABLE if person._name == "res.partner" else {name: CORRECTABLE[name] for name in CORRECTABLE}
        if person._name == "res.partner":
            return {name: person[name] or "" for name in names}
        if self._get_emails(person):
            return {name: person[name] or "" for name in LISTED}
        return {name: person[field] or "" for name, field in names.items()}

    @api.model
    def _correct(self, person, company, values, words=""):
        """Make a request of rectification of what differs; return it, empty when nothing does."""
        known = self._get_values(person)
        lines = [
            fields.Command.create({"field": name, "before": known[name], "after": after})
            for name in known
            if isinstance(values.get(name), str)
            and (after := " ".join(values[name].replace("\0", "").split())[:_LONGEST]) != known[name]
        ]
        words = self._read_words(words)
        if not lines and not words:
            return self.env["despacho.privacy.request"]
        return self._request(person, company, "rectification", asked=words, line_ids=lines)

    @api.model
    def _ask(self, person, company, kind, words=""):
        """Make a request of a right; return it, or the same one while it is open.

        Until somebody answers, up to a month, messages would go on: those that limit what is held stop them at once.
        """
        if kind not in ASKABLE:
            return self.env["despacho.privacy.request"]
        request = self._request(person, company, kind, asked=self._read_words(words))
        if kind in STOPPING:
            self._oppose(person, company, because=request.name)
        return request

    @api.model
    def _read_words(self, words):
        """Return what was written in a form; a file in its place says nothing."""
        return words.replace("\0", "").strip()[:2000] if isinstance(words, str) else ""

    @api.model
    def _request(self, person, company, kind, **values):
        partners, leads = self._get_records(person)
        emails = self._get_emails(person)
        # sudo: the person is nobody for Odoo
        requests = self.env["despacho.privacy.request"].sudo().with_company(company)
        if kind != "rectification":
            mine = Domain("partner_ids", "in", partners.ids) | Domain("lead_ids", "in", leads.ids)
            mine |= Domain("list_emails", "in", emails)
            same = requests.search(
                mine & Domain("kind", "=", kind) & Domain("is_open", "=", True) & Domain("company_id", "=", company.id),
                limit=1,
            )
            if same:
                return same
        if emails:
            who = {"person_name": person.name or emails[0], "email": emails[0], "list_emails": emails[0]}
            return requests.create({**self._prepare_request(company, kind), **who, **values})
        first = partners[:1] or leads[:1]
        name = first.name if partners else first.contact_name or first.partner_name or first.name
        return requests.create(
            {
                **self._prepare_request(company, kind),
                "person_name": name,
                "email": first.email if partners else first.email_from,
                "phone": first.phone,
                "nif": first.personal_nif or first.nif_key if partners else first.nif_key,
                "partner_ids": [fields.Command.set(partners.ids)],
                "lead_ids": [fields.Command.set(leads.ids)],
                **values,
            }
        )

    @api.model
    def _prepare_request(self, company, kind):
        return {
            "kind": kind,
            "company_id": company.id,
            "way": "page",
            "identity": "link",
            "identity_note": self.env._("Opened a personal link sent to the address that we hold"),
            "user_id": company._privacy_person().id or self.env.uid,
        }
