from odoo import api, models
from odoo.tools import SQL

from ...tools import temperature


class ResPartner(models.Model):
    """The steps of the update that say what signs of interest there are, and what follows from them."""

    _inherit = "res.partner"

    @api.model
    def _lifecycle_steps_signals(self, today):
        return [
            ("kinds", self._lifecycle_sql_kinds()),
            ("refusals", self._lifecycle_sql_refusals()),
            ("signals", self._lifecycle_sql_signals()),
            ("judged", self._lifecycle_sql_judged(today)),
            ("maturity", self._lifecycle_sql_maturity()),
            ("interest", self._lifecycle_sql_interest()),
        ]

    @api.model
    def _lifecycle_sql_kinds(self):
        rows = SQL(", ").join(SQL("%s", tuple(sign)) for sign in temperature.SIGNS)
        return SQL("SELECT * FROM (VALUES %s) AS kind (code, fresh, stale, fades)", rows)

    @api.model
    def _lifecycle_sql_refusals(self):
        """Return the last time that each partner said no: in a contact, or by a lead that was lost."""
        return SQL(
            """
            SELECT partner_id, MAX(at) AS at
              FROM (SELECT partner_id, done_at AS at FROM contacts
                     WHERE reaction = 'not_interested' OR result = 'refused'
                    UNION ALL
                    SELECT partner_id, closed_at FROM leads
                     WHERE outcome IN ('not_interested', 'lost', 'lost_competitor')
                        OR NOT active AND outcome IN ('open', 'snoozed')) refusal
             GROUP BY partner_id
            """
        )

    @api.model
    def _lifecycle_sql_signals(self):
        """Return (partner, code, moment in UTC, value) of each sign: of a kind, the last one."""
        return SQL(
            """
            (SELECT DISTINCT ON (partner_id) partner_id, reaction AS code, done_at AS at, NULL::int AS value
               FROM contacts WHERE reaction IS NOT NULL AND reaction <> 'complaint'
              ORDER BY partner_id, done_at DESC, id DESC)
            UNION ALL
            (SELECT DISTINCT ON (partner_id) partner_id, 'chance', done_at, chance
               FROM contacts WHERE chance IS NOT NULL
              ORDER BY partner_id, done_at DESC, id DESC)
            UNION ALL
            SELECT partner_id, 'asked', MAX(at), NULL
              FROM (SELECT partner_id, done_at AS at FROM contacts WHERE direction = 'inbound'
                    UNION ALL
                    SELECT partner_id, at FROM mails) inbound
             GROUP BY partner_id
            UNION ALL
            SELECT partner_id, 'replied', MAX(reply_datetime), NULL FROM traces
             WHERE reply_datetime IS NOT NULL GROUP BY partner_id
            UNION ALL
            SELECT partner_id, 'clicked', MAX(links_click_datetime), NULL FROM traces
             WHERE links_click_datetime IS NOT NULL GROUP BY partner_id
            UNION ALL
            SELECT partner_id, type, MAX(moved_at), NULL FROM leads
             WHERE active AND outcome = 'open' GROUP BY partner_id, type
            UNION ALL
            SELECT partner_id, 'won', MAX(closed_at), NULL FROM leads
             WHERE outcome = 'won' AND type = 'opportunity' GROUP BY partner_id
            UNION ALL
            SELECT partner_id, 'postponed', MAX(moved_at), NULL FROM leads
             WHERE active AND outcome = 'snoozed' GROUP BY partner_id
            UNION ALL
            -- With the company that issued them: whoever does not belong to it is not told the day.
            (SELECT DISTINCT ON (partner_id) partner_id, 'quotation', date_order, company_id
               FROM orders WHERE state = 'sent'
              ORDER BY partner_id, date_order DESC, id DESC)
            UNION ALL
            SELECT partner_id, 'invoice', last_invoice_date::timestamp, last_company_id
              FROM money WHERE last_invoice_date IS NOT NULL
            """
        )

    @api.model
    def _lifecycle_sql_judged(self, today):
        """Return the signs that count, each with what it makes of the partner today."""
        return SQL(
            """
            SELECT sign.*,
                   CASE WHEN sign.code = 'chance' AND sign.value < rules.lifecycle_warm_chance THEN 0
                        WHEN sign.code = 'chance' AND sign.value < rules.lifecycle_hot_chance
                             AND sign.age <= rules.lifecycle_warm_days THEN sign.stale
                        WHEN sign.age <= rules.lifecycle_hot_days THEN sign.fresh
                        WHEN sign.age <= rules.lifecycle_warm_days THEN sign.stale
                        ELSE 0 END AS level
              FROM (SELECT signals.partner_id, signals.code, signals.value, signals.at,
                           kinds.fresh, kinds.stale, kinds.fades, %(day)s AS day, %(today)s::date - %(day)s AS age
                      FROM signals
                      JOIN kinds ON kinds.code = signals.code
                      LEFT JOIN refusals ON refusals.partner_id = signals.partner_id
                     WHERE NOT kinds.fades OR refusals.at IS NULL OR refusals.at < signals.at) sign
              JOIN target ON target.id = sign.partner_id
              JOIN rules ON rules.company_id = target.rules_id
            """,
            # An invoice has a date, not a moment: it is not to change day with the zone.
            day=SQL(
                "CASE WHEN signals.code = 'invoice' THEN signals.at::date ELSE %s END",
                self._lifecycle_day(SQL("signals.at")),
            ),
            today=today,
        )

    @api.model
    def _lifecycle_sql_maturity(self):
        return SQL(
            """
            SELECT partner_id, MAX(level) AS level,
                   BOOL_OR(level > 0 AND code <> 'invoice') AS interested,
                   BOOL_OR(level > 0 AND code = ANY(%(responses)s)) AS responded,
                   JSONB_AGG(JSONB_BUILD_OBJECT('code', code, 'level', level, 'on', day, 'value', value)
                             ORDER BY level DESC, day DESC, code) FILTER (WHERE level > 0) AS signals
              FROM judged
             GROUP BY partner_id
            """,
            responses=list(temperature.RESPONSES),
        )

    @api.model
    def _lifecycle_sql_interest(self):
        """Return who has or had a lead that was one, who has none but spam, and the day of the last one won."""
        return SQL(
            """
            SELECT partner_id,
                   BOOL_OR(outcome NOT IN ('spam', 'not_interested') AND (active OR type = 'opportunity'
                           OR outcome = 'converted')) AS lead,
                   BOOL_AND(outcome = 'spam') AS spam,
                   MAX(%s) FILTER (WHERE outcome = 'won' AND type = 'opportunity') AS won_day
              FROM leads
             GROUP BY partner_id
            """,
            self._lifecycle_day(SQL("closed_at")),
        )
