from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize

from ...tools import nif
from ...tools.phone import split_phones

#: Of those who only have the name in common, so many are shown: whoever looks is to say more of the person.
NAMESAKES = 80
#: What is written or planned on a record, and the field that says of which model this is.
_HOLDERS = {"mail.message": "model", "mail.activity": "res_model"}


class PrivacyLookupWizard(models.TransientModel):
    """A person is also found by NIF and by phone, and by any one of the four."""

    _inherit = "privacy.lookup.wizard"

    name = fields.Char(required=False)
    email = fields.Char(required=False)
    nif = fields.Char(string="NIF")
    phone = fields.Char(string="Phone")
    request_id = fields.Many2one("despacho.privacy.request", string="Request")
    looked = fields.Boolean(readonly=True)
    found_ids = fields.One2many(
        "privacy.lookup.wizard.line",
        "wizard_id",
        string="Contacts and leads",
        domain=[("is_person", "=", True)],
    )

    def _open_form(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Look for the person"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("despacho_crm.view_privacy_lookup_person_form").id, "form")],
            "target": "new",
            "context": {"dialog_size": "large"},
        }

    def _get_query(self):
        if not any((self.name, self.email, self.nif, self.phone)):
            raise UserError(self.env._("Write the NIF, the phone, the e-mail or the name of the person."))
        if self.email and not email_normalize(self.email):
            raise UserError(
                self.env._("«%(email)s» is no e-mail address. Correct it, or leave it empty.", email=self.email)
            )
        queries = []
        if self.email or self.name:
            # What is not known finds nobody in the search of the core, which asks for both.
            # sudo: the core reads there what models there are; who may look was asked before
            known = self.sudo().new({"name": self.name or "\x01", "email": self.email or "nobody@nowhere.invalid"})
            queries.append(super(PrivacyLookupWizard, known)._get_query())
        queries += self._get_own_queries()
        if not queries:
            return SQL("SELECT NULL::int AS res_model_id, NULL::int AS res_id, TRUE AS is_active WHERE FALSE")
        return SQL("SELECT DISTINCT res_model_id, res_id, is_active FROM (%s) every", SQL(" UNION ALL ").join(queries))

    def _get_own_queries(self):
        """Yield what finds those that the search of the core does not."""
        people = self._find_partners()
        leads = self._find_leads(people)
        lines = {("res.partner", one.id, one.active) for one in people} | {
            ("crm.lead", one.id, one.active) for one in leads
        }
        for model, res_id, active in sorted(lines):
            yield SQL(
                "SELECT %s AS res_model_id, %s AS res_id, %s AS is_active",
                self.env["ir.model"]._get_id(model),
                res_id,
                active,
            )
        for model, field, records in self._get_links(people, leads):
            yield SQL(
                "SELECT %s AS res_model_id, id AS res_id, %s AS is_active FROM %s WHERE %s = ANY(%s)",
                self.env["ir.model"]._get_id(model._name),
                SQL.identifier("active") if "active" in model and model._fields["active"].store else True,
                SQL.identifier(model._table),
                SQL.identifier(field),
                records.ids,
            )

    @api.model
    def _get_sudo(self, model):
        # sudo: the whole base is searched, whatever company or group hides it; who may is checked by action_lookup
        return self.env[model].sudo().with_context(active_test=False)

    def _find_partners(self):
        """Return the contacts of the NIF (now or before, of the company or of the person), the phone or the e-mail."""
        domains = []
        if self.nif and (number := nif.parse(self.nif)).key:
            former = self._get_sudo("despacho.former.nif").search([("nif_key", "=", number.key)])
            domains.append(
                Domain("nif_key", "=", number.key)
                | Domain("personal_nif", "in", [number.key, self.nif])
                | Domain("id", "in", former.partner_id.ids)
            )
        domains += self._get_common_domains("email_normalized")
        found = self._get_sudo("res.partner").search(Domain.OR(domains)) if domains else self._get_sudo("res.partner")
        if self.name:
            found |= self._get_sudo("res.partner").search(self._get_name_domain("name"), limit=NAMESAKES)
        return found

    def _find_leads(self, people):
        domains = [Domain("partner_id", "in", people.ids)]
        if self.nif and (number := nif.parse(self.nif)).key:
            domains.append(Domain("nif_key", "=", number.key))
        domains += self._get_common_domains("email_normalized")
        found = self._get_sudo("crm.lead").search(Domain.OR(domains))
        if self.name:
            named = self._get_name_domain("contact_name") | self._get_name_domain("partner_name")
            found |= self._get_sudo("crm.lead").search(named, limit=NAMESAKES)
        return found

    def _get_name_domain(self, field):
        """Return the domain of those that have every word of the name: «Rosa Pi» is «Pi Soler, Rosa» too."""
        words = self.name.replace(",", " ").split()
        return Domain.AND(Domain(field, "ilike", word) for word in words) if words else Domain.FALSE

    def _get_common_domains(self, email_field):
        if self.email:
            yield Domain(email_field, "=", email_normalize(self.email))
        for one in split_phones(self.phone or "").found:
            digits = "".join(filter(str.isdigit, one.number))[-9:]
            yield Domain("phone_sanitized", "=like", f"%{digits}")

    @api.model
    def _get_links(self, people, leads):
        """Yield (model, field, records) of what of ours hangs from them: the search of the core leaves it out."""
        for name, model in self.env.items():
            if not name.startswith("despacho.") or not model._auto or model._abstract or model._transient:
                continue
            for field in model._fields.values():
                if field.type == "many2one" and field.store and field.comodel_name in ("res.partner", "crm.lead"):
                    records = people if field.comodel_name == "res.partner" else leads
                    if records:
                        yield model, field.name, records

    def action_lookup(self):
        self.env["despacho.privacy.block"]._check_right()
        result = super().action_lookup()
        self._leave_out_other_firms()
        return result

    def _leave_out_other_firms(self):
        """What another firm of the base holds, it answers for: whoever looks for this one is not told of it."""
        self.env.flush_all()
        firms = (self.request_id.company_id or self.env.user.company_ids).ids
        of_others = self.line_ids.browse()
        for name, lines in self.line_ids.grouped("res_model").items():
            theirs = self._get_other_firms_ids(self.env[name], lines.mapped("res_id"), firms)
            of_others |= lines.filtered(lambda line, theirs=theirs: line.res_id in theirs)
        of_others.sudo().unlink()  # sudo: nobody deletes what a search found, but the search itself

    @api.model
    def _get_other_firms_ids(self, model, ids, firms):
        """Return those of the ``ids`` that are of companies other than ``firms``: by their own, or their document's."""
        if "company_id" in model._fields and model._fields["company_id"].store:
            rows = self.env.execute_query(
                SQL(
                    "SELECT id FROM %s WHERE id = ANY(%s) AND company_id <> ALL(%s)",
                    SQL.identifier(model._table),
                    ids,
                    firms,
                )
            )
            return {number for (number,) in rows}
        holder = _HOLDERS.get(model._name)
        if not holder:
            return set()
        found = set()
        records = self._get_sudo(model._name).browse(ids)
        for name, mine in records.grouped(holder).items():
            document = self.env.get(name) if name else None
            if document is not None and document._name not in _HOLDERS:
                theirs = self._get_other_firms_ids(document, mine.mapped("res_id"), firms)
                found.update(mine.filtered(lambda one, theirs=theirs: one.res_id in theirs).ids)
        return found

    def action_look(self):
        """Look, and show here who was found."""
        self.action_lookup()
        self.looked = True
        return self._open_form()

    def _post_log(self):
        # The log of the core is about deleting by hand, and asks for name and address.
        return super()._post_log() if self.name and self.email else None

    def action_add(self):
        """Say that the chosen contacts and leads are of the person of the request."""
        chosen = self.found_ids.filtered("chosen")
        if not chosen:
            raise UserError(self.env._("Mark first which contacts and leads are of the person."))
        ids = chosen.grouped("res_model")
        empty = self.env["privacy.lookup.wizard.line"]
        self.request_id.write(
            {
                "partner_ids": [fields.Command.link(line.res_id) for line in ids.get("res.partner", empty)],
                "lead_ids": [fields.Command.link(line.res_id) for line in ids.get("crm.lead", empty)],
            }
        )
        return {"type": "ir.actions.act_window_close"}


class PrivacyLookupWizardLine(models.TransientModel):
    _inherit = "privacy.lookup.wizard.line"

    chosen = fields.Boolean(string="Is them")
    about = fields.Char(string="NIF, e-mail, phone", compute="_compute_about")

    @api.depends("res_model", "res_id")
    def _compute_about(self):
        for line in self:
            line.about = False
            if line.res_model in ("res.partner", "crm.lead"):
                # sudo: as the name of the line in the core
                record = self.env[line.res_model].sudo().browse(line.res_id).exists()
                email = record.email if line.res_model == "res.partner" else record.email_from
                line.about = " · ".join(filter(None, (record.nif_key, email, record.phone)))

    def _check_by_hand(self):
        """Data are deleted and archived here by those who administer Odoo; the others block, which is undone."""
        if not self.env.su and not self.env.user.has_group("base.group_system"):
            raise AccessError(self.env._("Use a request of erasure: it blocks the data first, as the law asks."))

    def action_unlink(self):
        self._check_by_hand()
        return super().action_unlink()

    @api.onchange("is_active")
    def _onchange_is_active(self):
        self._check_by_hand()
        return super()._onchange_is_active()
