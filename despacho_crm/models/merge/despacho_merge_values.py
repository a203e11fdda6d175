from typing import NamedTuple

from markupsafe import Markup

from odoo import api, models
from odoo.tools import SQL

from ...tools import nif
from ..identity.res_partner import DERIVED_FIELDS
from ..lifecycle.res_partner import DERIVED
from ..lifecycle.res_partner_typed import TYPED

ADDRESS = (
    *("street", "street2", "zip", "city", "state_id", "country_id", "municipality_id"),
    *("partner_latitude", "partner_longitude"),
)
#: Values that go together: the first names them.
BLOCKS = (
    ADDRESS,
    (
        "nif_exemption_reason",
        "nif_exemption_note",
        "nif_exempt_until",
        "nif_exempted_by_id",
        "nif_exempted_on",
    ),
    ("peppol_endpoint", "peppol_eas"),
    ("cnae_id", "cnae_2009_id", "sector_id"),
)
_IN_BLOCKS = {name for block in BLOCKS for name in block}
#: What is the survivor's own, follows from the rest or has a rule of its own.
_NEVER = {
    *("id", "active", "type", "parent_id", "merged_into_id", "company_id", "is_company", "vat", "personal_nif"),
    *("comment", "color", "partner_share", "message_bounce", "signup_type", "calendar_last_notif_ack"),
    *("create_uid", "create_date", "write_uid", "write_date", "contact_address_complete", "legal_form", "person_kind"),
    *DERIVED_FIELDS,
    *DERIVED,
    *TYPED,
    *(name for memory in TYPED.values() for name in memory if name),
}


class Plan(NamedTuple):
    """What a survivor is to get."""

    values: dict
    sums: dict
    #: {jsonb column: value}
    json: dict
    parent_id: int
    #: Of the numbers of all, those that are not the survivor's any more.
    former: list
    #: Numbers that several had when the rule came into force.
    colliding: list
    image_of: int


