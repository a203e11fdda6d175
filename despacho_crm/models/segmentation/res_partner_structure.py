from odoo import api, fields, models
from odoo.fields import Domain

from ..lifecycle.estimate import KnownInteger
from .shared import OWN, write_grouped

#: What makes an establishment of a contact, or no longer one.
STRUCTURE = frozenset(("parent_id", "type", "active", "establishment_count"))

CONTACT_ROLES = [
    ("decides", "Decides"),
    ("manages", "Manages the relation"),
    ("technical", "Gives us the papers"),
    ("pays", "Pays"),
    ("uses", "Uses the service"),
]


class ResPartner(models.Model):
    """Franchises, establishments, and what each person of a company decides."""

    _inherit = "res.partner"

    is_franchise = fields.Boolean(
        string="Franchise", help="It works under the brand of another company, which it pays for it.", **OWN
    )
    franchise_count = fields.Integer(
        string="Franchises", help="How many others work under its brand.", aggregator="sum", **OWN
    )
    establishment_count = KnownInteger(
        string="Establishments",
        help="Shops, offices or workshops besides its address. Those of the base count by themselves; write it "
        "when there are more.",
        **OWN,
    )
    contact_role = fields.Selection(
        CONTACT_ROLES, string="Role with us", help="What this person does in the relation with us.", **OWN
    )
    establishment_ids = fields.Many2many(
        "res.partner",
        string="Establishments in the base",
        compute="_compute_establishment_ids",
        groups=OWN["groups"],
    )

    @api.model
    def _establishments_domain(self, companies):
        """Return the domain of the other addresses where ``companies`` work."""
        return Domain("parent_id", "in", companies.ids) & Domain("type", "=", "other")

    @api.depends("child_ids.type")
    def _compute_establishment_ids(self):
        houses = self.search(self._establishments_domain(self)).grouped("parent_id")
        for partner in self:
            partner.establishment_ids = houses.get(partner._origin, self.browse())

    def _establishments_known(self):
        """Return {company: how many of its establishments are in the base} of the companies of ``self``."""
        found = self._read_group(self._establishments_domain(self), ["parent_id"], ["__count"])
        return {**dict.fromkeys(self, 0), **dict(found)}

    def _establishments_before(self):
        """Return the companies that a write may leave with fewer establishments, with how many they have."""
        companies = self.filtered(lambda partner: partner.type == "other").parent_id
        return companies._establishments_known() if companies else {}

    @api.model
    def _establishments_follow(self, said, before):
        """Count those of the base, of the contacts of ``said``, {contact: values}.

        Where somebody said that there are more, it stays as he said.
        """
        said_so = self.browse().union(*(partner for partner, vals in said.items() if "establishment_count" in vals))
        houses = self.browse().union(*said).filtered(lambda partner: partner.type == "other").parent_id
        companies = (houses | said_so).union(*before).exists()
        if not companies:
            return
        now = companies._establishments_known()
        changes = {}
        for company in companies:
            shown, count = company.establishment_count, now[company]
            counted = shown == before.get(company, 0) and company not in said_so
            if count > shown or (counted and count != shown):
                # None at all is nothing that is known, as before there were any.
                changes[company] = {"establishment_count": count or False}
        write_grouped(changes)
