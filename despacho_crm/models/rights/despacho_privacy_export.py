from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime, formatLang, html2plaintext

from ...tools.sheet import Facts, Sheet, Table

#: Of the values of a contact or lead, those that say something of the person; addresses and names first.
_PARTNER = (
    "name", "nif_key", "personal_nif", "function", "parent_id", "street", "street2", "zip", "city", "state_id",
    "country_id", "email", "phone", "website", "lang", "lifecycle", "temperature", "preferred_channel", "category_id",
    "potential", "first_contact_date", "last_contact_date", "next_action_date", "comment", "create_date",
)  # fmt: skip
_LEAD = (
    "name", "contact_name", "partner_name", "nif_key", "function", "email_from", "phone", "street", "zip", "city",
    "stage_id", "expected_revenue", "source_id", "campaign_id", "description", "create_date",
)  # fmt: skip
#: What hangs from them, in the order in which it is read: (model, fields, {field that says whose}).
_WHOSE = ("partner_id", "lead_id")
_HANGING = (
    ("despacho.value.origin.line", ("label", "value", "source", "date"), _WHOSE),
    ("despacho.consent", ("channel", "address", "purpose", "given_on", "how", "withdrawn_on"), _WHOSE),
    ("despacho.opposition", ("channel", "value", "opposed_on", "how", "lifted_on"), _WHOSE),
    ("despacho.privacy.notice", ("data_source", "data_obtained_on", "state", "informed_on", "informed_how"), _WHOSE),
    (
        "despacho.action.recipient",
        ("action_id", "channel", "email", "phone", "basis", "evidence", "state", "sent_on"),
        _WHOSE,
    ),
    ("despacho.response", ("action_id", "date", "kind", "source", "text"), _WHOSE),
    (
        "mail.activity",
        ("activity_type_id", "date_done", "date_deadline", "result", "reaction", "summary", "feedback", "note"),
        _WHOSE,
    ),
    ("despacho.interview", ("name", "date", "place", "notes", "agreements"), (*_WHOSE, "contact_ids")),
    ("despacho.need", ("name", "kind", "status", "description", "date"), ("partner_id", "contact_id")),
    ("despacho.relation", ("display_name", "date_from", "date_to", "source", "note"), ("partner_id", "other_id")),
    ("despacho.segment.member", ("segment_id", "since"), ("partner_id",)),
    ("calendar.event", ("name", "start", "stop", "location", "description"), ("partner_ids",)),
    ("mailing.trace", ("mass_mailing_id", "trace_status", "sent_datetime", "open_datetime"), ()),
    ("sale.order", ("name", "date_order", "state", "amount_total"), ("partner_id",)),
    ("account.move", ("name", "invoice_date", "move_type", "amount_total"), ("partner_id",)),
    (
        "despacho.privacy.request",
        ("name", "kind", "received_on", "state", "answered_on"),
        ("partner_ids", "lead_ids"),
    ),
)


