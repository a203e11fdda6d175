from odoo import api, fields, models
from odoo.tools import SQL


class DespachoQualitySnapshot(models.Model):
    """How good the base of a company was on a day: on the whole, and by what is asked of each record."""

    _name = "despacho.quality.snapshot"
    _description = "Quality of the base on a day"
    _order = "date desc, dimension, measure_id"
    _rec_name = "date"

    date = fields.Date(required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, index=True, ondelete="cascade", readonly=True)
    dimension = fields.Selection(
        [
            ("score", "Quality"),
            ("filled", "Completeness"),
            ("valid", "Validity"),
            ("fresh", "Up to date"),
            ("measure", "One datum"),
        ],
        string="What is measured",
        required=True,
        readonly=True,
    )
    measure_id = fields.Many2one("despacho.quality.measure", string="Datum", ondelete="cascade", readonly=True)
    percent = fields.Float(string="Percent (0 to 100)", digits=(5, 1), aggregator="avg", readonly=True)
    total = fields.Integer(string="Records", readonly=True, aggregator="max")
    missing = fields.Integer(string="Records that lack it", readonly=True, aggregator="max")

    _once_a_day = models.UniqueIndex(
        "(company_id, date, dimension, COALESCE(measure_id, 0))", "The base is measured once a day."
    )

    @api.model
    def _take(self, day):
        """Write down how the base of each company is, in one statement; again on the same day replaces it."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH rated AS MATERIALIZED (
                    SELECT company.id AS company_id, record.*
                      FROM res_company company
                      JOIN despacho_quality_record record ON TRUE
                      JOIN res_partner partner ON partner.id = record.partner_id
                       AND (partner.company_id IS NULL OR partner.company_id = company.id)
                     WHERE company.active
                ), said AS (
                    SELECT company_id, measure_id::int, COUNT(*) AS total, COUNT(*) FILTER (WHERE NOT well) AS missing
                      FROM rated
                     CROSS JOIN LATERAL (
                        SELECT value, FALSE FROM JSONB_ARRAY_ELEMENTS_TEXT(gaps) AS one (value)
                         UNION ALL
                        SELECT value, TRUE FROM JSONB_ARRAY_ELEMENTS_TEXT(passed) AS one (value)
                     ) AS each (measure_id, well)
                     GROUP BY 1, 2
                )
                INSERT INTO despacho_quality_snapshot
                       (company_id, date, dimension, measure_id, percent, total, missing)
                SELECT company_id, %(day)s::date, 'measure', measure_id, 100.0 * (total - missing) / total,
                       total, missing
                  FROM said JOIN despacho_quality_measure measure ON measure.id = measure_id
                UNION ALL
                SELECT company_id, %(day)s::date, dimension, NULL, AVG(value), COUNT(*),
                       COUNT(*) FILTER (WHERE value < 100)
                  FROM rated
                 CROSS JOIN LATERAL (VALUES ('score', score), ('filled', filled), ('valid', valid), ('fresh', fresh))
                       AS each (dimension, value)
                 GROUP BY company_id, dimension
                ON CONFLICT (company_id, date, dimension, COALESCE(measure_id, 0)) DO UPDATE
                   SET percent = EXCLUDED.percent, total = EXCLUDED.total, missing = EXCLUDED.missing
                """,
                day=day,
            )
        )
        self.invalidate_model(flush=False)
