import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, date_utils

from .mistakes import MISTAKES

_logger = logging.getLogger(__name__)
#: What was brought up to date later than that is not of the night before.
_NIGHT = timedelta(hours=12)


class DespachoSegment(models.Model):
    """Who is in each segment, brought up to date in one statement for each."""

    _inherit = "despacho.segment"

    def _refresh(self, cause="data"):
        """Bring the members up to date; ``cause`` (data, definition, hand): why they come and go this time."""
        self.env.flush_all()
        for segment in self:
            user = segment._answers()
            query = segment._partners_of(user)._search(segment._wanted_domain())
            self.env.execute_query(segment._refresh_sql(query, cause))
            segment._count_week()
        self._forget()

    def _forget(self):
        """What the statements wrote is read again."""
        for model in ("despacho.segment", "despacho.segment.member", "despacho.segment.count"):
            self.env[model].invalidate_model(flush=False)
        self.env["res.partner"].invalidate_model(["segment_ids"], flush=False)

    def _refresh_sql(self, query, cause):
        """Return the statement that lets in whom ``query`` finds, and out whom it does not."""
        self.ensure_one()
        company = self.sudo().company_id  # sudo: of one's own segment
        return SQL(
            """
            WITH found AS MATERIALIZED (%(query)s),
            hand AS MATERIALIZED (
                SELECT member.partner_id, member.hand,
                       partner.active AND partner.merged_into_id IS NULL
                       AND (%(company)s::int IS NULL OR COALESCE(partner.company_id, %(company)s) = %(company)s) AS fits
                  FROM despacho_segment_member member JOIN res_partner partner ON partner.id = member.partner_id
                 WHERE member.segment_id = %(segment)s AND member.hand IS NOT NULL
            ), wanted AS MATERIALIZED (
                SELECT id FROM found WHERE NOT EXISTS (
                    SELECT FROM hand WHERE hand.partner_id = found.id AND hand.hand = 'out')
                 UNION SELECT partner_id FROM hand WHERE hand = 'in' AND fits
            ), gone AS (
                -- Who was joined into another has not left: it is the other one now.
                UPDATE despacho_segment_member member
                   SET active = FALSE, cause = %(cause)s,
                       "left" = CASE WHEN partner.merged_into_id IS NULL THEN %(today)s::date END
                  FROM res_partner partner
                 WHERE member.segment_id = %(segment)s AND member.active AND partner.id = member.partner_id
                   AND NOT EXISTS (SELECT FROM wanted WHERE wanted.id = member.partner_id)
            ), come AS (
                INSERT INTO despacho_segment_member AS member
                       (segment_id, partner_id, active, since, cause)
                SELECT %(segment)s, id, TRUE, %(today)s::date, %(cause)s
                  FROM wanted
                 WHERE NOT EXISTS (SELECT FROM despacho_segment_member known
                                    WHERE known.segment_id = %(segment)s AND known.partner_id = wanted.id
                                      AND known.active)
                    ON CONFLICT (segment_id, partner_id) DO UPDATE
                   SET active = TRUE, cause = EXCLUDED.cause, "left" = NULL,
                       since = CASE WHEN member."left" IS NULL THEN COALESCE(member.since, EXCLUDED.since)
                                    ELSE EXCLUDED.since END
            )
            UPDATE despacho_segment
               SET member_count = (SELECT COUNT(*) FROM wanted), refreshed_on = %(now)s, checked_on = %(now)s,
                   problem = NULL
             WHERE id = %(segment)s
            """,
            query=query.select(),
            segment=self.id,
            company=company.id or None,
            cause=cause,
            today=self._today(),
            now=fields.Datetime.now(),
        )

    def _count_week(self):
        """Write down this week's count, for the line of the weeks."""
        self.ensure_one()
        today = self._today()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO despacho_segment_count
                       (segment_id, week, count, entered, gone, create_uid, create_date, write_uid, write_date)
                SELECT %(segment)s, %(week)s, COUNT(*) FILTER (WHERE active),
                       COUNT(*) FILTER (WHERE active AND since >= %(week)s AND cause <> 'definition'),
                       COUNT(*) FILTER (WHERE NOT active AND "left" >= %(week)s AND cause <> 'definition'),
                       %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM despacho_segment_member WHERE segment_id = %(segment)s
                    ON CONFLICT (segment_id, week) DO UPDATE
                   SET count = EXCLUDED.count, entered = EXCLUDED.entered, gone = EXCLUDED.gone,
                       write_uid = EXCLUDED.write_uid, write_date = EXCLUDED.write_date
                """,
                segment=self.id,
                week=date_utils.start_of(today, "week"),
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )

    @api.model
    def _today(self):
        return fields.Date.context_today(self)

    def _get_members(self, refresh=True):
        """Return the contacts that are in any of these segments and that the user sees.

        ``refresh``: as they are now, and not as they were last night.
        """
        if refresh:
            self._with_needed().filtered("active")._refresh()
        return self.env["res.partner"].search([("segment_ids", "in", self.ids)])

    def _with_needed(self):
        """Return these segments after those that they ask for."""
        asked = self._dependencies()
        found = ahead = self.sudo()  # sudo: who stands on whom does not depend on who sees them
        while ahead:
            ahead = ahead.browse().union(*(asked.get(segment, ahead.browse()) for segment in ahead)) - found
            found |= ahead
        if len(found) == len(self):
            return self
        return (self._in_order() & found).with_env(self.env) | self

    def _refresh_or_tell(self):
        """Bring it up to date; what hinders it is written on it, and its members stay as they were."""
        try:
            with self.env.cr.savepoint():
                self._with_needed()._refresh()
            return True
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except MISTAKES as error:
            _logger.info("Segment %s could not be brought up to date", self.ids, exc_info=True)
            self._note_problem(error)
            return False

    def _note_problem(self, error):
        words = str(error) if isinstance(error, UserError) else None
        problem = words or self.env._("One of its conditions cannot be asked for any more: look at them again.")
        self.env.cr.execute(
            SQL(
                "UPDATE despacho_segment SET problem = %s, checked_on = %s WHERE id = ANY(%s)",
                problem,
                fields.Datetime.now(),
                self.ids,
            )
        )
        self.invalidate_recordset(["problem", "checked_on"], flush=False)

    @api.model
    def _due(self):
        """Return the segments that were not looked at tonight, in the order in which they stand on each other."""
        limit = fields.Datetime.now() - _NIGHT
        return self._in_order().filtered(lambda segment: not segment.checked_on or segment.checked_on < limit)

    @api.model
    def _cron_refresh(self):
        """Bring the segments up to date, one after the other: what was left half done goes on where it was."""
        due = self._due()
        for done, segment in enumerate(due, start=1):
            if segment.try_lock_for_update(allow_referencing=True):  # who changes it brings it up to date
                try:
                    with self.env.cr.savepoint():
                        segment._refresh()
                except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                    _logger.info("Segment %s is being changed: the next run takes it", segment.id)
                except MISTAKES as error:
                    _logger.warning("Segment %s could not be brought up to date", segment.id, exc_info=True)
                    segment._note_problem(error)
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(due) - done):
                return