class DespachoPrivacyExport(models.AbstractModel):
    """All that the firm holds of a person, as sections of names and values: to read and to take away.

    Another addon adds what it holds by extending ``_get_hanging``.
    """

    _name = "despacho.privacy.export"
    _description = "What the Firm Holds of a Person"

    @api.model
    def _get_hanging(self):
        return _HANGING

    @api.model
    def _collect(self, partners, leads, company):
        """Return [(title, headers, rows)]: a row for each record, its values in words."""
        # sudo: the person has a right to all of it, whatever whoever puts it together may see
        partners, leads = partners.sudo(), leads.sudo()
        leads |= self._get_records("crm.lead", ("partner_id",), partners, leads, company)
        sections = [self._describe_each(one, _PARTNER) for one in partners]
        sections += [self._describe_each(one, _LEAD) for one in leads]
        for model, names, holders in self._get_hanging():
            if model not in self.env:
                continue
            records = self._get_records(model, holders, partners, leads, company)
            if records:
                sections.append(self._describe_all(records, names))
        sections.append(self._describe_messages(partners, leads))
        sections.append(self._describe_files(partners, leads, company))
        rest = self._count_rest(partners, leads)
        if rest:
            sections.append((self.env._("Also mentioned in"), [self.env._("What"), self.env._("How many")], rest))
        return [section for section in sections if section and section[2]]

    @api.model
    def _get_records(self, model, holders, partners, leads, company):
        every = self.env[model].sudo().with_context(active_test=False)  # sudo: as above
        if model == "mailing.trace":
            emails = [
                email for email in [*partners.mapped("email_normalized"), *leads.mapped("email_normalized")] if email
            ]
            return every.search([("email", "in", emails)], limit=1000) if emails else every.browse()
        domains = []
        for holder in holders:
            field = every._fields.get(holder)
            if field and field.comodel_name in ("res.partner", "crm.lead"):
                domains.append(Domain(holder, "in", (partners if field.comodel_name == "res.partner" else leads).ids))
        if not domains:
            return every.browse()
        found = every.search(Domain.OR(domains))
        # What another firm of the group holds, it answers for.
        mine = "company_id" in every._fields
        return found.filtered(lambda one: not one.company_id or one.company_id == company) if mine else found

    @api.model
    def _describe_each(self, record, names):
        title = record.display_name or record.name
        rows = [
            (record._fields[name]._description_string(self.env), self._to_words(record, name))
            for name in names
            if name in record._fields
        ]
        return (
            # sudo: what it is called
            f"{self.env['ir.model'].sudo()._get(record._name).name}: {title}",
            [self.env._("What"), self.env._("Value")],
            [row for row in rows if row[1]],
        )

    @api.model
    def _describe_all(self, records, names):
        names = [name for name in names if name in records._fields]
        rows = [[self._to_words(one, name) for name in names] for one in records]
        told = [place for place in range(len(names)) if any(row[place] for row in rows)]
        headers = [records._fields[names[place]]._description_string(self.env) for place in told]
        title = self.env["ir.model"].sudo()._get(records._name).name  # sudo: what it is called
        return (title, headers, [tuple(row[place] for place in told) for row in rows])

    @api.model
    def _describe_messages(self, partners, leads):
        """What was written to them and by them; the notes of the firm about them too."""
        documents = (Domain("model", "=", "res.partner") & Domain("res_id", "in", partners.ids)) | (
            Domain("model", "=", "crm.lead") & Domain("res_id", "in", leads.ids)
        )
        kinds = Domain("message_type", "in", ("email", "comment", "email_outgoing"))
        found = (
            self.env["mail.message"]
            .sudo()  # sudo: as above
            .search(kinds & (documents | Domain("author_id", "in", partners.ids)), order="date")
        )
        rows = [
            (
                self._to_words(one, "date"),
                one.author_id.name or one.email_from or "",
                one.subject or "",
                self._to_words(one, "body"),
            )
            for one in found
        ]
        headers = [self.env._("Date"), self.env._("From"), self.env._("Subject"), self.env._("Text")]
        return (self.env._("Messages and notes"), headers, rows)

    @api.model
    def _count_rest(self, partners, leads):
        """Return [(what, how many)] of all else that names them, so that nothing is left unsaid."""
        told = {model for model, __, __ in self._get_hanging()} | {"res.partner", "crm.lead", "mail.message"}
        rows = []
        for name, model in self.env.items():
            if name in told or model._abstract or model._transient or not model._auto or name.startswith("ir."):
                continue
            domains = [
                Domain(field.name, "in", (partners if field.comodel_name == "res.partner" else leads).ids)
                for field in model._fields.values()
                if field.type == "many2one" and field.store and not field.related
                if field.comodel_name in ("res.partner", "crm.lead")
            ]
            if domains:
                # sudo: as above
                count = model.sudo().with_context(active_test=False).search_count(Domain.OR(domains))
                if count:
                    rows.append((self.env["ir.model"].sudo()._get(name).name, str(count)))  # sudo: what it is called
        return sorted(rows)

    @api.model
    def _to_words(self, record, name):
        """Return a value as people read it."""
        field, value = record._fields[name], record[name]
        if field.type in ("many2one", "many2many", "one2many"):
            return ", ".join(one for one in value.mapped("display_name") if one)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "boolean":
            return self.env._("Yes") if value else ""
        if not value:
            return ""
        if field.type == "date":
            return format_date(self.env, value)
        if field.type == "datetime":
            return format_datetime(self.env, value, dt_format="short")
        if field.type == "html":
            return html2plaintext(value, include_references=False).strip()
        if field.type in ("float", "monetary"):
            return formatLang(self.env, value)
        return str(value)

    # ------------------------------------------------------------
    # ON PAPER, AND TO TAKE AWAY
    # ------------------------------------------------------------

    @api.model
    def _to_pdf(self, sections, name, company):
        sheet = Sheet(
            record=company,
            label=self.env._("Data protection"),
            name=name,
            summary=self.env._("All that %(firm)s holds about you (article 15 RGPD)", firm=company.name),
            facts=[],
            sections=[
                Facts(title, rows)
                if len(headers) == 2
                else Table(title, [(header, "start") for header in headers], rows)
                for title, headers, rows in sections
            ],
        )
        return self.env["despacho.paper"]._print(sheet, company)

    @api.model
    def _to_json(self, sections):
        """Return what a program reads: each section a list of its records, or the values of one."""
        return {
            title: dict(rows) if len(headers) == 2 else [dict(zip(headers, row, strict=True)) for row in rows]
            for title, headers, rows in sections
        }
