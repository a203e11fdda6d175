from odoo import models
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.feeding.despacho_census_company import _PERSONS

from ...tools.profile import best
from .despacho_client_profile_row import FEATURES


class DespachoClientProfile(models.Model):
    """Whoever is of a kind has the points of it: contacts one by one, millions of the census by their kinds."""

    _inherit = "despacho.client.profile"

    def _sql_chance(self, points):
        return SQL("1 / (1 + POWER(2::float, -(%s)))", points)

    def _base_chance(self):
        return 1 / (1 + 2**-self.base_points)

    def _write_scores(self, clients, chosen):
        """Score every contact of the base."""
        totals = best.points(clients, self._get_weights()) if clients else {}
        joins, points = self._sql_points("who")
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH %(facts)s, scored AS (
                    SELECT who.id AS partner_id, %(kind)s AS kind, %(points)s AS score,
                           COALESCE(bought.value, 0) AS value, COALESCE(bought.before, 0) AS before,
                           COALESCE(used.services, 0) AS services, paid.delay
                      FROM who
                      LEFT JOIN bought ON bought.partner_id = who.id
                      LEFT JOIN used ON used.partner_id = who.id
                      LEFT JOIN paid ON paid.partner_id = who.id
                      %(joins)s
                     WHERE who.active OR bought.now
                )
                INSERT INTO despacho_client_score (profile_id, company_id, partner_id, kind, score, chance, band,
                                                   value, before, services, delay, delay_known, is_best, points_total)
                SELECT %(profile)s, %(company)s, scored.partner_id, kind, score, %(chance)s, %(band)s,
                       ROUND(value, 2), ROUND(before, 2), services, delay, delay IS NOT NULL,
                       COALESCE(good.is_best, FALSE), good.total
                  FROM scored
                  LEFT JOIN UNNEST(%(ids)s::int[], %(totals)s::float[], %(best)s::boolean[])
                       AS good (partner_id, total, is_best) USING (partner_id)
                """,
                facts=self._sql_facts(),
                kind=self._sql_kind(),
                points=points,
                joins=joins,
                profile=self.id,
                company=self.company_id.id,
                chance=self._sql_chance(SQL("score")),
                band=self.env["despacho.client.score"]._sql_band(self._sql_chance(SQL("score")), self._base_chance()),
                ids=list(totals),
                totals=[one.total for one in totals.values()],
                best=[key in chosen for key in totals],
            )
        )
        self.env["despacho.client.score"].invalidate_model()

    def _write_cells(self):
        """Score every kind of company that the census or the clients have, and count it.

        Natural persons are counted on neither side: the share of clients is of what the market consists of.
        """
        joins, points = self._sql_points("kind")
        names = SQL(", ").join(SQL.identifier(name) for name in FEATURES)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH %(facts)s, client AS (
                    SELECT GREATEST(bought.value, 0) AS revenue, %(of_who)s
                      FROM who JOIN bought ON bought.partner_id = who.id AND bought.now
                     WHERE who.nif_key IS NULL OR LEFT(who.nif_key, 1) <> ALL(%(persons)s)
                ), market AS (%(census)s), kind AS (
                    SELECT %(names)s, SUM(companies) AS companies, SUM(clients) AS clients, SUM(revenue) AS revenue
                      FROM (SELECT %(names)s, companies, 0 AS clients, 0 AS revenue FROM market
                            UNION ALL
                            SELECT %(names)s, 0, 1, revenue FROM client) one
                     GROUP BY %(names)s
                ), scored AS (
                    SELECT %(of_kind)s, companies, clients, revenue, %(points)s AS score FROM kind %(joins)s
                )
                INSERT INTO despacho_client_cell (profile_id, company_id, %(names)s, companies, clients, revenue,
                                                  score, chance, band)
                SELECT %(profile)s, %(company)s, %(names)s, companies, clients, ROUND(revenue, 2),
                       score, %(chance)s, %(band)s
                  FROM scored
                """,
                facts=self._sql_facts(),
                names=names,
                of_who=SQL(", ").join(SQL.identifier("who", name) for name in FEATURES),
                of_kind=SQL(", ").join(SQL.identifier("kind", name) for name in FEATURES),
                census=self._sql_census(),
                persons=list(_PERSONS),
                points=points,
                joins=joins,
                profile=self.id,
                company=self.company_id.id,
                chance=self._sql_chance(SQL("score")),
                band=self.env["despacho.client.cell"]._sql_band(self._sql_chance(SQL("score")), self._base_chance()),
            )
        )
        self.env["despacho.client.cell"].invalidate_model()

    def _sql_census(self):
        """Return how many companies of the census there are of each kind.

        Grouped by the code first: the classification is looked up for thousands of groups, not millions of rows.
        """
        codes = self.env["despacho.cnae"]._sectors_by_code()
        return SQL(
            """
            SELECT of_code.sector_id, grouped.size_class, grouped.state_id, grouped.legal_form,
                   SUM(grouped.companies)::int AS companies
              FROM (SELECT census.cnae, COALESCE(census.cnae_year, '') AS cnae_year, census.size_class,
                           census.state_id, census.legal_form, COUNT(*) AS companies
                      FROM despacho_census_company census
                     WHERE %(counted)s
                     GROUP BY 1, 2, 3, 4, 5) grouped
              LEFT JOIN UNNEST(%(codes)s::varchar[], %(years)s::varchar[], %(sectors)s::int[])
                   AS of_code (code, year, sector_id)
                ON of_code.code = grouped.cnae AND of_code.year = grouped.cnae_year
             GROUP BY 1, 2, 3, 4
            """,
            counted=self._sql_counted("census"),
            codes=[code for code, _year in codes],
            years=[year for _code, year in codes],
            sectors=list(codes.values()),
        )

    def _sql_counted(self, alias):
        """Return the condition that a row ``alias`` of the census is of the market: of each NIF one, and no client."""
        self.env.flush_all()
        # Looked up before: so the database knows how few they are, beside millions.
        clients = self.env.execute_query(
            SQL(
                """
                WITH %s
                SELECT who.nif_key FROM who JOIN bought ON bought.partner_id = who.id AND bought.now
                 WHERE who.nif_key IS NOT NULL
                """,
                self._sql_facts(),
            )
        )
        return SQL(
            """
            (%(of_company)s IS NULL OR %(of_company)s = %(company)s)
            AND LEFT(%(nif)s, 1) <> ALL(%(persons)s)
            AND (%(of_company)s IS NULL OR NOT EXISTS (
                 SELECT FROM despacho_census_company shared
                  WHERE shared.nif_key = %(nif)s AND shared.company_id IS NULL))
            AND %(nif)s <> ALL(%(clients)s::varchar[])
            """,
            of_company=SQL.identifier(alias, "company_id"),
            nif=SQL.identifier(alias, "nif_key"),
            company=self.company_id.id,
            clients=[key for (key,) in clients],
            persons=list(_PERSONS),
        )
