from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.pipeline.crm_stage import CLOSED_OUTCOMES

#: To be in such a stage is to have got further.
_AHEAD = ("open", "converted", "won")
_DAY = 86400


class DespachoDashboard(models.AbstractModel):
    """From the lead to the client: what came in, how far it got, how long it took."""

    _inherit = "despacho.dashboard"

    @api.model
    def _get_parts(self, scope):
        return {**super()._get_parts(scope), "funnel": self._part_funnel(scope)}

    @api.model
    def _funnel_base(self, scope):
        """Return the domain of the leads and opportunities of these people, spam left out."""
        spam = self.env["crm.stage"].search([("outcome", "=", "spam")])
        return (
            self.env["crm.lead"]._pipeline_company_domain(scope.company)
            & scope.worked_by("user_id", "team_id")
            & Domain("stage_id", "not in", spam.ids)
        )

    @api.model
    def _part_funnel(self, scope):
        base = self._funnel_base(scope)
        came, stages = base & scope.within("create_date"), self._get_stages(scope)
        counts = self._get_passed(came, stages)
        alive = base & Domain("won_status", "=", "pending") & Domain("active", "=", True)
        here = dict(self.env["crm.lead"]._read_group(alive, ["stage_id"], ["__count"]))
        return {
            "figures": self._get_funnel_figures(scope, base, came, alive),
            "stages": [
                self._get_stage_row(stage, stages, counts.get(stage.id, {}), here.get(stage, 0), came, alive)
                for stage in stages
            ],
        }

    @api.model
    def _get_stages(self, scope):
        """Return the stages of the way, those of leads first, in their order."""
        team = Domain("team_ids", "=", False)
        if scope.team:
            team |= Domain("team_ids", "in", scope.team.ids)
        stages = self.env["crm.stage"].search(
            Domain("outcome", "!=", "spam") & (team if scope.team else Domain.TRUE), order="sequence, id"
        )
        order = {"lead": 0, "both": 1, "opportunity": 2}
        return stages.sorted(lambda stage: (order[stage.lead_type], stage.sequence, stage.id))

    @api.model
    def _get_stage_row(self, stage, stages, numbers, here, came, alive):
        """Return what is told of a stage, of those that came in the period: how many passed, got further, how long."""
        reached, ahead = numbers.get("reached", 0), self._stages_ahead(stage, stages)
        passed = came & Domain("passed_stage_ids", "in", stage.ids)
        title = {"stage": stage.name}
        archived = {"active_test": False}
        return {
            "id": stage.id,
            "name": stage.name,
            "type": stage.lead_type,
            "outcome": stage.outcome,
            "closed": stage.outcome in CLOSED_OUTCOMES,
            "reached": reached,
            "ahead": numbers.get("ahead", 0) if ahead else 0,
            "percent": round(100 * numbers.get("ahead", 0) / reached) if reached and ahead else None,
            "days": None if stage.outcome in CLOSED_OUTCOMES else round((numbers.get("seconds") or 0) / _DAY, 1),
            "here": here,
            "open_reached": self._opens(
                self.env._("Went through «%(stage)s»", **title), "crm.lead", passed, **archived
            ),
            "open_ahead": self._opens(
                self.env._("Got further than «%(stage)s»", **title),
                "crm.lead",
                passed & Domain("passed_stage_ids", "in", ahead.ids),
                **archived,
            ),
            "open_here": self._opens(
                self.env._("Now in «%(stage)s»", **title), "crm.lead", alive & Domain("stage_id", "=", stage.id)
            ),
        }

    @api.model
    def _stages_ahead(self, stage, stages):
        """Return the stages that are further on than this one; from an end there is nowhere to go."""
        if stage.outcome in CLOSED_OUTCOMES - {"converted"}:
            return stages.browse()
        place = list(stages).index(stage)
        return stages[place + 1 :].filtered(lambda one: one.outcome in _AHEAD)

    @api.model
    def _get_passed(self, came, stages):
        """Return {stage id: {reached, ahead, seconds}} of these leads, in one query.

        Stays are counted as the duration of each stage of Odoo is, but what was closed stays nowhere any more.
        """
        leads = self.env["crm.lead"].with_context(active_test=False)
        leads.flush_model(["stage_id", "create_date", "date_closed", "won_status"])
        rows = self.env.execute_query_dict(
            SQL(
                """
                WITH came AS MATERIALIZED (
                    SELECT id, stage_id, create_date,
                           CASE WHEN won_status IN ('won', 'lost') THEN COALESCE(date_closed, %(now)s)
                                ELSE %(now)s END AS until
                      FROM crm_lead WHERE id IN %(leads)s
                ), left_it AS (
                    SELECT past.lead_id, past.id AS place, past.moment, past.stage_id
                      FROM (%(past)s) past JOIN came ON came.id = past.lead_id
                     UNION ALL
                    SELECT id, NULL, until, stage_id FROM came
                ), stay AS (
                    SELECT came.id AS lead_id, left_it.stage_id,
                           left_it.moment - COALESCE(
                               LAG(left_it.moment) OVER (PARTITION BY came.id ORDER BY left_it.place), came.create_date
                           ) AS length
                      FROM left_it JOIN came ON came.id = left_it.lead_id
                ), passed AS (
                    SELECT stay.lead_id, rank.stage_id, rank.place,
                           SUM(GREATEST(EXTRACT(EPOCH FROM stay.length), 0)) AS seconds,
                           MAX(MAX(rank.place) FILTER (WHERE rank.ahead)) OVER (PARTITION BY stay.lead_id) AS furthest
                      FROM stay
                      JOIN UNNEST(%(ids)s::int[], %(places)s::int[], %(ahead)s::bool[]) AS rank (stage_id, place, ahead)
                        ON rank.stage_id = stay.stage_id
                     GROUP BY 1, 2, 3
                )
                SELECT stage_id, COUNT(*) AS reached, COUNT(*) FILTER (WHERE furthest > place) AS ahead,
                       AVG(seconds)::float AS seconds
                  FROM passed
                 GROUP BY stage_id
                """,
                now=fields.Datetime.now(),
                leads=leads._search(came).subselect(),
                past=leads._past_sql(),
                ids=stages.ids,
                places=list(range(len(stages))),
                ahead=[stage.outcome in _AHEAD for stage in stages],
            )
        )
        return {row["stage_id"]: row for row in rows}

    @api.model
    def _get_funnel_figures(self, scope, base, came, alive):
        """Return the figures on top: what came in, what was won and lost, what is under way."""
        leads = self.env["crm.lead"].with_context(active_test=False)
        closed = base & scope.within("date_closed") & Domain("won_status", "in", ("won", "lost"))
        ends = {
            status: numbers
            for status, *numbers in leads._read_group(
                closed, ["won_status"], ["__count", "expected_revenue:sum", "day_close:avg"]
            )
        }
        won, revenue, length = ends.get("won", (0, 0, 0))
        lost = ends.get("lost", (0, 0, 0))[0]
        under_way = alive & Domain("type", "=", "opportunity")
        count, expected, weighted = leads._read_group(
            under_way, [], ["__count", "expected_revenue:sum", "prorated_revenue:sum"]
        )[0]
        archived = {"active_test": False}
        won_domain = closed & Domain("won_status", "=", "won")
        opens = {
            "came": self._opens(self.env._("Came in"), "crm.lead", came, **archived),
            "won": self._opens(self.env._("Won"), "crm.lead", won_domain, **archived),
            "lost": self._opens(
                self.env._("Lost ones"), "crm.lead", closed & Domain("won_status", "=", "lost"), **archived
            ),
            "under_way": self._opens(self.env._("Opportunities under way"), "crm.lead", under_way),
        }
        return {
            "came": {"value": leads.search_count(came), "open": opens["came"]},
            "won": {"value": won, "amount": revenue or 0, "open": opens["won"]},
            "lost": {"value": lost, "open": opens["lost"]},
            "rate": round(100 * won / (won + lost)) if won + lost else None,
            "days": round(length or 0),
            "under_way": {
                "value": count,
                "amount": expected or 0,
                "weighted": weighted or 0,
                "open": opens["under_way"],
            },
        }
