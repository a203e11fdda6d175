from collections import Counter, defaultdict

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class DespachoMerge(models.Model):
    """Giving back: what still is as the joining left it returns to what it was, and later edits stay."""

    _inherit = "despacho.merge"

    def action_undo(self):
        """Take the joinings back, the latest first."""
        if not self.env.su and not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(self.env._("Taking back what was joined is the task of the data steward."))
        done = self.filtered(lambda merge: merge.state == "done").sorted("id", reverse=True)
        joiner = done._as_joiner()
        (done.partner_id | joiner.source_ids.with_env(self.env)).check_access("write")
        joiner._lock((joiner.partner_id | joiner.source_ids).ids)
        while joiner:
            batch = joiner._undo_together()
            joiner -= batch
            for merge in batch:
                merge._check_may_undo()
            batch._undo()
        self.env.invalidate_all()
        return True

    def _undo_together(self):
        """Return the first of ``self`` and those that have nothing to do with those before them."""
        taken, together = set(), self.browse()
        for merge in self:
            family = {*merge.partner_id.ids, *merge.source_ids.ids}
            if not family & taken:
                together |= merge
            taken |= family
        shared = self.env.execute_query(
            SQL(
                """
                SELECT 1 FROM despacho_merge_line
                 WHERE merge_id = ANY(%s) AND res_id IS NOT NULL AND kind IN ('move', 'value', 'sum', 'key')
                 GROUP BY table_name, res_id, column_name HAVING COUNT(DISTINCT merge_id) > 1 LIMIT 1
                """,
                together.ids,
            )
        )
        return together[:1] if shared else together

    def _check_may_undo(self):
        """Refuse while what was joined was joined again: the latest is taken back first."""
        self.ensure_one()
        survivor = self.partner_id
        if not survivor:
            raise UserError(self.env._("The record that stayed is not there any more: nothing can be given back."))
        if survivor.merged_into_id:
            raise UserError(
                self.env._(
                    "«%(name)s» was joined into «%(other)s» later: undo that first.",
                    name=survivor.name,
                    other=survivor.merged_into_id.name,
                )
            )

    def _undo(self):
        """Undo joinings that have nothing to do with each other."""
        self.env.flush_all()
        partners = self.partner_id | self.source_ids
        steps = self._undo_steps()

        def undo(merges):
            return merges._undo_each(steps)

        lost = self._attempt(undo, undo)
        self._unhook()
        self.env.invalidate_all(flush=False)
        for merge in self:
            note = "\n".join(f"{label}: {number}" for label, number in sorted(lost[merge.id].items()))
            if note:
                note = self.env._("Changed since, and left as it is now:\n%(list)s", list=note)
            merge.write({"state": "undone_partly" if note else "undone", "undo_note": note})
        if {"ir_default", "ir_model_data", "res_users"} & {step[0] for step in steps}:
            self.env.registry.clear_cache()
        self._forget_rules()
        # The columns are as they were; what happened since, to them or to their people, counts as well.
        (partners | self._journaled_partners()).exists()._lifecycle_touch()

    def _undo_each(self, steps):
        """Do ``steps``; return {joining: {label: how many could not be given back}}."""
        lost = defaultdict(Counter)
        for table, kind, columns in self._without_gone(steps, lost):
            for merge_id, label, number in getattr(self, f"_undo_{kind}")(table, columns):
                lost[merge_id][label] += number
        return lost

    def _unhook(self):
        """Who was joined by these is joined into nobody now, whatever became of the one that stayed."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner partner SET merged_into_id = NULL
                  FROM despacho_merge_source_rel rel
                 WHERE rel.merge_id = ANY(%(ids)s) AND partner.id = rel.partner_id
                   AND partner.merged_into_id IS NOT NULL
                   AND NOT EXISTS (
                       SELECT FROM despacho_merge_source_rel other
                         JOIN despacho_merge merge ON merge.id = other.merge_id
                        WHERE other.partner_id = partner.id AND merge.id <> ALL(%(ids)s)
                          AND merge.state = 'done' AND merge.kind = 'merge')
                """,
                ids=self.ids,
            )
        )

    def _journaled_partners(self):
        """Return the contacts whose values, or whose documents, the joinings had changed."""
        naming = [(column.table, column.name) for column in self._columns_of("res.partner") if not column.other]
        tables, columns = (list(part) for part in zip(*naming, strict=True))
        rows = self.env.execute_query(
            SQL(
                """
                WITH line AS MATERIALIZED (
                    SELECT table_name, column_name, res_id, after FROM despacho_merge_line
                     WHERE merge_id = ANY(%s) AND kind IN ('move', 'value')
                )
                SELECT res_id FROM line WHERE table_name = 'res_partner'
                 UNION
                SELECT CASE JSONB_TYPEOF(after) WHEN 'number' THEN (after #>> '{}')::int END FROM line
                 WHERE (table_name, column_name) IN (SELECT * FROM UNNEST(%s, %s))
                """,
                self.ids,
                tables,
                columns,
            )
        )
        return self.env["res.partner"].browse([record_id for (record_id,) in rows if record_id])

    def _undo_steps(self):
        """Return (table, kind, columns) in the order in which they are undone: the last that was done first.

        All values of a table in one step: a row is written once.
        """
        return self.env.execute_query(
            SQL(
                """
                SELECT table_name, CASE WHEN kind IN ('move', 'value') THEN 'values' ELSE kind END AS step,
                       ARRAY_AGG(DISTINCT column_name) FILTER (WHERE column_name IS NOT NULL)
                  FROM despacho_merge_line WHERE merge_id = ANY(%s)
                 GROUP BY 1, 2, CASE WHEN kind IN ('link', 'key', 'sum') THEN column_name END
                 ORDER BY MAX(id) DESC
                """,
                self.ids,
            )
        )

    def _without_gone(self, steps, lost):
        """Return ``steps`` without the tables and columns that are not there any more; count them in ``lost``."""
        present = defaultdict(set)
        for table, column in self.env.execute_query(
            SQL(
                """
                SELECT owner.relname, attname FROM pg_class owner JOIN pg_attribute ON attrelid = owner.oid
                 WHERE owner.relnamespace = current_schema::regnamespace AND owner.relname = ANY(%s)
                   AND attnum > 0 AND NOT attisdropped
                """,
                list({table for table, _kind, _columns in steps}),
            )
        ):
            present[table].add(column)
        result, gone = [], []
        for table, kind, columns in steps:
            there = columns and sorted({*columns} & present[table])
            gone += [(table, column) for column in {*(columns or ())} - present[table]]
            if kind == "delete" and not present[table]:
                gone.append((table, None))
            if there or (columns is None and present[table]):
                result.append((table, kind, there))
        for table, column in gone:
            for merge_id, number in self.env.execute_query(
                SQL(
                    """
                    SELECT merge_id, COUNT(*) FROM despacho_merge_line
                     WHERE merge_id = ANY(%s) AND table_name = %s AND column_name IS NOT DISTINCT FROM %s
                       AND kind <> 'insert'
                     GROUP BY 1
                    """,
                    self.ids,
                    table,
                    column,
                )
            ):
                label = self.env._("Data of what is not installed any more (%(table)s)", table=table)
                lost[merge_id][label] += number
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(merge.state == "done" for merge in self):
            raise UserError(self.env._("What was joined is kept: it is what takes it back."))
