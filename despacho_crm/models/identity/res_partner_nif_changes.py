from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from ...tools import nif
from .by_code import is_by_code
from .res_country import country_code
from .res_partner import NIF_FIELDS


class Affected(NamedTuple):
    """Whether there is anybody who may have to hear that a company has another number."""

    establishments: bool = True
    leads: bool = True
    collisions: bool = True


class ResPartner(models.Model):
    """What follows when a company gets another number: its trace, its establishments, its leads, its rivals."""

    _inherit = "res.partner"

    def write(self, vals):
        if not self or vals.keys().isdisjoint(NIF_FIELDS) or self._nif_is_handed_down(vals):
            return super().write(vals)
        before = {partner: partner.nif_key for partner in self}
        affected = self._nif_get_affected(vals)
        result = super().write(vals)
        if "vat" in vals:
            self._record_former_nifs(before)
            changed = {partner.id: key for partner, key in before.items() if key != partner.nif_key}
            if affected.establishments:
                self.browse(changed)._nif_tell_establishments(changed)
            if affected.leads:
                self.browse(changed)._nif_tell_leads()
        if affected.collisions and not is_by_code(self.env, "nif_merge"):
            self._nif_release_collisions({*before.values(), *self.mapped("nif_key")})
        return result

    def _nif_get_affected(self, vals):
        """Return the :class:`Affected` by ``vals``, in one query: mostly there is nobody, and nothing to be done."""
        types = {self._fields[name].type for name in vals if name in self._fields}
        if types & {"one2many", "many2many"} or not vals.keys().isdisjoint({"parent_id", "is_company"}):
            return Affected()  # they may come with ``vals``
        keys = set(self.mapped("nif_key")) | {
            nif.parse(
                vals.get("vat", partner.vat), country_code(self.env, vals.get("country_id", partner.country_id))
            ).key
            for partner in self
        }
        self.flush_model(["parent_id", "is_company", "nif_key", "nif_collision", "commercial_partner_id"])
        self.env["crm.lead"].flush_model(["partner_id"])
        return Affected(
            *self.env.execute_query(
                SQL(
                    """
                    SELECT EXISTS (
                               SELECT 1 FROM res_partner WHERE parent_id IN %(ids)s AND is_company AND nif_key IS NULL
                           ),
                           EXISTS (
                               SELECT 1 FROM crm_lead
                                 JOIN res_partner partner ON partner.id = crm_lead.partner_id
                                WHERE partner.commercial_partner_id IN %(ids)s
                           ),
                           EXISTS (
                               SELECT 1 FROM res_partner
                                WHERE nif_collision AND (nif_key IN %(keys)s OR nif_key IS NULL)
                           )
                    """,
                    ids=self._ids,
                    keys=tuple(key or "" for key in keys),
                )
            )[0]
        )

    def _nif_tell_establishments(self, before):
        """Let the establishments of companies follow the number that these have now.

        Odoo hands it down to contacts only. ``before``: {partner id: key it had}.
        """
        if not any(before.values()):
            return
        # sudo: as Odoo does with contacts, whoever may see the establishments.
        below = self.sudo().with_context(active_test=False)
        below = below.search([("parent_id", "in", self.ids), ("is_company", "=", True), ("nif_key", "=", False)])
        for company, own in below.grouped("parent_id").items():
            key = before[company.id]
            same = own.filtered(lambda e, key=key: key and e._nif_parsed().key == key)
            if same:
                same.write({"vat": company.vat})

    def _nif_tell_leads(self):
        """Let the leads of companies follow the number that these have now."""
        if not self:
            return
        # sudo: the number follows also on leads of salespeople whom the user may not see.
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        leads = leads.search([("partner_id.commercial_partner_id", "in", self.ids)])
        for name in ("vat", "nif_key", "nif_state"):
            self.env.add_to_compute(leads._fields[name], leads)

    def _record_former_nifs(self, before):
        """Keep the numbers that a change of legal form replaced.

        ``before``: {partner: key before the change}. Only another class of
        organisation counts: a different number of the same class is a correction.
        """
        changed = [
            (partner, key)
            for partner, key in before.items()
            if key and partner.nif_key and key != partner.nif_key and _is_change_of_form(key, partner.nif_key)
        ]
        if not changed:
            return
        # sudo: whoever may change the NIF leaves its trace, without rights on the list of old ones.
        former = self.env["despacho.former.nif"].sudo()
        noted = former.search([("partner_id", "in", [partner.id for partner, _key in changed])])
        noted.filtered(lambda f: f.nif_key == f.partner_id.nif_key).unlink()  # it is the company's again
        known = {(f.partner_id.id, f.nif_key) for f in noted.exists()}
        former.create(
            [{"partner_id": partner.id, "nif_key": key} for partner, key in changed if (partner.id, key) not in known]
        )


def _is_change_of_form(old, new):
    """Whether a company changed its class: both Spanish organisations, another letter."""
    kinds = (nif.person_kind(old), nif.person_kind(new))
    return all(kind and kind != "natural" for kind in kinds) and old[0] != new[0]
