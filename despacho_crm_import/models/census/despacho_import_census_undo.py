from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..undo.despacho_import_undo import AT_REST
from .despacho_import_census_target import BATCH


class DespachoImport(models.Model):
    """A list is taken out of the census: what it brought goes, what it wrote over returns.

    By the same job, batch by batch; what is undone is noted nowhere but in the census itself, so whoever goes on
    after a stop or a kill finds what is left. What somebody changed since stays as they left it, and is told.
    """

    _inherit = "despacho.import"

    def _is_census_undoing(self):
        return self.target == "census" and self.state == "undoing"

    def action_undo(self):
        if self.target != "census":
            return super().action_undo()
        self._check_step(*AT_REST)
        self.check_access("write")
        self.env["despacho.census.company"].check_access("unlink")
        if not self._get_census_left():
            raise UserError(self.env._("There is nothing to undo: none of these rows was written."))
        self._get_target()._close(self)
        if not self._is_asked_by_screen():
            self._take_turn()
        if not self.try_lock_for_update():
            raise UserError(self.env._("The rows are being applied at this moment. See in a while how many remain."))
        self._settle({"undo_from": self.state, "state": "undoing", "undo_total": self._count_rows_waiting()})
        if self._is_asked_by_screen():
            self._leave_to_cron()
            return True
        while self._apply_next_batch():
            pass
        self._finish_apply()
        return True

    def _apply_next_batch(self, *args, **kwargs):
        if not self._is_census_undoing():
            return super()._apply_next_batch(*args, **kwargs)
        self.env["despacho.census.company"].check_access("unlink")
        return self._return_census_batch() or self._delete_census_batch()

    def _has_rows_waiting(self):
        if not self._is_census_undoing():
            return super()._has_rows_waiting()
        return bool(self._get_census_left(later=False))

    def _finish_apply(self):
        if self.target != "census" or self.state != "undoing":
            result = super()._finish_apply()
            if self.target == "census":
                self._settle_census()
                self._tell_enrichment()
            return result
        return self._end_census_undo()

    def _end_census_undo(self):
        """Say what undoing came to."""
        left, edited = self._get_census_left(), self._count_census_edited()
        kept = (self.census_counts or {}).get("kept", 0)
        self._settle(
            {
                "state": "done" if left else "undone",
                "census_counts": {**(self.census_counts or {}), "stays": left, "edited": edited},
                "census_position": 0,
                "census_read": self.row_count if left else 0,
            }
        )
        body = self._get_census_undone_words(left)
        if edited or kept:
            body += " " + self.env._(
                "Companies that somebody changed since, and that stay as they are: %(created)s new ones; "
                "of %(updated)s others, what was changed.",
                created=edited,
                updated=kept,
            )
        return self.message_post(body=body)

    def _get_census_undone_words(self, left):
        """Return what undoing came to, in words; ``left``: companies that wait for later lists."""
        if left:
            return self.env._(
                "Undone, but for %(count)s companies that later lists wrote over: undo those lists first.", count=left
            )
        counts = self.census_counts or {}
        if changed := counts.get("edited", 0) + counts.get("kept", 0):
            return self.env._("Undone, but for what somebody changed since, in %(count)s companies.", count=changed)
        return self.env._("Undone: what the list brought to the census is not there any more.")

    def _tell_enrichment(self):
        """What the list says of contacts of the base is looked at now, and not when its week is over."""
        news = SQL(
            "(census.import_id = %(me)s OR EXISTS (SELECT FROM despacho_census_before written "
            "WHERE written.import_id = %(me)s AND written.census_id = census.id AND written.after <> '{}'))",
            me=self.id,
        )
        self.env["despacho.enrichment.census"]._census_changed(news)

    def _settle_census(self):
        """Close the file, and have the database know what it has now, so that it finds it at once."""
        self._get_target()._close(self)
        # Whoever looks after the database may have dropped the index, or be making it anew.
        self.env.cr.execute(
            SQL(
                "SELECT gin_clean_pending_list(indexrelid) FROM pg_index "
                "WHERE indexrelid = to_regclass('despacho_census_company_words_idx') AND indisvalid"
            )
        )
        self.env.cr.execute(SQL("ANALYZE despacho_census_company"))

    # ------------------------------------------------------------
    # BATCHES
    # ------------------------------------------------------------

    def _return_census_batch(self, chosen=None):
        """Give back what the list wrote over and nobody changed since, later lists included; return of how many.

        ``chosen``: ids of the companies, of all without them.
        """
        names = SQL(", ").join(
            SQL("%s = former.%s", SQL.identifier(name), SQL.identifier(name))
            for name in self.env["despacho.census.company"]._get_loaded_columns()
        )
        self.env.flush_all()
        [(count, kept)] = self.env.execute_query(
            SQL(
                """
                WITH mine AS (
                    SELECT own.id, own.census_id, own.before, own.after FROM despacho_census_before own
                     WHERE own.import_id = %(import)s AND NOT %(later)s AND %(chosen)s LIMIT %(batch)s),
                gone AS (DELETE FROM despacho_census_before USING mine WHERE despacho_census_before.id = mine.id),
                given AS (
                    UPDATE despacho_census_company company SET %(names)s
                      FROM mine
                      JOIN despacho_census_company current ON current.id = mine.census_id
                     CROSS JOIN LATERAL (
                           SELECT jsonb_object_agg(was.key, was.value) FILTER (WHERE NOT is_changed) AS before,
                                  BOOL_OR(is_changed) AS is_kept
                             FROM jsonb_each(mine.before) was
                            CROSS JOIN LATERAL (
                                  SELECT EXISTS (
                                         SELECT FROM jsonb_each(mine.after) wrote
                                          WHERE (wrote.key = was.key OR wrote.key = ANY(%(pair)s)
                                                                    AND was.key = ANY(%(pair)s))
                                            AND to_jsonb(current) -> wrote.key IS DISTINCT FROM wrote.value
                                         ) AS is_changed) since) returned
                     CROSS JOIN LATERAL jsonb_populate_record(current, COALESCE(returned.before, '{}')) former
                     WHERE company.id = mine.census_id
                 RETURNING is_kept)
                SELECT COUNT(*), COUNT(*) FILTER (WHERE is_kept) FROM given
                """,
                **{
                    "import": self.id,
                    "later": self._get_later_sql(),
                    "chosen": _among(SQL("own.census_id"), chosen),
                    "batch": BATCH,
                    "names": names,
                    "pair": ["cnae", "cnae_year"],  # neither says anything without the other
                },
            )
        )
        self.env.invalidate_all()
        if kept:
            counts = self.census_counts or {}
            self._settle({"census_counts": {**counts, "kept": counts.get("kept", 0) + kept}})
        return count

    def _delete_census_batch(self, chosen=None):
        """Delete what the list created, where nobody wrote over it, be it a list; return how many companies.

        ``chosen``: as for :meth:`_return_census_batch`.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM despacho_census_company WHERE id IN (
                    SELECT id FROM despacho_census_company company
                     WHERE import_id = %(import)s AND edited IS NOT TRUE AND NOT %(written)s AND %(chosen)s
                     LIMIT %(batch)s)
                """,
                **{
                    "import": self.id,
                    "written": self._get_written_sql(),
                    "chosen": _among(SQL("company.id"), chosen),
                    "batch": BATCH,
                },
            )
        )
        count = self.env.cr.rowcount
        self.env.invalidate_all()
        return count

    @api.model
    def _get_later_sql(self):
        """Return the condition that another list wrote over the company of ``own`` later."""
        return SQL(
            "EXISTS (SELECT FROM despacho_census_before other WHERE other.census_id = own.census_id "
            "AND other.id > own.id)"
        )

    @api.model
    def _get_written_sql(self):
        return SQL("EXISTS (SELECT FROM despacho_census_before other WHERE other.census_id = company.id)")

    def _get_census_left(self, later=True):
        """Return how many companies can be undone of what the list did; without those that wait for a ``later`` one."""
        self.env["despacho.census.company"].flush_model(["edited", "import_id"])
        free = SQL("TRUE") if later else SQL("NOT %s", self._get_later_sql())
        alone = SQL("TRUE") if later else SQL("NOT %s", self._get_written_sql())
        return self.env.execute_query(
            SQL(
                """
                SELECT (SELECT COUNT(*) FROM despacho_census_before own WHERE import_id = %(import)s AND %(free)s)
                     + (SELECT COUNT(*) FROM despacho_census_company company
                         WHERE import_id = %(import)s AND edited IS NOT TRUE AND %(alone)s)
                """,
                **{"import": self.id, "free": free, "alone": alone},
            )
        )[0][0]

    def _count_census_edited(self):
        """Return how many companies the list created that somebody changed since."""
        # sudo: a count, of whatever company of the firm they are
        companies = self.env["despacho.census.company"].sudo()
        return companies.search_count([("import_id", "=", self.id), ("edited", "=", True)])


def _among(column, ids):
    return SQL("TRUE") if ids is None else SQL("%s = ANY(%s)", column, list(ids))
