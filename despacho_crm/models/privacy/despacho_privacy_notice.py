from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, format_date

#: How it ended, or that it has not.
STATES = [
    ("pending", "To be informed"),
    ("informed", "Informed"),
    ("given", "Gave the data themselves"),
    ("exempt", "Need not be informed"),
]
HOWS = [
    ("email", "By e-mail"),
    ("post", "By post"),
    ("phone", "By phone"),
    ("person", "In person"),
    ("first", "In the first message that we sent them"),
    ("other", "In another way"),
]
#: Of a natural person: Spanish NIFs begin with a digit or one of these letters.
_PERSONAL_NIF = "^[0-9XYZKLM]"


class DespachoPrivacyNotice(models.Model):
    """A person whose data did not come from themselves, and is told so within a month (art. 14 RGPD).

    Of natural persons only: the people of companies, sole traders and private individuals, be they
    contacts or still leads. A table of its own, written in one statement for thousands of
    them: contacts and leads pay nothing for it.
    """

    _name = "despacho.privacy.notice"
    _description = "Person to be Informed (art. 14 RGPD)"
    _order = "inform_by, id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", string="Person", ondelete="cascade", index="btree_not_null", check_company=True
    )
    lead_id = fields.Many2one("crm.lead", string="Lead", ondelete="cascade", index="btree_not_null", check_company=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="The firm that has the data, and so informs.",
    )
    data_source = fields.Char(string="Where the data come from", required=True)
    data_obtained_on = fields.Date(
        string="We have them since", required=True, default=lambda self: fields.Date.context_today(self)
    )
    inform_by = fields.Date(
        string="Inform before",
        compute="_compute_inform_by",
        store=True,
        help="One month after the data were obtained, and never later than the first message to them.",
    )
    state = fields.Selection(STATES, default="pending", required=True, readonly=True)
    informed_on = fields.Date(string="Informed on", readonly=True)
    informed_by = fields.Many2one("res.users", string="Informed by", readonly=True)
    informed_how = fields.Selection(HOWS, string="How", readonly=True)
    evidence = fields.Text(string="Proof", readonly=True, help="What proves it, or why it was not needed.")
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")
    people = fields.Char(
        string="Persons named",
        readonly=True,
        help="Whom a source names of a company that has no contact yet, such as its directors in the gazette.",
    )
    company_name = fields.Char(string="Company of the person", compute="_compute_contact")
    email = fields.Char(string="E-mail", compute="_compute_contact")
    phone = fields.Char(string="Phone", compute="_compute_contact")

    _of_one = models.Constraint(
        "CHECK (num_nonnulls(partner_id, lead_id) = 1)", "Say who is to be informed: one contact or one lead."
    )
    _partner_uniq = models.UniqueIndex(
        "(partner_id, company_id) WHERE partner_id IS NOT NULL", "This person is in the list of those to be informed."
    )
    _lead_uniq = models.UniqueIndex(
        "(lead_id, company_id) WHERE lead_id IS NOT NULL", "This lead is in the list of those to be informed."
    )
    _pending_idx = models.Index("(company_id, inform_by) WHERE state = 'pending'")

    @api.depends("partner_id", "lead_id", "people")
    def _compute_display_name(self):
        for notice in self:
            lead = notice.lead_id
            named = ", ".join(filter(None, (lead.contact_name, notice.people)))
            notice.display_name = notice.partner_id.name or named or lead.partner_name or lead.name

    @api.depends("data_obtained_on")
    def _compute_inform_by(self):
        for notice in self:
            notice.inform_by = fields.Date.add(notice.data_obtained_on, months=1) if notice.data_obtained_on else False

    @api.depends("state", "inform_by")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for notice in self:
            notice.is_late = notice.state == "pending" and bool(notice.inform_by) and notice.inform_by < today

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("state", "=", "pending") & fields.Domain("inform_by", "<", fields.Date.context_today(self))
        return late if True in value else ~late

    @api.depends("partner_id", "lead_id", "people")
    def _compute_contact(self):
        for notice in self:
            partner, lead = notice.partner_id, notice.lead_id
            named = lead.contact_name or notice.people
            notice.company_name = partner.parent_id.name or (lead.partner_name if named else False)
            notice.email = partner.email or lead.email_from
            notice.phone = partner.phone or lead.phone

    def _get_alert(self):
        """Return what is said of whoever waits, where they are looked at."""
        return self.env._(
            "Tell them before %(day)s that we have their data. They come from: %(origin)s.",
            day=format_date(self.env, self.inform_by),
            origin=self.data_source,
        )

    @api.constrains("partner_id")
    def _check_partner_id(self):
        for notice in self:
            if notice.partner_id and not notice.partner_id._privacy_is_person():
                raise UserError(
                    self.env._(
                        "«%(name)s» is a company: the law asks to inform persons. Choose one of its people.",
                        name=notice.partner_id.display_name,
                    )
                )

    @api.constrains("data_obtained_on")
    def _check_data_obtained_on(self):
        today = fields.Date.context_today(self)
        if any(notice.data_obtained_on > today for notice in self):
            raise ValidationError(self.env._("Nobody's data were obtained on a day to come: correct the date."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        if any(notice.state != "pending" for notice in self):
            raise UserError(self.env._("Who was informed, and how, is kept: it is the proof that it was done."))

    # ------------------------------------------------------------
    # BEGINNING
    # ------------------------------------------------------------

    @api.model
    def _start(self, entries, company, day, persons=(), **columns):
        """Have people informed, in one statement; return the new notices.

        Legal persons are left out, and who is in the list already.

        :param entries: {contact id: where its data come from}
        :param day: when the data were obtained
        :param persons: ids of contacts known to be persons, whatever the base says
        :param columns: more columns of the table, equal for all
        """
        self.env["res.partner"].flush_model(["is_company", "name", "nif_key", "type"])
        return self._insert(
            "partner_id",
            entries,
            company,
            day,
            columns,
            SQL(
                """
                JOIN res_partner partner ON partner.id = new.id
                 AND COALESCE(partner.type, 'contact') = 'contact' AND partner.name > ''
                 AND (partner.is_company IS NOT TRUE OR partner.nif_key ~ %s OR partner.id = ANY(%s))
                """,
                _PERSONAL_NIF,
                list(persons),
            ),
        )

    @api.model
    def _start_leads(self, entries, company, day, **columns):
        """Have the persons of leads informed, as ``_start`` does with contacts: {lead id: where its data come from}."""
        return self._insert("lead_id", entries, company, day, columns, SQL())

    @api.model
    def _insert(self, field, entries, company, day, columns, joined):
        if not entries:
            return self
        common = {
            "company_id": company.id,
            "data_obtained_on": day,
            "inform_by": fields.Date.add(day, months=1),
            "state": "pending",
            "create_uid": self.env.uid,
            "write_uid": self.env.uid,
            "create_date": self.env.cr.now(),
            "write_date": self.env.cr.now(),
            **columns,
        }
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO despacho_privacy_notice (%(field)s, data_source, %(names)s)
                SELECT new.id, new.source, %(values)s
                  FROM UNNEST(%(ids)s::integer[], %(sources)s::varchar[]) AS new (id, source) %(joined)s
                ON CONFLICT DO NOTHING RETURNING id
                """,
                field=SQL.identifier(field),
                names=SQL(", ").join(map(SQL.identifier, common)),
                values=SQL(", ").join(SQL("%s", value) for value in common.values()),
                ids=list(entries),
                sources=list(entries.values()),
                joined=joined,
            )
        )
        for model in ("res.partner", "crm.lead"):
            self.env[model].invalidate_model(["privacy_notice_ids", "privacy_alert"], flush=False)
        return self.browse(row[0] for row in rows)
