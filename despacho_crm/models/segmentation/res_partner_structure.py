from odoo import fields, models

from .shared import OWN

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
    establishment_count = fields.Integer(
        string="Establishments",
        help="Shops, offices or workshops besides its address. Those of the base count by themselves; write it "
        "when there are more.",
        **OWN,
    )
    contact_role = fields.Selection(
        CONTACT_ROLES, string="Role with us", help="What this person does in the relation with us.", **OWN
    )
