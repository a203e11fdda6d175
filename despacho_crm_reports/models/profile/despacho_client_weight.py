from odoo import api, fields, models
from odoo.tools import formatLang

from odoo.addons.despacho_crm.models.segmentation.despacho_company_year import SIZES

from .despacho_client_profile_row import LEGAL_FORMS

#: What is known of a company, and the column of the row that has its value.
NAMES = [("sector_id", "Sector"), ("size_class", "Size"), ("state_id", "Province"), ("legal_form", "Legal form")]


class DespachoClientWeight(models.Model):
    """How much one thing that is known of a company speaks for its being one of the best clients, or against."""

    _name = "despacho.client.weight"
    _description = "What Speaks for the Best Clients"
    _inherit = ["despacho.client.profile.row"]
    _order = "profile_id, points desc, id"

    profile_id = fields.Many2one(index=True)
    feature = fields.Selection(NAMES, string="What is known", required=True, readonly=True)
    sector_id = fields.Many2one("despacho.cnae", string="Sector", readonly=True, ondelete="cascade")
    size_class = fields.Selection(SIZES, string="Size", readonly=True)
    state_id = fields.Many2one("res.country.state", string="Province", readonly=True, ondelete="cascade")
    legal_form = fields.Selection(LEGAL_FORMS, readonly=True)
    best = fields.Integer(string="Of the best", readonly=True, help="How many of the best clients are so.")
    others = fields.Integer(string="Of the others", readonly=True)
    times = fields.Float(
        string="Times as often",
        readonly=True,
        aggregator=None,
        digits=(16, 2),
        help="How much more often the best are so than the others, held back where few are so.",
    )
    points = fields.Float(
        readonly=True,
        aggregator=None,
        digits=(16, 2),
        help="They are added up. One point more: twice as likely to be of the best. Below zero: it speaks against.",
    )

    @api.depends("feature", "sector_id", "size_class", "state_id", "legal_form")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            value = row[row.feature]
            field = row._fields[row.feature]
            if field.relational:
                row.display_name = value.display_name
            else:
                row.display_name = dict(field._description_selection(self.env)).get(value, "")

    def _said_points(self):
        """Return its points as people write them, with their sign."""
        self.ensure_one()
        return ("+" if self.points > 0 else "") + formatLang(self.env, self.points, digits=1)

    def action_view_best(self):
        """Open the best clients that are so."""
        self.ensure_one()
        value = self[self.feature]
        value = value.id if self._fields[self.feature].relational else value
        return self.profile_id._open_scores(
            self.display_name, [("is_best", "=", True), (f"partner_id.{self.feature}", "=", value)]
        )
