from odoo import api, fields, models, tools
from odoo.fields import Domain

from ...tools import municipality, territory
from ..identity.res_country import country_code
from ..identity.res_partner import as_record
from .shared import OWN, write_grouped

#: What the municipality follows from.
_FOLLOWED = ("zip", "city", "state_id")
#: What says where something is.
PLACE = frozenset(("zip", "city", "state_id", "country_id", "municipality_id"))


class ResPartner(models.Model):
    """Where a company is: municipality, and comunidad autónoma of its province."""

    _inherit = "res.partner"

    municipality_id = fields.Many2one(
        "despacho.municipality",
        index="btree_not_null",
        ondelete="restrict",
        help="It follows from the postcode and the town; where they are not enough, say it here.",
        **OWN,
    )
    region_id = fields.Many2one(
        related="state_id.region_id", string="Comunidad autónoma", groups=OWN["groups"], prefetch="segmentation"
    )
    municipality_to_confirm = fields.Boolean(
        string="Municipality to confirm",
        compute="_compute_municipality_to_confirm",
        search="_search_municipality_to_confirm",
        groups=OWN["groups"],
        help="Its postcode has several municipalities, and the name of the town does not tell which.",
    )

    @api.depends("zip", "municipality_id")
    def _compute_municipality_to_confirm(self):
        for partner in self:
            partner.municipality_to_confirm = bool(
                not partner.municipality_id and partner.zip and len(municipality.candidates(partner.zip)) > 1
            )

    @api.model
    def _search_municipality_to_confirm(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("municipality_id", "=", False) & Domain("zip", "in", municipality.shared_postcodes())

    def _place_before(self, vals):
        """Return {contact: {field: its value before ``vals`` are written}} of what its municipality follows from.

        Only of those of which something tells, then or now: most contacts of who only invoices have nothing.
        """
        names = [name for name in _FOLLOWED if name in vals]
        tells = vals.get("zip") or vals.get("state_id") or "municipality_id" in vals
        return {
            partner: {name: partner._place_value(name) for name in names}
            for partner in self
            if tells or partner.zip or partner.state_id
        }

    def _place_value(self, name):
        # The province counts where there is no postcode.
        return not self.zip and self.state_id.id if name == "state_id" else self[name]

    def _is_placed_as(self, before):
        """Whether what its municipality follows from is as ``_place_before`` noted."""
        return before is not None and all(self._place_value(name) == value for name, value in before.items())

    @api.model
    def _place_follow(self, said, before):
        """Write the municipality, and the province that nobody gave, of the contacts of ``said``, {contact: values}.

        ``before``: what ``_place_before`` returned.
        """
        changes = {}
        for partner, vals in said.items():
            if not (partner.zip or partner.state_id or "municipality_id" in vals):
                continue  # nothing tells
            if partner.parent_id and partner.type == "contact":
                continue  # it is where its company is
            chosen = vals.get("municipality_id")
            if not chosen and "municipality_id" not in vals and partner._is_placed_as(before.get(partner)):
                # Written again as it was, in whatever words: what a person chose stays.
                country = partner.country_id or partner.state_id.country_id
                chosen = partner.municipality_id and self._is_in_spain(country)
            if chosen:
                values = {} if partner.state_id else {"state_id": partner.municipality_id.state_id.id}
            else:
                values = partner._place_values()
            changes[partner] = {name: value for name, value in values.items() if partner[name].id != value}
        write_grouped(changes)

    def _place_values(self):
        """Return what follows from the address of a contact."""
        self.ensure_one()
        if not (self.zip or (self.city and self.state_id)):
            return {}
        country = self.country_id or self.state_id.country_id
        values = self._place_of(self.zip, self.city, self.state_id.code, country.id)
        if not values.get("municipality_id") and self.municipality_id:
            # What a person chose among those of the postcode stays.
            mine = {one.code for one in municipality.candidates(self.zip or "")} if self._is_in_spain(country) else ()
            values["municipality_id"] = self.municipality_id.id if self.municipality_id.code in mine else False
        return values

    @api.model
    def _place_from(self, vals):
        """Return what follows from the address of a new contact with ``vals``."""
        if vals.get("municipality_id"):
            place = as_record(self.env["despacho.municipality"], vals["municipality_id"])
            return {} if vals.get("state_id") else {"state_id": place.state_id.id}
        if not (vals.get("zip") or (vals.get("city") and vals.get("state_id"))):
            return {}
        if vals.get("parent_id") and vals.get("type", "contact") == "contact":
            return {}
        state = as_record(self.env["res.country.state"], vals.get("state_id"))
        return self._place_of(vals.get("zip"), vals.get("city"), state.code, vals.get("country_id"))

    @api.model
    def _is_in_spain(self, country):
        # sudo: the country of the firm is no secret; it is that of whoever does not say another.
        return country_code(self.env, country or self.env.company.sudo().country_id) in ("ES", "")

    @api.model
    def _place_of(self, postcode, town, state_code, country_id):
        """Return the ids of the municipality, and of the province if it was not said, of an address in Spain."""
        if not self._is_in_spain(country_id):
            return {}
        postcode, town = (postcode or "").strip(), town or ""
        by_postcode = territory.by_zip(postcode)
        province = territory.BY_CODE.get(state_code) or by_postcode
        if not province:
            return {}
        values = {} if state_code else {"state_id": self._state_of(province.code)}
        found = municipality.find(postcode if by_postcode else "", town, province.number)
        if found:
            values["municipality_id"] = self.env["despacho.municipality"]._id_of(found.code)
        return values

    @api.model
    @tools.ormcache("code", cache="stable")
    def _state_of(self, code):
        """Return the id of the province of Spain with ``code``."""
        return self.env.ref("base.es").state_ids.filtered(lambda state: state.code == code).id
