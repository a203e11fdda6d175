from odoo import api, fields, models

from odoo.addons.despacho_crm.models.segmentation.despacho_company_year import SIZES

KINDS = [
    ("client", "Client"),
    ("former", "Former client"),
    ("prospect", "Prospect"),
    ("census", "Company of the census"),
]
#: What a portfolio is looked at by.
DIMENSIONS = ("section_id", "sector_id", "size_class", "region_id", "state_id", "legal_form")


class DespachoPortfolioCell(models.Model):
    """What the firm invoiced to a company in a year for a service line, with what is known of that company.

    Made anew every night, all at once, from the invoices and from what other programs invoiced: the sums are
    theirs. Who buys nothing has a row of this year; the market, which is millions of companies, has one for each
    combination of activity, place, size and form, with how many there are. See the measures for how companies with
    several rows are counted once.
    """

    _name = "despacho.portfolio.cell"
    _description = "Portfolio"
    _order = "year desc, id"
    _rec_name = "partner_id"
    _log_access = False

    company_id = fields.Many2one("res.company", readonly=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", string="Company or person", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    kind = fields.Selection(KINDS, readonly=True, help="In an earlier year: whether it bought that year.")
    year = fields.Integer(readonly=True, aggregator=None)
    section_id = fields.Many2one("despacho.cnae", string="Sector", readonly=True, ondelete="cascade")
    sector_id = fields.Many2one("despacho.cnae", string="Activity", readonly=True, ondelete="cascade")
    size_class = fields.Selection(SIZES, string="Size", readonly=True)
    region_id = fields.Many2one("despacho.region", string="Comunidad autónoma", readonly=True, ondelete="cascade")
    state_id = fields.Many2one("res.country.state", string="Province", readonly=True, ondelete="cascade")
    legal_form = fields.Selection("_selection_legal_form", readonly=True)
    service_line_id = fields.Many2one(
        "product.category",
        string="Service line",
        readonly=True,
        ondelete="cascade",
        help="Empty for what was invoiced without a service line, and for who bought nothing.",
    )
    currency_id = fields.Many2one("res.currency", readonly=True)

    revenue = fields.Monetary(readonly=True, help="Invoiced in the year without taxes, credit notes discounted.")
    revenue_before = fields.Monetary(
        string="Revenue of the year before",
        readonly=True,
        help="Of the year that runs: what had been invoiced by the same day of the last one.",
    )
    contacts = fields.Integer(
        string="Contacts with them",
        readonly=True,
        help="Calls, visits and messages of the year with a result: what attending them costs. "
        "With several services, it is beside the one that pays most.",
    )
    hours = fields.Float(
        string="Hours with them", readonly=True, help="Of the time sheets, where the firm keeps them in Odoo."
    )
    # How many companies a row of the market stands for.
    census_count = fields.Integer(readonly=True, aggregator=None)
    bought = fields.Boolean(readonly=True, help="Something of it was invoiced in the year.")
    bought_before = fields.Boolean(readonly=True, help="Something of it was invoiced in the year before.")
    acquired = fields.Boolean(readonly=True, help="It was the first year in which it bought.")
    lost = fields.Boolean(readonly=True, help="It had bought the year before, and no more.")
    served = fields.Boolean(readonly=True, help="The service was invoiced in the year.")

    _look_idx = models.Index("(company_id, year, kind)")

    @api.model
    def _selection_legal_form(self):
        """Return those of the contacts, in the words in which they are read there."""
        return self.env["res.partner"]._fields["legal_form"]._description_selection(self.env)
