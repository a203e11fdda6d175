import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import nif
from .by_code import is_by_code
from .res_country import country_code
from .res_partner import NIF_FIELDS, as_record


def taken_message(env, diagnostics=None):
    """Message of the unique index: two people entered the same company at the same moment."""
    detail = (diagnostics and diagnostics.message_detail) or ""
    found = re.search(r"=\(([0-9A-Z]+), ", detail)
    key = found.group(1) if found else ""
    return env["res.partner"]._nif_taken_message(key, env["res.partner"]._nif_find_rows([key]))


class ResPartner(models.Model):
    """One NIF, one company, within the scope in which partners are shared."""

    _inherit = "res.partner"

    nif_collision = fields.Boolean(
        string="Shares its NIF",
        readonly=True,
        copy=False,
        help="Another record already had this NIF when the rule came into force. They are to be joined.",
        prefetch="nif",
    )
    nif_unique = fields.Boolean(
        string="NIF held by the rule",
        compute="_compute_nif_unique",
        store=True,
        precompute=True,
        help="Technical: the rows that the unique index covers.",
        prefetch="nif",
    )

    _nif_collision_index = models.Index("(nif_key) WHERE nif_collision")
    _nif_unique_index = models.UniqueIndex("(nif_key, COALESCE(company_id, 0)) WHERE nif_unique", taken_message)

    @api.depends("nif_key", "nif_collision", "company_id")
    def _compute_nif_unique(self):
        for partner in self:
            partner.nif_unique = self._nif_is_held_by_rule(
                partner.nif_key, partner.nif_collision, partner.company_id.id
            )

    @api.model
    def _nif_is_held_by_rule(self, key, collision, company_id):
        """Whether the unique index covers a contact with ``key``."""
        if not key or collision:
            return False
        mandatory = self.env["res.company"]._nif_mandatory_company_ids()
        return company_id in mandatory if company_id else bool(mandatory)

    @api.model_create_multi
    def create(self, vals_list):
        context = self.env.context
        wanted = []
        for vals in vals_list:
            if not vals.get("vat"):
                continue
            parent = as_record(self, vals.get("parent_id", context.get("default_parent_id")))
            if parent and not vals.get("is_company", context.get("default_is_company")):
                continue
            found = nif.parse(vals["vat"], country_code(self.env, vals.get("country_id")))
            if found.valid and not (parent and parent._nif_parsed().key == found.key):
                company = vals.get("company_id", context.get("default_company_id"))
                wanted.append((found.key, as_record(self.env["res.company"], company).id))
        self._nif_check_free(wanted)
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys().isdisjoint(NIF_FIELDS) or is_by_code(self.env, "nif_merge") or self._nif_is_handed_down(vals):
            return super().write(vals)
        self._nif_check_free([claim for partner in self if (claim := partner._nif_claim_after(vals))])
        return super().write(vals)

    def unlink(self):
        keys = set(self.filtered("nif_collision").mapped("nif_key"))
        result = super().unlink()
        self._nif_release_collisions(keys)
        return result

    def _nif_claim_after(self, vals):
        """Return (key, company id) that ``self`` would newly hold after ``vals``, or None."""
        self.ensure_one()
        after = {name: vals.get(name, self._fields[name].convert_to_write(self[name], self)) for name in NIF_FIELDS}
        parent = as_record(self, after["parent_id"])
        if parent and not after["is_company"]:
            return None
        found = nif.parse(after["vat"], country_code(self.env, after["country_id"]))
        if not found.valid or (parent and parent._nif_parsed().key == found.key):
            return None
        company_id = as_record(self.env["res.company"], after["company_id"]).id
        if found.key == self.nif_key and company_id == self.company_id.id:
            return None
        return found.key, company_id

    def _nif_check_free(self, wanted):
        """Refuse numbers that another record holds, archived ones included.

        ``wanted``: list of (key, company id or False). ``self``: the records that may
        already hold them.
        """
        mandatory = self.env["res.company"]._nif_mandatory_company_ids()
        wanted = [(key, company) for key, company in wanted if (company in mandatory if company else mandatory)]
        if not wanted or is_by_code(self.env, "nif_merge"):
            return
        seen = set()
        for claim in wanted:
            if claim in seen:
                raise ValidationError(self.env._("The NIF %(nif)s comes twice: one NIF is one company.", nif=claim[0]))
            seen.add(claim)
        companies = {}
        for key, company in wanted:
            companies.setdefault(key, set()).add(company)
        for row in self._nif_find_rows(companies):
            partner_id, key, company, _former = row
            if partner_id in self._ids:
                continue
            if any(not mine or not company or mine == company for mine in companies[key]):
                raise ValidationError(self._nif_taken_message(key, [row]))

    @api.model
    def _nif_find_rows(self, keys):
        """Return [(partner id, key, company id or None, former)] that hold or held ``keys``.

        One query, archived included, whatever the record rules: the NIF is unique also
        for those who may not see its holder.
        """
        keys = tuple(keys)
        if not keys:
            return []
        self.flush_model(["nif_key", "company_id"])
        self.env["despacho.former.nif"].flush_model(["nif_key", "partner_id"])
        return self.env.execute_query(
            SQL(
                """
                SELECT id, nif_key, company_id, FALSE FROM res_partner WHERE nif_key IN %(keys)s
                UNION ALL
                SELECT partner.id, former.nif_key, partner.company_id, TRUE
                  FROM despacho_former_nif former
                  JOIN res_partner partner ON partner.id = former.partner_id
                 WHERE former.nif_key IN %(keys)s
                """,
                keys=keys,
            )
        )

    @api.model
    def _nif_taken_message(self, key, rows):
        """Return the sentence that names the company that has ``key``, to the firm's people only.

        ``rows``: as ``_nif_find_rows`` returns them. A contact that a company keeps to
        itself is not named to the others.
        """
        if not self.env.user._is_internal():  # who the firm's clients are is not told outside
            return self.env._(
                "The NIF %(nif)s is already registered. Write to us, and we will link your data to it.", nif=key
            )
        own = self.env.user.company_ids.ids
        rows = [row for row in rows if not row[2] or row[2] in own]
        if not rows:
            return self.env._("The NIF %(nif)s already belongs to a contact of another company of the group.", nif=key)
        partner_id, _key, _company, former = rows[0]
        holder = self.browse(partner_id).sudo()  # sudo: the holder's name, in the message only
        if former:
            return self.env._(
                "The NIF %(nif)s is a former NIF of «%(company)s», which now has %(current)s. "
                "Open that company instead of creating it again.",
                nif=key,
                company=holder.display_name,
                current=holder.nif_key or holder.vat or "-",
            )
        if not holder.active:
            return self.env._(
                "The NIF %(nif)s already belongs to «%(company)s», which is archived. "
                "Search for it among the archived ones and unarchive it.",
                nif=key,
                company=holder.display_name,
            )
        return self.env._(
            "The NIF %(nif)s already belongs to «%(company)s». One NIF is one company: open that one. "
            "If it is another address of it, add the address to its contacts.",
            nif=key,
            company=holder.display_name,
        )

    @api.model
    def _nif_release_collisions(self, keys):
        """Lift the mark from records that are alone with their NIF again."""
        keys = [key for key in keys if key]
        if not keys:
            return
        # sudo: the mark depends on all records of the base, not on those the user sees.
        partners = self.sudo().with_context(active_test=False)
        concerned = Domain("nif_key", "in", keys) | Domain("nif_key", "=", False)
        marked = partners.search(Domain("nif_collision", "=", True) & concerned)
        if not marked:
            return
        holders = partners.search([("nif_key", "in", keys)]).grouped("nif_key")
        for partner in marked:
            rivals = holders.get(partner.nif_key, partners) - partner
            scope = partner.company_id
            if not rivals.filtered(lambda r, c=scope: not r.company_id or not c or r.company_id == c):
                partner.nif_collision = False

    @api.model
    def _nif_rebuild_uniqueness(self):
        """Apply the rule to the whole base after it was switched on or off, marking collisions."""
        self.flush_model()
        self.env["res.company"].flush_model(["nif_mandatory"])
        mark_collisions(self.env.cr)
        self.invalidate_model(["nif_collision", "nif_unique"])


