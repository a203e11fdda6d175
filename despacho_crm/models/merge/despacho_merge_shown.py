from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime, formatLang

from .despacho_merge_values import ADDRESS, BLOCKS

#: Choices that a person can make, first those that identify.
_FIRST = ("name", "vat", "personal_nif", "street", "phone", "email", "website")


class DespachoMerge(models.Model):
    """What a person sees before joining: whose value is kept in each field, and what hangs from each."""

    _inherit = "despacho.merge"

    @api.model
    def _choices(self, partners):
        """Return [{"field", "label", "values": {id: text}, "chosen": id, "differ"}] of the fields that any has."""
        self._check_may_join(partners)
        # sudo: as the joining does, which keeps values that the user may not see.
        members = partners.sudo()
        fields = members._fields
        ranking = self._ranked(members, self._invoiced_ids(members.ids))
        names = [name for name in self._value_fields() if not name.startswith(("l10n_", "peppol_"))]
        chosen = self._chosen(members[:1], ranking, {}, names)
        holder = next((p for p in ranking if p.nif_key), None) or next((p for p in ranking if p.vat), None)
        if holder:
            chosen["vat"] = holder
        person = next((p for p in ranking if p.personal_nif), None)
        if person:
            chosen["personal_nif"] = person
        chosen = {
            name: partner
            for name, partner in chosen.items()
            if self._has_access_to(partners, name) and name not in ("peppol_endpoint", "complete_name")
        }
        result = []
        for name in sorted(chosen, key=lambda name: (name not in _FIRST, (*_FIRST, name).index(name))):
            block = next((block for block in BLOCKS if block[0] == name), (name,))
            label = fields[name]._description_string(self.env)
            values = {partner.id: self._shown(partner, block) for partner in members}
            result.append(
                {
                    "field": name,
                    "label": self.env._("Address") if block is ADDRESS else label,
                    "values": values,
                    "chosen": chosen[name].id,
                    "differ": len(set(values.values())) > 1,
                }
            )
        return result

    @api.model
    def _has_access_to(self, partners, name):
        return partners._has_field_access(partners._fields[name], "read")

    @api.model
    def _shown(self, partner, names):
        """Return the values of a contact in one line."""
        parts = []
        for name in names:
            if name not in partner._fields or name in ("partner_latitude", "partner_longitude"):
                continue
            field, value = partner._fields[name], partner[name]
            if name == "municipality_id" and value.name == partner.city:
                continue  # the town has just been said
            if field.type == "many2one":
                parts.append(value.display_name)
            elif field.type == "selection":
                parts.append(dict(field._description_selection(self.env)).get(value))
            elif field.type == "boolean":
                parts.append(self.env._("Yes") if value else "")
            elif value and field.type in ("float", "monetary"):
                parts.append(self._shown_number(field, value))
            elif value and field.type in ("date", "datetime"):
                shown = format_date if field.type == "date" else format_datetime
                parts.append(shown(self.env, value))
            else:
                parts.append(value and str(value))
        return ", ".join(part for part in parts if part)

    @api.model
    def _shown_number(self, field, value):
        """Return a number as the user's language writes it, a whole one without decimals."""
        digits = field.type == "float" and field.get_digits(self.env)
        return formatLang(self.env, value, digits=0 if value == int(value) else digits[1] if digits else 2)

    @api.model
    def _warnings(self, partners):
        """Return what a person who is about to join ``partners`` has to know."""
        # The account of a contact is its company's, and stays as it is; see _never_sealed for the others.
        contacts = partners.filtered(lambda partner: partner.commercial_partner_id != partner)
        # sudo: invoices that the user does not see stay behind too
        moves = self.env["account.move"].sudo()
        sealed = moves._read_group(
            [("partner_id", "in", contacts.ids), ("inalterable_hash", "!=", False)], ["partner_id"], ["__count"]
        )
        return [
            self.env._(
                "«%(name)s» has sealed invoices (%(count)s): they stay with it, archived, if the other one stays.",
                name=partner.name,
                count=count,
            )
            for partner, count in sealed
        ]

    @api.model
    def _hanging(self, partners):
        """Return {id: [(what, how many)]} of the documents of each contact, of its own and of its people."""
        _ = self.env._
        family = {partner.id: partner.id for partner in partners}
        # sudo: how many there are, of what the one who joins is about to move.
        people = self.env["res.partner"].sudo().with_context(active_test=False)
        people = people.search(Domain("parent_id", "in", partners.ids))
        result = {partner.id: [] for partner in partners}
        for model, field, label, domain in (
            ("account.move", "partner_id", _("Invoices"), Domain("move_type", "!=", "entry")),
            ("sale.order", "partner_id", _("Orders"), Domain.TRUE),
            ("crm.lead", "partner_id", _("Leads and opportunities"), Domain.TRUE),
            ("despacho.need", "partner_id", _("Needs"), Domain.TRUE),
            ("mail.activity", "contact_id", _("Activities"), Domain.TRUE),
            ("calendar.event", "partner_ids", _("Meetings"), Domain.TRUE),
            ("res.users", "partner_id", _("Users"), Domain.TRUE),
            ("res.partner.bank", "partner_id", _("Bank accounts"), Domain.TRUE),
        ):
            records = self.env[model].sudo().with_context(active_test=False)  # sudo: only counted, as above
            counts = records._read_group(Domain(field, "in", list(family)) & domain, [field], ["__count"])
            for partner, count in counts:
                if partner.id in family:
                    result[partner.id].append((label, count))
        for parent, contacts in people.grouped("parent_id").items():
            result[parent.id].append((_("Contacts"), len(contacts)))
        return result
