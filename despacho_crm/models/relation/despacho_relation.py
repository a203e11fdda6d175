from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools import nif, who

#: What decides who is related to whom, and how.
ENDS = ("partner_id", "other_id", "other_name", "other_nif", "kind_id")
#: What the sheets show of relations.
_SHOWN = ("relation_ids", "relation_count", "relation_share_alert", "same_person_relation_ids", "group_company_ids")
#: Of these the firm's own are marked on their sheet.
_OF_THE_FIRM = ("competitor", "supplier", "client")


class DespachoRelation(models.Model):
    """What a contact is to another one, or to somebody of whom only the name is known.

    One row for a fact; ``despacho.relation.side`` shows it on both sheets, each with its word. A
    relation with a contact is always kept under the main word of its kind, so that «B is our
    supplier», said by A, and «A is our client», said by B, are the same row.

    Companies are related as such, whichever of their people is given; socios and administradores
    are the persons themselves.

    Nothing in the database holds a pair of contacts unique: when contacts are joined their
    relations go with them and come back as they were if that is undone. What is then said twice,
    or of somebody with himself, is left out of what is shown.
    """

    _name = "despacho.relation"
    _description = "Relation between contacts"
    _order = "id"

    partner_id = fields.Many2one("res.partner", string="Contact", required=True, index=True, ondelete="cascade")
    kind_id = fields.Many2one(
        "despacho.relation.kind", string="Relation", required=True, index=True, ondelete="restrict"
    )
    other_id = fields.Many2one("res.partner", string="Related to", index="btree_not_null", ondelete="cascade")
    other_name = fields.Char(string="Name", help="Of whom is no contact, or how it was written before it was one.")
    other_nif = fields.Char(
        string="NIF", index="btree_not_null", help="Whoever is or becomes a contact with this number is linked."
    )
    share = fields.Float(string="Share in %", digits=(5, 2), aggregator=None)
    date_from = fields.Date(string="Since")
    date_to = fields.Date(string="Until", help="From this day on it is shown as ended, and kept.")
    note = fields.Char(string="Notes")
    source = fields.Char(string="Known by", help="Where the firm knows it from.")
    #: What is deleted on a sheet is put away: a data steward may bring it back, or delete it for good.
    active = fields.Boolean(default=True)

    _other_known = models.Constraint(
        "CHECK (other_id IS NOT NULL OR other_name IS NOT NULL)", "Say with whom the relation is: a contact or a name."
    )
    _share_makes_sense = models.Constraint(
        "CHECK (share IS NULL OR share BETWEEN 0 AND 100)", "A share is between 0 and 100 %."
    )
    _dates_in_order = models.Constraint("CHECK (date_to >= date_from)", "A relation cannot end before it begins.")
    # What waits for somebody to have that number.
    _waiting_idx = models.Index("(other_nif) WHERE other_id IS NULL AND other_nif IS NOT NULL")

    @api.depends("partner_id", "kind_id", "other_id", "other_name")
    def _compute_display_name(self):
        for relation in self:
            relation.display_name = self.env._(
                "%(contact)s: %(kind)s, %(other)s",
                contact=relation.partner_id.display_name,
                kind=relation.kind_id.name,
                other=relation.other_id.display_name or relation.other_name,
            )

    # ------------------------------------------------------------
    # RULES
    # ------------------------------------------------------------

    @api.constrains("partner_id", "other_id", "kind_id", "date_to", "other_name", "active")
    def _check_once(self):
        """Refuse relations with oneself, and what is said already."""
        for relation in self:
            if relation.partner_id == relation.other_id:
                raise ValidationError(
                    self.env._(
                        "«%(name)s» cannot be related to itself: choose another contact.",
                        name=relation.partner_id.display_name,
                    )
                )
        known = self.search(self._same_domain()).grouped(lambda relation: relation._says())
        for relation in self.filtered("active"):
            if len(known[relation._says()]) > 1:
                raise ValidationError(
                    self.env._("«%(relation)s» is noted already: correct that one.", relation=relation.display_name)
                )

    def _same_domain(self):
        """Return the domain of what may say the same as one of ``self``."""
        ends = (self.partner_id | self.other_id).ids
        return Domain("kind_id", "in", self.kind_id.ids) & Domain("partner_id", "in", ends)

    def _says(self):
        """Return what this says, equal for two relations that say the same, seen from either end."""
        self.ensure_one()
        if not self.other_id:
            ends = (self.partner_id.id, fold(self.other_name))
        elif self.kind_id._is_symmetric():
            ends = frozenset((self.partner_id.id, self.other_id.id))
        else:
            ends = (self.partner_id.id, self.other_id.id)
        return self.kind_id.id, ends, self.date_to

    @api.constrains("partner_id", "other_id", "kind_id")
    def _check_not_of_the_firm(self):
        """The firm's own competitors, suppliers and clients are marked, or invoiced, as such: not twice."""
        # sudo: which contacts are the firm's own companies, whichever the user works in
        companies = self.env["res.company"].sudo()
        own = companies.search([("partner_id", "in", (self.partner_id | self.other_id).ids)]).partner_id
        for relation in self:
            mine = (relation.partner_id | relation.other_id) & own
            if mine and relation.kind_id.code in _OF_THE_FIRM:
                other = (relation.partner_id | relation.other_id) - mine
                raise ValidationError(
                    self.env._(
                        "Who competes with «%(firm)s» or sells to it is marked as competitor or supplier on its own "
                        "sheet, under the tags: do it on «%(other)s».",
                        firm=mine[:1].name,
                        other=other.display_name or relation.other_name,
                    )
                )

    @api.constrains("partner_id", "other_id")
    def _check_companies(self):
        """Contacts that different companies of the group keep to themselves know nothing of each other."""
        for relation in self:
            companies = relation.partner_id.company_id | relation.other_id.company_id
            if len(companies) > 1:
                raise ValidationError(
                    self.env._(
                        "«%(one)s» and «%(other)s» are of different companies of the group: they cannot be related.",
                        one=relation.partner_id.name,
                        other=relation.other_id.name,
                    )
                )

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        relations = super().create([self._clean(vals) for vals in vals_list])
        relations._forget_sides()
        return relations

    def write(self, vals):
        if vals.keys().isdisjoint(ENDS):
            result = super().write(vals)
        else:
            result = True
            for relation in self:
                known = {name: relation._fields[name].convert_to_write(relation[name], relation) for name in ENDS}
                if vals.get("other_name") and not vals.get("other_nif"):
                    known["other_nif"] = False
                result = super(DespachoRelation, relation).write(self._clean({**known, **vals})) and result
        self._forget_sides()
        return result

    def unlink(self):
        result = super().unlink()
        self._forget_sides()
        return result

    def _forget_sides(self):
        self.env["despacho.relation.side"].invalidate_model(flush=False)
        self.env["res.partner"].invalidate_model(_SHOWN, flush=False)

    @api.model
    def _clean(self, vals):
        """Return ``vals`` with the other one found by its NIF, companies as such, and the main word of the kind."""
        vals = self._clean_other(vals)
        kinds, partners = self.env["despacho.relation.kind"], self.env["res.partner"]
        kind = kinds.browse(vals.get("kind_id") or ())
        ends = [partners.browse(vals.get(name) or ()) for name in ("partner_id", "other_id")]
        if ends[1] and not kind.is_main:
            kind, ends = kind._reversed(), ends[::-1]
        company, other = ends
        of_person = (kind | kind._reversed()).filtered("of_person")
        if not of_person or (kind.is_main and kind.of_person):
            company = company.commercial_partner_id
        if not of_person:
            other = other.commercial_partner_id
        return {
            **vals,
            **({"kind_id": kind.id} if kind else {}),
            **({"partner_id": company.id} if company else {}),
            "other_id": other.id,
        }

    @api.model
    def _clean_other(self, vals):
        """Return ``vals`` with the NIF told from the name, and with the contact who has it."""
        vals = dict(vals)
        if vals.get("other_id"):
            return vals
        name, typed = who.split_nif(" ".join((vals.get("other_name") or "").split()))
        key = typed or vals.get("other_nif")
        if not key:
            return {**vals, "other_name": name or False}
        found = nif.parse(key)
        if not found.valid:
            raise ValidationError(
                self.env._("«%(nif)s» is not a valid NIF: correct it, or leave it out and write the name.", nif=key)
            )
        holder = self._holder_of(found.key)
        return {**vals, "other_id": holder.id, "other_nif": found.key, "other_name": name or found.key}

    @api.model
    def _holder_of(self, key):
        """Return the contact who has a NIF, or had it: as client or prospect rather than among a company's people."""
        partners = self.env["res.partner"]
        for domain in (
            Domain("nif_key", "=", key),
            Domain("personal_nif", "=", key),
            Domain("former_nif_ids.nif_key", "=", key),
        ):
            found = partners.search(domain, limit=1, order="id")
            if found:
                return found
        return partners


def fold(text):
    """Return ``text`` as it is compared: without case nor spaces around."""
    return " ".join((text or "").split()).casefold()
