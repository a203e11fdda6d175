from odoo import api, fields, models
from odoo.tools import SQL

#: Contacts that the engine of the duplicates reads again one by one; beyond, it looks for all that changed.
_MOST = 5000


class DespachoImport(models.Model):
    """Whether the base changed since the rows were compared with it: else nobody has to be compared again."""

    _inherit = "despacho.import"

    #: The first transaction whose work the review did not see, «1234@7710708823021053904.16384»: the
    #: database's own count, no date is as exact. It says nothing to a copy elsewhere, which counts anew.
    seen_until = fields.Char(readonly=True, copy=False, prefetch=False)

    @api.model
    def _get_counter(self):
        """Return what tells this database from one that a copy of it was restored to."""
        known = self.env.cr.cache
        if "despacho_import_counter" not in known:
            allowed = SQL("SELECT has_function_privilege('pg_control_system()', 'execute')")
            server = (
                SQL("(SELECT system_identifier::text FROM pg_control_system())")
                if self.env.execute_query(allowed)[0][0]
                else SQL("pg_postmaster_start_time()::text")
            )
            mine = SQL("SELECT %s || '.' || oid FROM pg_database WHERE datname = CURRENT_DATABASE()", server)
            known["despacho_import_counter"] = self.env.execute_query(mine)[0][0]
        return known["despacho_import_counter"]

    def _get_seen_until(self):
        """Return the first transaction that the review did not see, '' when that is not known here."""
        transaction, __, counter = (self.seen_until or "").partition("@")
        return transaction if counter == self._get_counter() else ""

    def _note_seen(self):
        """Remember what the base is as the rows are compared with it."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(MIN(active.xid::text::bigint), pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
                  FROM pg_snapshot_xip(pg_current_snapshot()) AS active (xid)
                 WHERE NOT EXISTS (
                       SELECT 1 FROM pg_stat_activity other
                        WHERE other.backend_xid = active.xid::xid AND other.datname <> CURRENT_DATABASE())
                """
            )
        )
        self.seen_until = f"{rows[0][0]}@{self._get_counter()}"

    def _refresh_changed_contacts(self, rows):
        """Have the engine know the contacts that changed since the review, but for the work of this import.

        Return whether ``rows`` may be any of them: those with a NIF, only contacts that have none.
        """
        self.ensure_one()
        seen_until = self._get_seen_until()
        if not seen_until:
            self._get_target()._read_changed()
            return True
        self.env["res.partner"].flush_model()
        self.env["despacho.import.row"].flush_model(["import_id", "state", "partner_id"])
        # The people and the addresses of a company are nobody's rows; of whoever has no NIF there is an index.
        compared = SQL("partner.parent_id IS NULL")
        if all(rows.mapped("nif_key")):
            compared = SQL("%s AND partner.nif_key IS NULL", compared)
        changed = self.env.execute_query(
            SQL(
                """
                SELECT partner.id, record.seen IS DISTINCT FROM partner.write_date
                  FROM res_partner partner
                  LEFT JOIN despacho_match_record record ON record.partner_id = partner.id
                 WHERE %(compared)s AND age(partner.xmin) <= age(%(seen)s::xid8::xid)
                   AND NOT EXISTS (
                       SELECT 1 FROM despacho_import_row staged
                        WHERE staged.import_id = %(import)s AND staged.state = 'applied'
                          AND staged.partner_id = partner.id)
                 LIMIT %(most)s
                """,
                **{"compared": compared, "seen": seen_until, "import": self.id, "most": _MOST},
            )
        )
        stale = [partner_id for partner_id, is_stale in changed if is_stale]
        if len(changed) == _MOST:
            self._get_target()._read_changed()
        elif stale:
            self.env["despacho.match.record"]._refresh(stale)
        return bool(changed)
