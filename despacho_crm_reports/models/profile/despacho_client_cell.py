from odoo import fields, models

from odoo.addons.despacho_crm.models.segmentation.despacho_company_year import SIZES

from .despacho_client_profile_row import BANDS, LEGAL_FORMS


class DespachoClientCell(models.Model):
    """A kind of company (sector, size, province, legal form): how many there are, and how alike to the best.

    There are thousands of them, where the census has millions of companies: whoever is of a kind has its score.
    """

    _name = "despacho.client.cell"
    _description = "Kind of Company of a Profile"
    _inherit = ["despacho.client.profile.row"]
    _order = "score desc, id"

    sector_id = fields.Many2one("despacho.cnae", string="Sector", readonly=True, ondelete="cascade")
    size_class = fields.Selection(SIZES, string="Size", readonly=True)
    state_id = fields.Many2one("res.country.state", string="Province", readonly=True, ondelete="cascade")
    legal_form = fields.Selection(LEGAL_FORMS, readonly=True)
    companies = fields.Integer(
        string="In the census", readonly=True, help="Those that are no clients. Without natural persons."
    )
    clients = fields.Integer(readonly=True)
    revenue = fields.Monetary(string="They buy in a year", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    score = fields.Float(string="Points", readonly=True, aggregator=None, digits=(16, 2))
    chance = fields.Float(readonly=True, aggregator="avg", help="Of being one of the best, if it were a client.")
    band = fields.Selection(BANDS, string="Likeness", readonly=True)

    _kind_idx = models.Index("(profile_id, sector_id, size_class, state_id, legal_form)")
