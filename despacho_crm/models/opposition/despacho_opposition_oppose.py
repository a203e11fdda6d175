from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import nif
from ...tools.privacy import address, gate

#: The lists of Odoo that are being written because somebody said no: they do not tell it back.
OPPOSING = "despacho_opposing"
#: The addresses are being put in Odoo's lists by somebody else, who goes on with it.
LISTED = "despacho_listed"


class DespachoOpposition(models.Model):
    """The one way in: it holds here, in Odoo's lists, in what is under way and in consents, wherever they say it."""

    _inherit = "despacho.opposition"

    @api.model
    def _oppose(self, records=None, channels=None, how="other", evidence="", email=None, phone=None, company=None):
        """Have people not be addressed any more through ``channels`` (none: all); return what is new.

        :param records: contacts or leads; what is known of each one is kept from being used again
        :param email, phone: addresses of whoever it is, alone or with ``records``
        :param how: one of ``words.WAYS_OUT``
        :param evidence: what proves it
        """
        channels = [gate.CHANNEL_OF.get(channel, channel) for channel in channels or gate.CHANNELS]
        partners, leads = self._split(records)
        email, phone = address.email(email), address.phone(phone)
        if not records:
            partners = self._people_of(email, phone)
        rows = self._rows_of(channels, partners, leads, email, phone)
        new = self._insert(rows, how, evidence, company or self.env.company)
        values = {value for _channel, _kind, value, _partner, _lead, _name in rows if value}
        self._to_lists(channels, rows)
        self.env["despacho.consent"]._withdraw(channels, partners, leads, values, how)
        self._stop_actions(channels, partners, leads, values)
        people = new.filtered(lambda opposition: not opposition.value) or new
        texts = {one.id: one._tell() for one in people}
        self.env["despacho.privacy.audit"]._note("opposed", people, texts)
        return new

    def _tell(self):
        self.ensure_one()
        labels = {
            name: dict(self._fields[name]._description_selection(self.env)).get(self[name])
            for name in ("channel", "how")
        }
        value = self.value if self.kind != "who" else False
        return " · ".join(part for part in (labels["channel"], value, labels["how"], self.evidence) if part)

    @api.model
    def _split(self, records):
        """Return the contacts and the leads of ``records``; of a lead about somebody who is a contact, both."""
        none = self.env["res.partner"], self.env["crm.lead"]
        if not records:
            return none
        # sudo: whoever hears a no need not see all that is known of that person
        records = records.sudo()
        if records._name == "res.partner":
            return records, none[1]
        return records._privacy_same_person(), records

    @api.model
    def _people_of(self, email, phone):
        """Return the contact whom an address is of, if it is of one only."""
        who = Domain("email_normalized", "=", email) if email else Domain.FALSE
        if phone:
            who |= Domain("phone_sanitized", "=", phone)
        # sudo: as in ``_split``
        partners = self.env["res.partner"].sudo().search(who, limit=2) if email or phone else self.env["res.partner"]
        return partners if len(partners) == 1 else partners.browse()

    @api.model
    def _rows_of(self, channels, partners, leads, email, phone):
        """Return [(channel, kind, value, partner id, lead id, name)] of what is to be kept."""
        rows = {}

        def keep(channel, kind, value, partner=None, lead=None, name=None):
            key = (channel, kind, value) if value else (channel, kind, partner, lead)
            rows.setdefault(key, (channel, kind, value, partner, lead, name))

        for record in [*partners, *leads]:
            is_partner = record._name == "res.partner"
            name = record.name if is_partner else record.contact_name or record.partner_name or record.name
            ids = {"partner": record.id} if is_partner else {"lead": record.id}
            ids["name"] = name
            company = (record if is_partner else record.partner_id).commercial_partner_id
            # Of whoever works in a company, its address and its number are not theirs to close.
            shared = company.browse() if company == record or company in partners else company
            mail = record.email_normalized if record.email_normalized != shared.email_normalized else None
            number = record.phone_sanitized or address.phone(record.phone)
            number = number if number != shared.phone_sanitized else None
            nif_key = self._nif_of(record, shared)
            who = address.who(name, record.zip)
            for channel in channels:
                keep(channel, "person", None, **ids)
                if nif_key:
                    keep(channel, "nif", nif_key, **ids)
                if channel == "email" and mail:
                    keep(channel, "email", mail, **ids)
                elif channel in ("phone", "sms") and number:
                    keep(channel, "phone", number, **ids)
                elif channel in ("post", "visit") and who:
                    keep(channel, "who", who, **ids)
        only = partners.id if len(partners) == 1 and not leads else None
        for channel in channels:
            if channel == "email" and email:
                keep(channel, "email", email, partner=only)
            elif channel in ("phone", "sms") and phone:
                keep(channel, "phone", phone, partner=only)
        return list(rows.values())

    @api.model
    def _nif_of(self, record, shared):
        """Return the NIF by which a contact or lead is known again; that of a company is not of who works in it."""
        if record._name == "res.partner":
            own = record.nif_key if record.commercial_partner_id == record else None
            return own or record.personal_nif
        named = record.contact_name and record.partner_name and nif.person_kind(record.nif_key) != "natural"
        return None if shared or named else record.nif_key

    @api.model
    def _insert(self, rows, how, evidence, company):
        """Keep the rows that are not kept yet, in one statement: two at once wait for each other; return the new."""
        if not rows:
            return self.browse()
        now = fields.Datetime.now()
        columns = list(zip(*rows, strict=True))
        found = self.env.execute_query(
            SQL(
                """
                INSERT INTO despacho_opposition (channel, kind, value, partner_id, lead_id, name, opposed_on, how,
                                                 evidence, user_id, company_id, create_uid, write_uid, create_date,
                                                 write_date)
                SELECT new.*, %(now)s, %(how)s, %(evidence)s, %(uid)s, %(company)s, %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM UNNEST(%(channels)s::varchar[], %(kinds)s::varchar[], %(values)s::varchar[],
                              %(partners)s::int[], %(leads)s::int[], %(names)s::varchar[]) AS new
                ON CONFLICT DO NOTHING RETURNING id
                """,
                now=now,
                how=how,
                evidence=evidence or None,
                uid=self.env.uid,
                company=company.id,
                **dict(
                    zip(("channels", "kinds", "values", "partners", "leads", "names"), map(list, columns), strict=True)
                ),
            )
        )
        self.invalidate_model()
        # sudo: whoever says no, or hears it, does not manage the list
        return self.sudo().browse(row[0] for row in found)

    @api.model
    def _to_lists(self, channels, rows):
        """Put the addresses in Odoo's own lists, and take them out of those of the mailings.

        Who comes from Odoo's list is in it: that keeps every mailing from them. Odoo shows them in which lists of
        mailings they are, and lets them come back to those.
        """
        emails = sorted({value for channel, kind, value, *_who in rows if kind == "email"})
        listed = ("phone", "sms") if "sms.sms" in self.env else ("phone",)
        numbers = sorted({value for channel, kind, value, *_who in rows if kind == "phone" and channel in listed})
        # sudo: these lists belong to the administrator; whoever hears a no writes it down
        quiet = self.sudo().with_context(**{OPPOSING: True}, mail_post_autofollow_author_skip=True)
        listing = not self.env.context.get(LISTED)
        if emails and listing:
            blacklist = quiet.env["mail.blacklist"].with_context(active_test=False)
            blacklist.create([{"email": email} for email in emails]).filtered(
                lambda line: not line.active
            ).action_unarchive()
            subscriptions = quiet.env["mailing.subscription"].search(
                [("contact_id.email_normalized", "in", emails), ("opt_out", "=", False)]
            )
            subscriptions.opt_out = True
        if numbers and listing:
            quiet.env["phone.blacklist"]._add(numbers)

    @api.model
    def _stop_actions(self, channels, partners, leads, values):
        """Take them out of the actions under way that use these channels."""
        codes = {channel for channel, of in gate.CHANNEL_OF.items() if of in channels} | set(channels)
        who = Domain("partner_id", "in", partners.ids) | Domain("lead_id", "in", leads.ids)
        # Of a company that says no, all its people.
        who |= Domain("commercial_partner_id", "in", partners.ids)
        who |= Domain("email_normalized", "in", list(values)) | Domain("phone_sanitized", "in", list(values))
        # sudo: whoever says no stops what anybody of the firm is about to send
        recipients = self.env["despacho.action.recipient"].sudo()
        recipients._stop(
            who & Domain("action_id.channel", "in", sorted(codes)), "opposed", among=("preparing", "waiting")
        )

    def _privacy_said_by(self, who):
        """Whether somebody said the same already: a person says no once to each channel."""
        self.ensure_one()
        same = Domain("channel", "=", self.channel) & Domain("value", "=", False) & Domain("lifted_on", "=", False)
        return not self.value and not self.lifted_on and bool(self.search_count(same & Domain(who), limit=1))

    def _keep_again(self):
        """Keep what these people are known by today, for the channels that they refuse: their addresses change."""
        for (channel, how, company), mine in self.grouped(lambda one: (one.channel, one.how, one.company_id)).items():
            leads = mine.filtered(lambda one: not one.partner_id).lead_id
            rows = [row for row in self._rows_of([channel], mine.partner_id, leads, None, None) if row[2]]
            new = set(self._insert(rows, how, "", company).mapped("value"))
            self._to_lists([channel], [row for row in rows if row[2] in new])

    @api.model
    def _adopt_lists(self):
        """Keep as oppositions the addresses that were in Odoo's lists before this was installed."""
        listed = "SELECT %s, %s, %s, list.create_date, 'blacklist', NOW(), NOW() FROM %s list WHERE list.active"
        parts = [
            ("email", "email", "email", "mail_blacklist"),
            ("phone", "phone", "number", "phone_blacklist"),
            ("sms", "phone", "number", "phone_blacklist"),
        ]
        query = SQL(" UNION ALL ").join(
            SQL(listed, channel, kind, SQL.identifier("list", column), SQL.identifier(table))
            for channel, kind, column, table in parts
        )
        columns = SQL("channel, kind, value, opposed_on, how, create_date, write_date")
        self.env.execute_query(
            SQL("INSERT INTO despacho_opposition (%s) %s ON CONFLICT DO NOTHING RETURNING id", columns, query)
        )
        self.invalidate_model()

    @api.model
    def _forget(self, partners, leads=None, emails=()):
        """Leave of those whose data are destroyed only what keeps them from being addressed again.

        :param emails: addresses of theirs, for what is of neither a contact nor a lead
        """
        who = Domain("partner_id", "in", partners.ids) | Domain("lead_id", "in", leads.ids if leads else [])
        # sudo: whoever destroys need not see all of them
        self.sudo().search(who & Domain("kind", "=", "person") & Domain("lifted_on", "=", False))._keep_again()
        self.flush_model()
        self.env.execute_query(
            SQL(
                """
                UPDATE despacho_opposition SET name = NULL, evidence = NULL, partner_id = NULL, lead_id = NULL
                 WHERE partner_id = ANY(%s) OR lead_id = ANY(%s)
                    OR (partner_id IS NULL AND lead_id IS NULL AND value = ANY(%s)) RETURNING id
                """,
                partners.ids,
                leads.ids if leads else [],
                list(emails),
            )
        )
        self.invalidate_model()
