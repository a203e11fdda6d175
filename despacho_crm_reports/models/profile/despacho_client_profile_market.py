from math import sqrt

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_amount

from odoo.addons.despacho_crm.models.feeding.despacho_census_company import _PERSONS

from ...tools.portfolio import market
from ...tools.portfolio.significance import interval

#: A firm with a larger part of the companies of the census does not have the whole market in it.
_MOST_SHARE = 0.1


class DespachoClientProfile(models.Model):
    """How large the market is, by sector and size: companies, clients and revenue to be expected, with their ranges."""

    _inherit = "despacho.client.profile"

    market_state_ids = fields.Many2many(
        "res.country.state",
        string="Provinces where the firm works",
        domain=[("country_id.code", "=", "ES")],
        tracking=True,
        help="The market is counted there. Empty: where it has clients.",
    )
    market_spread = fields.Float(
        string="How differently they buy",
        readonly=True,
        copy=False,
        help="Deviation of what one client buys in a year, in times what they buy on average.",
    )
    market_companies = fields.Integer(string="Companies", compute="_compute_market")
    market_clients = fields.Float(string="Expected clients", compute="_compute_market", digits=(16, 1))
    market_revenue = fields.Monetary(string="Expected revenue", compute="_compute_market")
    market_words = fields.Char(compute="_compute_market")
    market_doubt = fields.Char(compute="_compute_market")
    census_count = fields.Integer(string="Companies in the census", compute="_compute_market")

    def write(self, vals):
        result = super().write(vals)
        if "market_state_ids" in vals:
            for profile in self.filtered(lambda profile: profile.state == "ready"):
                profile._write_market()
        return result

    def _market_states(self):
        """Return the provinces of the market."""
        self.ensure_one()
        if self.market_state_ids:
            return self.market_state_ids
        cells = [("profile_id", "=", self.id), ("clients", ">", 0), ("state_id", "!=", False)]
        return self.env["res.country.state"].concat(
            *(state for [state] in self.env["despacho.client.cell"]._read_group(cells, ["state_id"]))
        )

    def _market_cells(self):
        return Domain("profile_id", "=", self.id) & Domain("state_id", "in", self._market_states().ids)

    def _write_market(self):
        """Count the market again from the kinds of companies."""
        self.ensure_one()
        # sudo: these rows are written by the calculation alone
        Market = self.env["despacho.client.market"].sudo()
        Market.search([("profile_id", "=", self.id)]).unlink()
        # sudo: as above, and read by it
        cells = self.env["despacho.client.cell"].sudo()
        groups = cells._read_group(
            self._market_cells(),
            ["sector_id", "size_class"],
            ["companies:sum", "clients:sum", "revenue:sum"],
        )
        points = self._market_points()
        rows = {}
        for sector, size, companies, clients, revenue in groups:
            rows[sector.id or False, size] = market.Cell(
                (sector.id or False, size), companies + clients, clients, float(revenue)
            )
        values = []
        # sudo: as above
        self.sudo().market_spread = self._read_spread()
        for one in market.sized(list(rows.values()), self.market_spread):
            cell = rows[one.key]
            sector, size = one.key
            if not one.companies:
                continue
            score, band = points.get(one.key, (0.0, "d"))
            values.append(
                {
                    "profile_id": self.id,
                    "company_id": self.company_id.id,
                    "sector_id": sector,
                    "size_class": size,
                    "companies": one.companies,
                    "clients": cell.clients,
                    "sold": cell.revenue,
                    "score": score,
                    "band": band,
                    "expected": one.clients,
                    "expected_low": one.clients_range[0],
                    "expected_high": one.clients_range[1],
                    "revenue": one.revenue,
                    "revenue_low": one.revenue_range[0],
                    "revenue_high": one.revenue_range[1],
                }
            )
        Market.create(values)

    def _read_spread(self):
        """Return the deviation of what one client buys in a year, in times what they buy on average.

        Of one client alone it is not known: it may be as much as what that one buys.
        """
        self.env.flush_all()
        [[spread]] = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(STDDEV_SAMP(bought) / NULLIF(AVG(bought), 0), 1)::float
                  FROM (SELECT GREATEST(score.value, 0) AS bought
                          FROM despacho_client_score score JOIN res_partner partner ON partner.id = score.partner_id
                         WHERE score.profile_id = %(profile)s AND score.kind = 'client'
                           AND (partner.nif_key IS NULL OR LEFT(partner.nif_key, 1) <> ALL(%(persons)s))) one
                """,
                profile=self.id,
                persons=list(_PERSONS),
            )
        )
        return spread

    def _market_points(self):
        """Return {(sector, size): (points, band)} of the companies of the market, each counting once."""
        chance = SQL("SUM(chance * companies) / NULLIF(SUM(companies), 0)")
        states = self._market_states().ids
        self.env["despacho.client.cell"].flush_model()
        return {
            (sector or False, size or False): (score or 0.0, band)
            for sector, size, score, band in self.env.execute_query(
                SQL(
                    """
                    SELECT sector_id, size_class, SUM(score * companies) / NULLIF(SUM(companies), 0), %(band)s
                      FROM despacho_client_cell
                     WHERE profile_id = %(profile)s AND state_id = ANY(%(states)s)
                     GROUP BY sector_id, size_class
                    """,
                    band=self.env["despacho.client.cell"]._sql_band(chance, self._base_chance()),
                    profile=self.id,
                    states=states,
                )
            )
        }

    @api.depends("market_ids")
    def _compute_market(self):
        Cell = self.env["despacho.client.cell"]
        for profile in self:
            rows = profile.market_ids
            profile.market_companies = sum(rows.mapped("companies"))
            profile.market_clients = sum(rows.mapped("expected"))
            profile.market_revenue = sum(rows.mapped("revenue"))
            profile.census_count = Cell._read_group([("profile_id", "=", profile._origin.id)], [], ["companies:sum"])[
                0
            ][0]
            profile.market_words = profile._market_said(rows) if rows else False
            profile.market_doubt = profile._market_doubted(rows)

    def _market_doubted(self, rows):
        """Return why the market is not to be believed, in a sentence."""
        clients, companies = sum(rows.mapped("clients")), sum(rows.mapped("companies"))
        if not companies or clients <= _MOST_SHARE * (clients + companies):
            return False
        return self.env._(
            "The firm would have %(percent)s %% of the companies of these provinces: the census surely lacks most of "
            "them, and what is expected is too much. Bring a complete list of companies before counting on it.",
            percent=round(100 * clients / (clients + companies)),
        )

    def _market_said(self, rows):
        """Return the market of ``rows`` in a sentence."""
        clients, revenue = self._market_total(rows)

        def money(amount):
            # Nothing is known to the cent of what may come.
            return format_amount(self.env, round(amount), self.company_id.currency_id, trailing_zeroes=False)

        return self.env._(
            "Companies that are no clients: %(companies)s. If the firm won the share that it has of such companies, "
            "clients: from %(low)s to %(high)s; a year: from %(least)s to %(most)s.",
            companies=self.env["ir.qweb.field.integer"].value_to_html(sum(rows.mapped("companies")), {}),
            low=round(clients[1]),
            high=round(clients[2]),
            least=money(revenue[1]),
            most=money(revenue[2]),
        )

    @api.model
    def _market_total(self, rows):
        """Return ((clients, at least, at most), (revenue, at least, at most)) of ``rows`` together.

        Each row errs by itself: the whole errs less than all of them. But rows of few clients lean on the share that
        the firm has of all, and on what all its clients buy: the whole is known no better than those.
        """
        won, free = sum(rows.mapped("clients")), sum(rows.mapped("companies"))
        least, most = (share * (won + free) / won if won else 1.0 for share in interval(won, won + free))

        def total(name, spread):
            middle = sum(rows.mapped(name))
            below = sqrt(sum((row[name] - row[f"{name}_low"]) ** 2 for row in rows))
            above = sqrt(sum((row[f"{name}_high"] - row[name]) ** 2 for row in rows))
            low, high = market.revenue_range(middle, least, most, spread, max(won, 1))
            return middle, max(0.0, min(middle - below, low)), max(middle + above, high)

        return total("expected", 0.0), total("revenue", rows.profile_id[:1].market_spread)

    def _market_domain(self, sector, size):
        """Return the domain of the companies of the census that are counted as of ``sector`` and ``size``."""
        self.ensure_one()
        activities = self.env["despacho.client.profile"]._codes_domain(sector)
        return (
            activities
            & Domain("size_class", "=", size)
            & Domain("state_id", "in", self._market_states().ids)
            & Domain("in_market", "=", True)
        )

    @api.model
    def _codes_domain(self, sector):
        """Return the domain of the census of a sector, or of those of which it is not known."""
        codes = self.env["despacho.cnae"]._sectors_by_code()
        if not sector:
            sure = Domain.OR(
                Domain("cnae_year", "=", year or False)
                & Domain("cnae", "in", [code for code, of_year in codes if of_year == year])
                for year in ("2009", "2025", "")
            )
            return Domain("cnae", "=", False) | ~sure
        return Domain.OR(
            Domain("cnae_year", "=", year or False)
            & Domain("cnae", "in", [key[0] for key, found in codes.items() if key[1] == year and found == sector.id])
            for year in ("2009", "2025", "")
        )
