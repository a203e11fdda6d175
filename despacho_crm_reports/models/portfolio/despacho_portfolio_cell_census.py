from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class DespachoPortfolioCell(models.Model):
    """The market that is no contact yet: counted in the census, by activity, place, size and form."""

    _inherit = "despacho.portfolio.cell"

    @api.model
    def _build_census(self, today, company=None):
        """Add the rows of the companies of the census that are no contact: of the lists of ``company``, or of all."""
        sectors = self.env["despacho.cnae"]._sectors_by_code()
        self.env.cr.execute(
            SQL(
                """
                WITH sectors AS (
                    SELECT * FROM UNNEST(%(codes)s::varchar[], %(years)s::varchar[], %(sectors)s::int[])
                             AS given (code, year, id)
                )
                INSERT INTO despacho_portfolio_cell
                       (company_id, kind, year, section_id, sector_id, size_class, region_id, state_id, legal_form,
                        currency_id, revenue, revenue_before, contacts, hours, bought, acquired, lost, served,
                        bought_before, census_count)
                SELECT census.company_id, 'census', %(this_year)s, division.parent_id, division.id, census.size_class,
                       state.region_id, census.state_id, census.legal_form,
                       %(currency)s::int, 0, 0, 0, 0, FALSE, FALSE, FALSE, FALSE, FALSE, COUNT(*)
                  FROM despacho_census_company census
                  LEFT JOIN sectors ON sectors.code = census.cnae AND sectors.year = COALESCE(census.cnae_year, '')
                  LEFT JOIN despacho_cnae division ON division.id = sectors.id
                  LEFT JOIN res_country_state state ON state.id = census.state_id
                 WHERE NOT EXISTS (SELECT FROM res_partner partner WHERE partner.nif_key = census.nif_key)
                   AND census.company_id IS NOT DISTINCT FROM %(company)s::int
                 GROUP BY census.company_id, division.parent_id, division.id, census.size_class, state.region_id,
                          census.state_id, census.legal_form
                """,
                codes=[code for code, _year in sectors],
                years=[year for _code, year in sectors],
                sectors=list(sectors.values()),
                this_year=today.year,
                currency=(company or self.env["res.company"]._lifecycle_reference()).currency_id.id,
                company=company.id if company else None,
            )
        )

    @api.model
    def _census_domain(self, domain):
        """Return the domain of the companies of the census that the rows of ``domain`` count."""
        sectors = self.env["despacho.cnae"]._sectors_by_code()
        Cnae = self.env["despacho.cnae"]

        def of_sectors(ids):
            wanted = [pair for pair, sector in sectors.items() if sector in ids]
            by_year = {}
            for code, year in wanted:
                by_year.setdefault(year, []).append(code)
            return Domain.OR(
                Domain("cnae", "in", codes) & Domain("cnae_year", "=", y or False) for y, codes in by_year.items()
            )

        def of_values(condition, found, unknown):
            """``found``: function from the ids that are asked for to their domain; nothing known is one more."""
            values = set(condition.value) if condition.operator in ("in", "not in") else {condition.value}
            some = found({value for value in values if value})
            if not all(values):
                some |= unknown
            return ~some if condition.operator in ("not in", "!=") else some

        def of_sections(ids):
            return of_sectors(set(Cnae.search([("parent_id", "in", ids)]).ids))

        no_activity = ~of_sectors(set(sectors.values()))
        no_region = Domain("state_id", "=", False) | Domain("state_id.region_id", "=", False)

        def say(condition):
            name = condition.field_expr
            if name == "sector_id":
                return of_values(condition, of_sectors, no_activity)
            if name == "section_id":
                return of_values(condition, of_sections, no_activity)
            if name == "region_id":
                return of_values(condition, lambda ids: Domain("state_id.region_id", "in", ids), no_region)
            if name in ("size_class", "state_id", "legal_form", "company_id"):
                return condition
            # A year, a kind or a service tells nothing more of who is no contact.
            return Domain.TRUE

        known = SQL("(SELECT nif_key FROM res_partner WHERE nif_key IS NOT NULL)")
        return Domain(domain).optimize(self).map_conditions(say) & Domain("nif_key", "not in", known)
