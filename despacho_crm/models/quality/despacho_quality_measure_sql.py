from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import territory

#: Figures of a company older than these years say little.
_FIGURES_YEARS = 2


class DespachoQualityMeasure(models.Model):
    """How each measure is asked of the database, of all contacts of a batch at once."""

    _inherit = "despacho.quality.measure"

    @api.model
    def _sql_measures(self):
        """Return {code: (whom it is asked of, that it is well)}, on ``partner``, ``people`` and ``rules``."""
        everybody, company = SQL("TRUE"), SQL("partner.is_company")
        spanish = SQL("partner.zip > '' AND (partner.country_id IS NULL OR partner.country_id = %s)", self._spain_id())
        return {
            "nif": (everybody, SQL("(partner.nif_key IS NOT NULL OR partner.nif_exemption_reason IS NOT NULL)")),
            "phone": (everybody, SQL("(partner.phone > '' OR people.phone)")),
            "email": (everybody, SQL("(partner.email > '' OR people.email)")),
            "street": (everybody, SQL("(partner.street > '' AND partner.city > '')")),
            "zip": (everybody, SQL("partner.zip > ''")),
            "state": (everybody, SQL("partner.state_id IS NOT NULL")),
            "salesperson": (everybody, SQL("partner.user_id IS NOT NULL")),
            "cnae": (company, SQL("partner.cnae_id IS NOT NULL")),
            "size": (company, SQL("partner.size_class > ''")),
            "employees": (company, SQL("people.employees")),
            "website": (company, SQL("partner.website > ''")),
            "contact": (company, SQL("people.reachable")),
            "contact_role": (company, SQL("people.decides")),
            "nif_valid": (
                SQL("partner.vat > ''"),
                SQL("(partner.nif_state IN ('valid', 'exempt') AND partner.nif_collision IS NOT TRUE)"),
            ),
            "email_valid": (
                SQL("partner.email > ''"),
                SQL("(partner.email_normalized > '' AND COALESCE(partner.message_bounce, 0) = 0)"),
            ),
            "phone_valid": (SQL("partner.phone > ''"), SQL("partner.phone_sanitized > ''")),
            "zip_valid": (
                spanish,
                SQL(
                    """
                    (partner.zip ~ '^[0-9]{5}$' AND (partner.state_id IS NULL OR EXISTS (
                        SELECT FROM provinces WHERE provinces.state_id = partner.state_id
                           AND provinces.prefix = LEFT(partner.zip, 2))))
                    """
                ),
            ),
            "twin": (
                everybody,
                SQL(
                    """
                    NOT EXISTS (SELECT FROM despacho_match_pair pair
                                 WHERE partner.id IN (pair.partner_id, pair.other_id) AND pair.state = 'proposed')
                    """
                ),
            ),
            "checked": (everybody, SQL("people.known_on >= %s", self._fresh_since())),
            "figures": (
                SQL("people.figures_year IS NOT NULL"),
                SQL("people.figures_year >= %s", fields.Date.context_today(self).year - _FIGURES_YEARS),
            ),
        }

    @api.model
    def _fresh_since(self):
        months = self.env["res.company"]._lifecycle_reference().quality_fresh_months
        return fields.Date.context_today(self) - relativedelta(months=months)

    @api.model
    def _spain_id(self):
        return self.env.ref("base.es").id

    @api.model
    def _sql_provinces(self):
        """Return the rows (state, digits with which its postcodes begin)."""
        states = self.env["res.country.state"].search([("country_id", "=", self._spain_id())])
        by_code = {province.code: prefix for prefix, province in territory.PROVINCES.items()}
        rows = [(state.id, by_code[state.code]) for state in states if state.code in by_code]
        ids, prefixes = zip(*rows, strict=True) if rows else ((), ())
        return SQL("SELECT * FROM UNNEST(%s::int[], %s::varchar[]) AS p (state_id, prefix)", [*ids], [*prefixes])

    @api.model
    def _sql_people(self):
        """Return what is known of a ``partner`` through its people, its years and the days of its life."""
        return SQL(
            """
            SELECT COALESCE(BOOL_OR(child.phone > ''), FALSE) AS phone,
                   COALESCE(BOOL_OR(child.email > ''), FALSE) AS email,
                   COALESCE(BOOL_OR(child.name > '' AND (child.phone > '' OR child.email > '')), FALSE) AS reachable,
                   COALESCE(BOOL_OR(child.contact_role = 'decides'), FALSE) AS decides,
                   (SELECT MAX(year) FROM despacho_company_year one WHERE one.partner_id = partner.id) AS figures_year,
                   EXISTS (SELECT FROM despacho_company_year one
                            WHERE one.partner_id = partner.id AND one.employees IS NOT NULL) AS employees,
                   GREATEST(partner.quality_checked_on, partner.create_date::date, partner.last_contact_date)
                       AS known_on
              FROM res_partner child
             WHERE child.parent_id = partner.id AND child.active AND child.is_company IS NOT TRUE
               AND COALESCE(child.type, 'contact') = 'contact'
            """
        )

    @api.model
    def _sql_counts(self):
        """Return the condition that ``partner`` is somebody whose record is looked after: clients and prospects."""
        return SQL(
            """
            partner.active AND partner.merged_into_id IS NULL AND partner.lifecycle IS NOT NULL
            AND partner.partner_share AND partner.commercial_partner_id = partner.id
            AND NOT EXISTS (SELECT FROM res_company own WHERE own.partner_id = partner.id)
            """
        )

    @api.model
    def _sql_ratings(self, ids):
        """Return the query that gives (partner, score, filled, valid, fresh, gaps, gap usefulness, passed) of ``ids``.

        Scores from 0 to 100, by usefulness; ``gaps``: the measures that fail, the most useful first.
        """
        known = self._sql_measures()
        measures = self.search([("usefulness", ">", 0), ("code", "in", list(known))])
        rows = SQL(", ").join(
            SQL(
                "(%s, %s::numeric, %s, CASE WHEN %s THEN COALESCE(%s, FALSE) END)",
                measure.id,
                measure.usefulness,
                measure.kind,
                *known[measure.code],
            )
            for measure in measures
        )
        return SQL(
            """
            WITH provinces AS MATERIALIZED (%(provinces)s)
            SELECT partner.id AS partner_id, %(score)s AS score, %(filled)s AS filled, %(valid)s AS valid,
                   %(fresh)s AS fresh,
                   COALESCE(JSONB_AGG(said.measure_id ORDER BY said.useful DESC, said.measure_id)
                            FILTER (WHERE NOT said.well), '[]') AS gaps,
                   COALESCE(SUM(said.useful) FILTER (WHERE NOT said.well), 0) AS gap_usefulness,
                   COALESCE(JSONB_AGG(said.measure_id) FILTER (WHERE said.well), '[]') AS passed
              FROM res_partner partner
             CROSS JOIN LATERAL (%(people)s) AS people
             CROSS JOIN LATERAL (VALUES %(rows)s) AS said (measure_id, useful, kind, well)
             WHERE partner.id = ANY(%(ids)s) AND %(counts)s
             GROUP BY partner.id
            """,
            provinces=self._sql_provinces(),
            score=_percent(SQL("TRUE")),
            filled=_percent(SQL("said.kind = 'filled'")),
            valid=_percent(SQL("said.kind = 'valid'")),
            fresh=_percent(SQL("said.kind = 'fresh'")),
            people=self._sql_people(),
            rows=rows or SQL("(0, 0, 'filled', NULL::boolean)"),
            ids=list(ids),
            counts=self._sql_counts(),
        )

    @api.model
    def _recheck_since(self):
        """Return the day from which on whoever was checked is not asked for again."""
        days = self.env["res.company"]._lifecycle_reference().quality_recheck_days
        return fields.Date.context_today(self) - timedelta(days=days)


def _percent(which):
    return SQL(
        """
        COALESCE(ROUND(100 * COALESCE(SUM(said.useful) FILTER (WHERE %(which)s AND said.well), 0)
                 / NULLIF(SUM(said.useful) FILTER (WHERE %(which)s AND said.well IS NOT NULL), 0)), 100)::int
        """,
        which=which,
    )
