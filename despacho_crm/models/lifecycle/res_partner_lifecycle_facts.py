from odoo import api, models
from odoo.tools import SQL

from ...tools import habits, priority, temperature
from ..activity.mail_activity import REACHED

#: The activities that chase a NIF are no commercial action.
_NOT_COMMERCIAL = "despacho_crm.mail_activity_type_nif"
#: Quotations with discount, none accepted, after which discounts do not interest them.
_DISCOUNTS_REFUSED = 3


class ResPartner(models.Model):
    """The steps of the update that say dates, habits and priority, and put all together."""

    _inherit = "res.partner"

    @api.model
    def _lifecycle_steps_facts(self, today, proposals):
        return [
            ("dates", self._lifecycle_sql_dates()),
            ("plans", self._lifecycle_sql_plans()),
            ("moments", self._lifecycle_sql_moments()),
            ("usual", self._lifecycle_sql_usual()),
            ("channels", self._lifecycle_sql_channels()),
            ("follow_up", self._lifecycle_sql_follow_up()),
            ("discounts", self._lifecycle_sql_discounts()),
            ("causes", self._lifecycle_sql_causes(today)),
            ("standing", self._lifecycle_sql_standing()),
            ("reach", self._lifecycle_sql_reach()),
            ("proposals", self._lifecycle_sql_proposals(proposals)),
            ("known", self._lifecycle_sql_known(proposals)),
            ("scored", self._lifecycle_sql_scored(today)),
        ]

    @api.model
    def _lifecycle_sql_dates(self):
        """Return the first and last day of a contact, and of a try: a call without answer is no contact."""
        return SQL(
            """
            SELECT partner_id, MIN(day) FILTER (WHERE reached) AS first_contact,
                   MAX(day) FILTER (WHERE reached) AS last_contact, MAX(day) AS last_try
              FROM (SELECT partner_id, %(done)s AS day,
                           result = ANY(%(reached)s) OR direction = 'inbound' AS reached FROM contacts
                    UNION ALL
                    SELECT partner_id, %(reply)s, TRUE FROM traces WHERE reply_datetime IS NOT NULL
                    UNION ALL
                    SELECT partner_id, %(received)s, TRUE FROM mails) exchange
             GROUP BY partner_id
            """,
            done=self._lifecycle_day(SQL("done_at")),
            reply=self._lifecycle_day(SQL("reply_datetime")),
            received=self._lifecycle_day(SQL("at")),
            reached=sorted(REACHED),
        )

    @api.model
    def _lifecycle_sql_plans(self):
        """Return the day of the next thing to do with each partner."""
        nif = self.env.ref(_NOT_COMMERCIAL, raise_if_not_found=False)
        return SQL(
            """
            SELECT partner_id, MIN(day) AS next_day
              FROM (SELECT target.id AS partner_id, activity.date_deadline AS day
                      FROM target JOIN mail_activity activity ON activity.partner_id = target.id
                     WHERE target.related AND activity.active AND activity.activity_type_id IS DISTINCT FROM %s
                    UNION ALL
                    SELECT partner_id, wake_date FROM leads
                     WHERE active AND outcome = 'snoozed' AND wake_date IS NOT NULL) plan
             GROUP BY partner_id
            """,
            nif.id if nif else None,
        )

    @api.model
    def _lifecycle_sql_moments(self):
        """Return how many times each partner opened mail or answered a call in each slot, in its own zone."""
        local = SQL(
            "moment AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(CASE WHEN target.tz <> ALL(%s) THEN target.tz END, %s)",
            self._lifecycle_unknown_zones(),
            habits.TIME_ZONE,
        )
        return SQL(
            """
            SELECT partner_id, kind, COUNT(*) AS hits,
                   1 + (EXTRACT(ISODOW FROM local)::int - 1) * %(bands)s
                     + WIDTH_BUCKET(EXTRACT(HOUR FROM local)::int, %(edges)s) AS slot
              FROM (SELECT exchange.partner_id, exchange.kind, %(local)s AS local
                      FROM (SELECT partner_id, 'mail' AS kind, open_datetime AS moment FROM traces
                             WHERE open_datetime IS NOT NULL
                            UNION ALL
                            SELECT partner_id, 'call', done_at FROM contacts
                             WHERE channel = 'call' AND result = ANY(%(reached)s)) exchange
                      JOIN target ON target.id = exchange.partner_id) localised
             GROUP BY partner_id, kind, slot
            """,
            bands=habits.BANDS,
            edges=list(habits.EDGES),
            local=local,
            reached=sorted(REACHED),
        )

    @api.model
    def _lifecycle_sql_usual(self):
        """Return the fullest slot of each partner, and the slot that may be called usual (0: none)."""
        return SQL(
            """
            SELECT DISTINCT ON (partner_id, kind) counted.partner_id, counted.kind, counted.total,
                   CASE WHEN claimed THEN slot ELSE 0 END AS slot,
                   CASE WHEN claimed THEN hits ELSE 0 END AS hits
              FROM (SELECT moments.*, SUM(moments.hits) OVER who AS total,
                           SUM(moments.hits) OVER who >= rules.lifecycle_observations
                           AND moments.hits * %(one_in)s >= SUM(moments.hits) OVER who AS claimed
                      FROM moments
                      JOIN target ON target.id = moments.partner_id
                      JOIN rules ON rules.company_id = target.rules_id
                    WINDOW who AS (PARTITION BY moments.partner_id, moments.kind)) counted
             ORDER BY partner_id, kind, counted.hits DESC, slot
            """,
            one_in=habits.USUAL_ONE_IN,
        )

    @api.model
    def _lifecycle_sql_channels(self):
        """Return the channel by which each partner was reached most, where there is enough to say it."""
        return SQL(
            """
            SELECT DISTINCT ON (partner_id) counted.*
              FROM (SELECT partner_id, channel, COUNT(*) AS hits,
                           SUM(COUNT(*)) OVER (PARTITION BY partner_id) AS total, MAX(at) AS last_at
                      FROM (SELECT partner_id, channel, done_at AS at FROM contacts
                             WHERE channel IS NOT NULL AND (result = ANY(%(reached)s) OR direction = 'inbound')
                            UNION ALL
                            SELECT partner_id, 'email', reply_datetime FROM traces
                             WHERE reply_datetime IS NOT NULL) reached
                     GROUP BY partner_id, channel) counted
              JOIN target ON target.id = counted.partner_id
              JOIN rules ON rules.company_id = target.rules_id
             WHERE counted.total >= rules.lifecycle_observations AND counted.hits * 2 >= counted.total
             ORDER BY partner_id, hits DESC, last_at DESC, channel
            """,
            reached=sorted(REACHED),
        )

    @api.model
    def _lifecycle_sql_follow_up(self):
        """Return how many mails arrived to each partner, and how many were opened or answered."""
        return SQL(
            """
            SELECT partner_id, COUNT(*) AS sent, COUNT(*) FILTER (WHERE worked) AS worked
              FROM (SELECT partner_id, open_datetime IS NOT NULL OR reply_datetime IS NOT NULL
                           OR links_click_datetime IS NOT NULL AS worked
                      FROM traces
                     WHERE sent_datetime IS NOT NULL AND trace_status NOT IN ('bounce', 'error', 'cancel')
                    UNION ALL
                    SELECT partner_id, result = ANY(%(reached)s) FROM contacts
                     WHERE channel = 'email' AND direction IS DISTINCT FROM 'inbound' AND result <> 'bounced') mail
             GROUP BY partner_id
            """,
            reached=sorted(REACHED),
        )

    @api.model
    def _lifecycle_sql_discounts(self):
        return SQL(
            """
            SELECT partner_id, COUNT(*) AS offered, COUNT(*) FILTER (WHERE state = 'sale') AS accepted
              FROM orders
             WHERE discounted AND state IN ('sale', 'cancel')
             GROUP BY partner_id
            """
        )

    @api.model
    def _lifecycle_sql_reach(self):
        """Return how and when each partner is reached."""
        return SQL(
            """
            SELECT target.id, channels.channel, channels.hits::int AS channel_hits,
                   channels.total::int AS channel_observations,
                   ROUND(100.0 * follow_up.worked / follow_up.sent)::int AS follow_up_works,
                   follow_up.sent::int AS follow_up_observations,
                   mail.slot AS mail_slot, mail.hits::int AS mail_slot_hits, mail.total::int AS mail_observations,
                   call.slot AS call_slot, call.hits::int AS call_slot_hits, call.total::int AS call_observations
              FROM target
              LEFT JOIN channels ON channels.partner_id = target.id
              LEFT JOIN follow_up ON follow_up.partner_id = target.id
              LEFT JOIN usual mail ON mail.partner_id = target.id AND mail.kind = 'mail'
              LEFT JOIN usual call ON call.partner_id = target.id AND call.kind = 'call'
            """
        )

    @api.model
    def _lifecycle_sql_proposals(self, proposals):
        rows = SQL(", ").join(SQL("%s", tuple(row)) for row in [*(proposals or ()), (0, 0, None)])
        return SQL("SELECT * FROM (VALUES %s) AS proposal (industry_id, owner_id, amount)", rows)

    @api.model
    def _lifecycle_sql_known(self, proposals):
        """Return each partner with all its columns but those that follow from them: temperature and priority.

        The steps before hold some of the joins each: to order them all at once, the database
        would think longer than it works when the partner is only one.
        """
        return SQL(
            """
            SELECT standing.*, reach.channel_hits, reach.channel_observations, reach.follow_up_works,
                   reach.follow_up_observations, reach.mail_slot, reach.mail_slot_hits, reach.mail_observations,
                   reach.call_slot, reach.call_slot_hits, reach.call_observations, target.rules_id,
                   target.temperature AS temperature_before, target.temperature_manual,
                   dates.first_contact AS first_contact_date, dates.last_contact AS last_contact_date,
                   dates.last_try AS last_try_date, plans.next_day AS next_action_date,
                   -- What a client could buy is not what others buy: its own invoices say more.
                   CASE WHEN target.potential_typed THEN target.potential
                        WHEN standing.lifecycle IN ('prospect', 'lead', 'former') THEN %(proposed)s END AS potential,
                   CASE WHEN target.preferred_channel_typed THEN target.preferred_channel
                        ELSE reach.channel END AS preferred_channel,
                   CASE WHEN target.discount_interest_typed THEN target.discount_interest
                        WHEN discounts.accepted > 0 THEN 'yes'
                        WHEN discounts.offered >= %(refused)s THEN 'no' END AS discount_interest,
                   discounts.accepted::int AS discount_accepted, discounts.offered::int AS discount_offered
              FROM target
              JOIN standing ON standing.id = target.id
              JOIN reach ON reach.id = target.id
              LEFT JOIN dates ON dates.partner_id = target.id
              LEFT JOIN plans ON plans.partner_id = target.id
              LEFT JOIN discounts ON discounts.partner_id = target.id
              LEFT JOIN proposals ON proposals.industry_id = target.industry_id
                                 AND proposals.owner_id = COALESCE(target.company_id, 0)
            """,
            proposed=SQL("NULLIF(target.potential, 0)") if proposals is None else SQL("proposals.amount::numeric"),
            refused=_DISCOUNTS_REFUSED,
        )

    @api.model
    def _lifecycle_sql_scored(self, today):
        """Return the columns as they are written. The points are those of ``tools.priority.points``."""
        weights = SQL(
            "(rules.priority_weight_potential + rules.priority_weight_date + rules.priority_weight_purchases)"
        )
        return SQL(
            """
            SELECT known.*,
                   CASE WHEN known.lifecycle IS NULL THEN NULL
                        WHEN known.temperature_manual THEN known.temperature_before
                        ELSE (ARRAY[%(names)s])[1 + known.level] END AS temperature,
                   -- Each part is rounded on its own, as it is shown: together they could be one too many.
                   CASE WHEN known.lifecycle IS NOT NULL THEN LEAST(100,
                       ROUND(100.0 * rules.priority_weight_potential / %(weights)s * LEAST(GREATEST(
                           COALESCE(known.potential, 0) / rules.priority_full_potential, 0), 1))::int
                     + ROUND(100.0 * rules.priority_weight_date / %(weights)s * LEAST(GREATEST(
                           COALESCE(1 - (known.next_action_date - %(today)s::date)::numeric / %(horizon)s, 0), 0), 1)
                       )::int
                     + ROUND(100.0 * rules.priority_weight_purchases / %(weights)s * LEAST(GREATEST(
                           COALESCE(known.invoiced_12m, 0) / rules.priority_full_purchases, 0), 1))::int)
                   END AS priority_score
              FROM known
              JOIN rules ON rules.company_id = known.rules_id
            """,
            names=SQL(", ").join(SQL("%s", name) for name in temperature.NAMES),
            weights=weights,
            today=today,
            horizon=priority.HORIZON,
        )
