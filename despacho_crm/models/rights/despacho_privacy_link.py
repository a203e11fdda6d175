import binascii
import hashlib
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize
from odoo.tools.misc import consteq, hash_sign, verify_hash_signed

from .despacho_privacy_visit import LIMITS

SCOPE = "despacho.privacy.link"
#: Of whom a link may speak; the letter travels in the token.
MODELS = {"p": "res.partner", "l": "crm.lead", "r": "despacho.action.recipient", "k": "despacho.privacy.link"}
_LETTERS = {model: letter for letter, model in MODELS.items()}
_EMAIL = {
    "res.partner": "email_normalized",
    "crm.lead": "email_normalized",
    "despacho.action.recipient": "email_normalized",
}
#: Where a personal link says of whom it is.
_FIELD = {"res.partner": "partner_id", "crm.lead": "lead_id", "despacho.action.recipient": "recipient_id"}
#: Longer than any that was signed.
_LONGEST = 400
#: Asked for and not yet answered, in one go of the job.
_AT_A_TIME = 50


class DespachoPrivacyLink(models.Model):
    """Links to the page «My data»: signed, for a time, each for one person and one firm.

    Those at the foot of messages need no row here: whoever opens one may say no at once and have a personal
    link sent to the address that we hold, for messages are forwarded. A personal link shows everything; only the
    last one serves, until it is closed or its hours are over.
    """

    _name = "despacho.privacy.link"
    _description = "Personal Link to One's Data"
    _order = "id desc"

    email_digest = fields.Char(readonly=True, index=True)
    email = fields.Char(readonly=True, help="Where it is sent; forgotten once it left.")
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", readonly=True, ondelete="cascade", index="btree_not_null")
    lead_id = fields.Many2one("crm.lead", readonly=True, ondelete="cascade", index="btree_not_null")
    recipient_id = fields.Many2one(
        "despacho.action.recipient",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="Of whom an address is all there is: the last row that was sent to it.",
    )
    state = fields.Selection(
        [("asked", "Asked for"), ("valid", "Valid"), ("closed", "Closed")],
        default="asked",
        required=True,
        readonly=True,
    )
    expires_on = fields.Datetime(readonly=True)
    opened_on = fields.Datetime(readonly=True)

    # ------------------------------------------------------------
    # SIGNING
    # ------------------------------------------------------------

    @api.model
    def _get_url(self, record, company=None):
        """Return the link of one contact, lead or recipient for the foot of a message."""
        return self._get_urls(record, company)[record.id]

    @api.model
    def _get_urls(self, records, company=None):
        """Return {id: link} for the feet of messages: none is written down, and all cost the same queries as one."""
        records = records.sudo()  # sudo: the address is only digested
        # sudo: a setting of the firm, whoever sends the message
        hours = (company or self.env.company).sudo().privacy_footer_days * 24
        urls = {}
        for record in records:
            firm = company or record.company_id or self.env.company
            urls[record.id] = self._sign(record, record[_EMAIL[record._name]], firm, hours)
        return urls

    @api.model
    def _sign(self, record, email, company, hours):
        values = [_LETTERS[record._name], record.id, company.id, self._short(email)]
        # sudo: the secret of the database signs
        token = hash_sign(self.env(su=True), SCOPE, values, expiration_hours=hours)
        return f"{company.get_base_url()}/misdatos/{token}"

    @api.model
    def _short(self, text):
        return hashlib.sha256((text or "").encode()).hexdigest()[:16]

    @api.model
    def _open(self, token):
        """Return (person, firm, whether all may be shown, link) of a token; None when it does not serve.

        ``person`` is a contact, a lead or a recipient, as superuser: the page shows what it has of them. Why it
        does not serve is not said: wrong, old, closed and of nobody are the same.
        """
        values = self._verify(token)
        if not values:
            return None
        letter, number, company_id, short = values
        # sudo: whoever has the link is nobody for Odoo
        record = self.env[MODELS[letter]].sudo().with_context(active_test=False).browse(number).exists()
        company = self.env["res.company"].sudo().browse(company_id).exists()  # sudo: as above
        if not record or not company:
            return None
        link = self.browse()
        if letter == "k":
            link = record
            if link.state != "valid" or link.expires_on <= fields.Datetime.now() or link.company_id != company:
                return None
            if not consteq(self._short(link.email_digest), short):
                return None
            person = link.partner_id or link.lead_id or link.recipient_id
            # Whoever has another address by now is another, or asks for a link there.
            address = self.env["despacho.privacy.visit"]._digest("link", person.email_normalized or "")
            if not consteq(address, link.email_digest):
                return None
        else:
            if not consteq(self._short(record[_EMAIL[record._name]]), short):
                return None  # the address is another's by now
            person = self._where_joined(record)
        if not person or self._is_hidden(person) or (person.company_id and person.company_id != company):
            return None
        return person, company, bool(link), link

    @api.model
    def _verify(self, token):
        if len(token) > _LONGEST:
            return None
        try:
            # sudo: the secret of the database signed
            values = verify_hash_signed(self.env(su=True), SCOPE, token)
        except (ValueError, binascii.Error, UnicodeError):
            return None
        return values if values and values[0] in MODELS else None

    @api.model
    def _where_joined(self, record):
        """Return who stayed, of a contact that was joined into another since: what they say counts for that one."""
        seen = record
        while record._name == "res.partner" and record.merged_into_id and record.merged_into_id not in seen:
            record = record.merged_into_id
            seen |= record
        return record

    @api.model
    def _is_hidden(self, person):
        if person._name == "despacho.action.recipient":
            return (
                person.erased
                or person.privacy_blocked
                or person.partner_id.privacy_blocked
                or person.lead_id.privacy_blocked
            )
        return person.privacy_blocked

    # ------------------------------------------------------------
    # PERSONAL LINKS
    # ------------------------------------------------------------

    @api.model
    def _ask(self, email):
        """Note that somebody asks for a link. The job looks whether we know them: nobody can tell by the answer."""
        address = email_normalize(email or "")
        if not address:
            return
        # sudo: whoever asks is nobody for Odoo
        self.sudo().create({"email": address})
        self.env.ref("despacho_crm.ir_cron_privacy_links")._trigger()

    @api.model
    def _cron_send(self):
        """Send those that were asked for to whom we know; of the others nothing stays."""
        asked = self.search([("state", "=", "asked")], limit=_AT_A_TIME, order="id")
        for link in asked:
            link._answer()
        if asked:
            self.env["ir.cron"]._commit_progress(len(asked), remaining=self.search_count([("state", "=", "asked")]))

    def _answer(self):
        """Send the personal links of an address, one for each person that has it in each firm."""
        self.ensure_one()
        address = self.email
        visits = self.env["despacho.privacy.visit"]
        if not visits._count("send", address):
            for person, company in self._get_people(address):
                self._send(person, company, address)
        self.unlink()

    @api.model
    def _get_people(self, address):
        """Yield (contact, lead or recipient, firm) of those who have the address.

        No lead that is of one of the contacts; and of the recipients the last one of each firm, where nobody else has
        the address.
        """
        domain = Domain("email_normalized", "=", address) & Domain("privacy_blocked", "!=", True)
        partners = self.env["res.partner"].search(
            domain & Domain("merged_into_id", "=", False), limit=LIMITS["send"][0]
        )
        leads = self.env["crm.lead"].search(domain & Domain("partner_id", "=", False), limit=LIMITS["send"][0])
        firm = self.env["res.company"].search([], limit=1, order="id")
        for person in [*partners, *leads]:
            yield person, person.company_id or firm
        if partners or leads:
            return
        rows = self.env["despacho.action.recipient"]
        listed = rows._get_listed_domain([address]) & Domain("privacy_blocked", "!=", True)
        for __, last in rows._read_group(listed, ["company_id"], ["id:max"]):
            person = rows.browse(last)
            yield person, person.company_id

    @api.model
    def _send(self, person, company, address):
        """Send a personal link, which takes the place of the earlier ones."""
        # sudo: whoever asks is nobody for Odoo
        links = self.sudo()
        field = _FIELD[person._name]
        digest = self.env["despacho.privacy.visit"]._digest("link", address)
        mine = Domain(field, "=", person.id)
        if field == "recipient_id":
            mine = Domain(field, "!=", False) & Domain("email_digest", "=", digest)
        links.search(mine & Domain("company_id", "=", company.id) & Domain("state", "=", "valid"))._close()
        hours = company.privacy_link_hours or 24
        link = links.create(
            {
                field: person.id,
                "company_id": company.id,
                "email_digest": digest,
                "state": "valid",
                "expires_on": fields.Datetime.now() + timedelta(hours=hours),
            }
        )
        template = self.env.ref("despacho_crm.mail_template_privacy_link").sudo()  # sudo: as above
        lang = person.lang_id.code if person._name == "crm.lead" else person.lang
        template.with_context(
            privacy_url=self._sign(link, link.email_digest, company, hours),
            lang=lang or company.partner_id.lang or self.env.lang,
        ).send_mail(link.id, email_values={"email_to": address, "recipient_ids": []}, force_send=False)
        self.env["despacho.privacy.audit"]._note("link", person, company=company)
        return link

    def _close(self):
        # sudo: whoever closes it is nobody for Odoo
        self.sudo().write({"state": "closed"})

    @api.autovacuum
    def _gc_links(self):
        old = fields.Datetime.now() - timedelta(days=2)
        self.search([("expires_on", "<", old)]).unlink()