class DespachoMerge(models.Model):
    """Whose value is kept, field by field: of those in use, who was invoiced, else the most complete, or the latest."""

    _inherit = "despacho.merge"

    @api.model
    def _value_fields(self):
        """Return the names of the fields of contacts of which one value is kept, without blocks and special ones."""
        sums = self._sum_fields()
        return [
            name
            for name, field in self.env["res.partner"]._fields.items()
            if field.store
            and field.column_type
            and not field.company_dependent
            and not field.related
            and (not field.compute or not field.readonly)
            and field.type not in ("properties", "properties_definition")
            and name not in _NEVER
            and name not in _IN_BLOCKS
            and name not in sums
        ]

    @api.model
    def _sum_fields(self):
        partners = self.env["res.partner"]._fields
        wanted = self.env["base.partner.merge.automatic.wizard"]._get_summable_fields()
        return [name for name in wanted if name in partners and not partners[name].company_dependent]

    @api.model
    def _json_fields(self):
        return [
            name
            for name, field in self.env["res.partner"]._fields.items()
            if field.store and field.column_type and (field.company_dependent or field.type == "properties")
        ]

    @api.model
    def _ranked(self, partners, invoiced):
        """Return ``partners``, those whose values prevail first. ``invoiced``: ids of those with posted invoices.

        Who is worked with goes before who was put away, whatever that one has.
        """
        names = self._value_fields()

        def rank(partner):
            filled = sum(bool(partner[name]) for name in (*names, "vat", *ADDRESS))
            return (
                not partner.active,
                partner.id not in invoiced,
                -filled,
                -(partner.write_date.timestamp()),
                partner.id,
            )

        return partners.sorted(rank)

    @api.model
    def _invoiced_ids(self, partner_ids):
        """Return the ids of the contacts with posted invoices, or entries, of their own."""
        self.env["account.move"].flush_model(["state", "partner_id"])
        self.env["account.move.line"].flush_model(["parent_state", "partner_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.id FROM UNNEST(%s::int[]) AS partner (id)
                 WHERE EXISTS (SELECT FROM account_move WHERE partner_id = partner.id AND state = 'posted')
                    OR EXISTS (SELECT FROM account_move_line WHERE partner_id = partner.id AND parent_state = 'posted')
                """,
                list(partner_ids),
            )
        )
        return {partner_id for (partner_id,) in rows}

    def _plans(self, groups):
        """Return the :class:`Plan` of each (survivor id, source ids, values, why) of ``groups``."""
        partners = self.env["res.partner"].browse({one for group in groups for one in (group[0], *group[1])})
        invoiced = self._invoiced_ids(partners.ids)
        json = self._json_values(partners)
        images = self._with_image(partners)
        names = self._value_fields()
        plans = []
        for survivor_id, source_ids, wanted, _why in groups:
            survivor = partners.browse(survivor_id).with_prefetch(partners._prefetch_ids)
            members = partners.browse([survivor_id, *source_ids]).with_prefetch(partners._prefetch_ids)
            ranking = self._ranked(members, invoiced)
            plans.append(self._plan(survivor, members, ranking, wanted, names, json, images, invoiced))
        return plans

    @api.model
    def _plan(self, survivor, members, ranking, wanted, names, json, images, invoiced):
        values = self._plan_values(survivor, members, ranking, wanted, names)
        sources = members - survivor
        final_key = nif.parse(values.get("vat", survivor.vat), survivor.country_id.code).key
        keys = {key for partner in members if (key := partner.nif_key)}
        company = survivor.parent_id or survivor.is_company or values.get("is_company")
        return Plan(
            values=values,
            sums={name: total for name in self._sum_fields() if (total := sum(sources.mapped(name)))},
            json=self._plan_json(survivor, ranking, wanted, json),
            parent_id=False if company or keys else self._plan_parent(survivor, members, ranking, invoiced),
            former=sorted(keys - {final_key}) if survivor._is_nif_holder() else [],
            colliding=sorted({p.nif_key for p in members if p.nif_collision and p.nif_key}),
            image_of=self._plan_image(survivor, ranking, wanted, images),
        )

    @api.model
    def _plan_values(self, survivor, members, ranking, wanted, names):
        """Return the values that the survivor is to have and has not."""
        chosen = self._chosen(survivor, ranking, wanted, names)
        values = {}
        for name, partner in chosen.items():
            if partner != survivor:
                block = next((block for block in BLOCKS if block[0] == name), (name,))
                values.update(self._to_write(partner, block))
        if "street" in chosen and not values.get("country_id", True):
            values["country_id"] = survivor.country_id.id
        values.update(self._plan_identity(survivor, members, ranking, wanted))
        values.update(self._plan_company(survivor, members))
        if not survivor.active and any(partner.active for partner in members):
            values["active"] = True  # somebody works with it
        typed = (survivor | ranking).with_prefetch(survivor._prefetch_ids)._lifecycle_typed_values()
        values.update(survivor._lifecycle_own_values(typed))
        comments = list(dict.fromkeys(p.comment for p in survivor | ranking if p.comment))
        if wanted.get("comment"):
            comments = [survivor.browse(wanted["comment"]).comment]
        if comments and comments != [survivor.comment]:
            values["comment"] = Markup("<p>—</p>").join(comments)
        return {
            name: value
            for name, value in values.items()
            if survivor._fields[name].convert_to_cache(value, survivor, validate=False)
            != survivor._fields[name].convert_to_cache(survivor[name], survivor, validate=False)
        }

    @api.model
    def _plan_parent(self, survivor, members, ranking, invoiced):
        """Return the company that a person who has none gets, unless its invoices would pass to that one's account."""
        parents = (p.parent_id.id for p in ranking if p.parent_id and p.parent_id not in members)
        return False if survivor.id in invoiced else next(parents, False)

    @api.model
    def _plan_json(self, survivor, ranking, wanted, json):
        """Return {column: what it is to hold} of those that hold several values, put together."""
        merged_json = {}
        for name in self._json_fields():
            merged = {}
            for partner in [*reversed(ranking), *([ranking.browse(wanted[name])] if wanted.get(name) else [])]:
                merged.update(json.get(partner.id, {}).get(name) or {})
            if merged and merged != json.get(survivor.id, {}).get(name):
                merged_json[name] = merged
        return merged_json

    @api.model
    def _plan_image(self, survivor, ranking, wanted, images):
        """Return the id of the source whose picture the survivor gets, False for none."""
        image_of = wanted.get("image_1920") or next((p.id for p in survivor | ranking if p.id in images), False)
        return image_of if image_of != survivor.id and image_of in images else False

    @api.model
    def _chosen(self, survivor, ranking, wanted, names):
        """Return {field or first of a block: contact whose value is kept}, where anybody has one."""
        chosen = {}
        for name in names:
            partner = ranking.browse(wanted[name]) if wanted.get(name) else None
            partner = partner or next((p for p in ranking if p[name]), None)
            if partner:
                chosen[name] = partner
        for block in BLOCKS:
            if block[0] not in survivor._fields:
                continue
            explicit = next((wanted[name] for name in block if wanted.get(name)), None)
            complete = [p for p in ranking if p.street and (p.zip or p.city)] if block is ADDRESS else []
            some = [p for p in ranking if any(p[name] for name in block[:4])]
            partner = ranking.browse(explicit) if explicit else next(iter(complete or some), None)
            if partner:
                chosen[block[0]] = partner
        return chosen

    @api.model
    def _to_write(self, partner, names):
        return {
            name: partner._fields[name].convert_to_write(partner[name], partner)
            for name in names
            if name in partner._fields
        }

    @api.model
    def _plan_identity(self, survivor, members, ranking, wanted):
        """Return the NIF that the survivor is to have, and whether it is a company."""
        values = {}
        contact = survivor.parent_id and not survivor.is_company
        if contact:
            if not survivor.personal_nif:
                own = [p.personal_nif or p.nif_key for p in ranking if p.personal_nif or p.nif_key]
                values["personal_nif"] = next((key for key in own if nif.person_kind(key) == "natural"), False)
            return values
        if any(p.is_company and not p.parent_id for p in members):
            values["is_company"] = True
        holder = ranking.browse(wanted["vat"]) if wanted.get("vat") else None
        holder = holder or next((p for p in ranking if p.nif_key), None)
        if holder and holder.nif_key:
            values["vat"] = holder.vat
            if not survivor.country_id and holder.country_id:
                values["country_id"] = holder.country_id.id
            return values
        person = next((p for p in ranking if p.personal_nif), None)
        if person and not values.get("is_company"):
            values.update(vat=nif.canonical_vat(person.personal_nif, "ES"), personal_nif=False)
        elif not survivor.vat:
            values["vat"] = next((p.vat for p in ranking if p.vat), False)
        return values

    @api.model
    def _plan_company(self, survivor, members):
        """What one of them shared with all companies is of all of them still."""
        return {"company_id": False} if survivor.company_id and any(not p.company_id for p in members) else {}

    @api.model
    def _json_values(self, partners):
        """Return {id: {column: raw value}} of the columns that hold several values."""
        names = self._json_fields()
        columns = SQL(", ").join(SQL.identifier(name) for name in names)
        rows = self.env.execute_query(SQL("SELECT id, %s FROM res_partner WHERE id = ANY(%s)", columns, partners.ids))
        return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}

    @api.model
    def _with_image(self, partners):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT res_id FROM ir_attachment
                 WHERE res_model = 'res.partner' AND res_field = 'image_1920' AND res_id = ANY(%s)
                """,
                partners.ids,
            )
        )
        return {partner_id for (partner_id,) in rows}