def mark_collisions(cr):
    """Mark the partners that share a NIF in one scope and let the index hold the others.

    Plain cursor: it also runs before the addon's models exist, at installation.
    """
    cr.execute(SQL("UPDATE res_partner SET nif_unique = FALSE WHERE nif_unique"))
    cr.execute(
        SQL(
            """
            WITH shared AS (
                SELECT nif_key FROM res_partner WHERE nif_key IS NOT NULL GROUP BY nif_key HAVING COUNT(*) > 1
            ), colliding AS (
                SELECT DISTINCT one.id
                  FROM res_partner one
                  JOIN shared USING (nif_key)
                  JOIN res_partner other ON other.nif_key = one.nif_key AND other.id != one.id
                 WHERE one.company_id IS NULL OR other.company_id IS NULL OR one.company_id = other.company_id
            )
            UPDATE res_partner partner
               SET nif_collision = colliding.id IS NOT NULL
              FROM res_partner every
              LEFT JOIN colliding ON colliding.id = every.id
             WHERE partner.id = every.id
               AND COALESCE(partner.nif_collision, FALSE) != (colliding.id IS NOT NULL)
            """
        )
    )
    cr.execute(
        SQL(
            """
            UPDATE res_partner partner SET nif_unique = TRUE
             WHERE nif_key IS NOT NULL AND NOT COALESCE(nif_collision, FALSE)
               AND EXISTS (
                   SELECT 1 FROM res_company company
                    WHERE company.nif_mandatory AND (partner.company_id IS NULL OR partner.company_id = company.id)
               )
            """
        )
    )
