from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, formatLang

from ..undo.despacho_import_undo import AT_REST
from .despacho_census_load import ORIGIN


class DespachoCensusCompany(models.Model):
    """What lists did is taken back of the companies that one chooses, a list at a time."""

    _inherit = "despacho.census.company"

    def action_undo_chosen(self):
        """Take back what the last list did of these: who it created goes, what it wrote over returns.

        What stands in the way of some does not hold up the others. Return the notification that tells of both.
        """
        self.check_access("unlink")
        # sudo: how many of those chosen the screen says at most; it does not say that there are others
        most = int(self.env["ir.config_parameter"].sudo().get_param("web.active_ids_limit", "20000"))
        if len(self) >= most:
            raise UserError(
                self.env._(
                    "Fewer than %(most)s companies are undone at once. "
                    "Choose fewer, or take a whole list back with «Undo» on its own page.",
                    most=formatLang(self.env, most, digits=0),
                )
            )
        found = self._get_last_imports()
        free = self.env["despacho.import"].union(*found)._filter_free()
        done = kept = 0
        for import_ in free:
            its_done, its_kept = import_._undo_census_chosen(found[import_])
            done, kept = done + its_done, kept + its_kept
        busy = sum(len(ids) for import_, ids in found.items() if import_ not in free)
        _ = self.env._
        told = [_("Undone in %(done)s of %(chosen)s companies.", done=done, chosen=len(self))]
        if kept:
            told.append(_("In %(count)s of them, what somebody changed since stays.", count=kept))
        if busy:
            told.append(
                _(
                    "Their last list is being brought or undone at this moment, or is of another company, in "
                    "%(count)s: they stay as they are.",
                    count=busy,
                )
            )
        if others := len(self) - done - busy:
            told.append(_("No list brought them, or somebody changed them since: %(count)s.", count=others))
        if not done:
            raise UserError(" ".join(told))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if done == len(self) and not kept else "warning",
                "message": " ".join(told),
                "sticky": done < len(self),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _get_last_imports(self):
        """Return {import: ids of those of these that it was the last to create or to write over}."""
        self.env["despacho.census.before"].flush_model(["census_id", "import_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT ON (census_id) census_id, import_id FROM despacho_census_before "
                "WHERE census_id = ANY(%s) ORDER BY census_id, id DESC",
                self.ids,
            )
        )
        last, found = dict(rows), {}
        for company in self:
            if import_id := last.get(company.id) or (not company.edited and company.import_id.id):
                found.setdefault(self.env["despacho.import"].browse(import_id), []).append(company.id)
        return found


class DespachoImport(models.Model):
    _inherit = "despacho.import"

    def _filter_free(self):
        """Return those of these that one may change, that nobody is changing now, and that stay so."""
        mine = self._filtered_access("write").filtered(lambda record: record.state in AT_REST)
        return mine.try_lock_for_update()

    def _undo_census_chosen(self, ids):
        """Take back what the list did of the companies with these ids.

        Return (of how many, in how many of them something that somebody changed since stays).
        """
        self.ensure_one()
        before = (self.census_counts or {}).get("kept", 0)
        written = self._count_census_written(ids)
        returned = deleted = 0
        while done := self._return_census_batch(ids):
            returned += done
        while done := self._delete_census_batch(ids):
            deleted += done
        kept = (self.census_counts or {}).get("kept", 0) - before
        if returned or deleted:
            counts = dict(self.census_counts or {})
            for kind, count in (("create", deleted), ("update", written), ("same", returned - written)):
                counts[kind] = max(counts.get(kind, 0) - count, 0)
            counts["taken_back"] = counts.get("taken_back", 0) + returned + deleted
            left = self._get_census_left()
            if "stays" in counts:
                counts["stays"] = left
            self._settle({"census_counts": counts})
            words = self.env._("Undone in companies that were chosen: %(count)s.", count=returned + deleted)
            self.message_post(body=words)
            if self.state == "done" and not left:
                self._end_census_undo()
        return returned + deleted, kept

    def _count_census_written(self, ids):
        """Return in how many of the companies with these ids the list wrote over more than where they come from."""
        self.env["despacho.census.before"].flush_model()
        query = SQL(
            "SELECT COUNT(*) FROM despacho_census_before "
            "WHERE import_id = %s AND census_id = ANY(%s) AND before - %s::text[] <> '{}'",
            self.id,
            list(ids),
            list(ORIGIN),
        )
        return self.env.execute_query(query)[0][0]
