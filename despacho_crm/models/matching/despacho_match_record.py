from odoo import api, models
from odoo.tools import SQL

from .despacho_match_source import LEADS, PARTNERS

#: Share of the base that waits, from which all is compared with all.
_MUCH = 0.1


class DespachoMatchRecord(models.Model):
    """Contacts and leads as they are compared: normalised, one narrow row each, kept up from what changed.

    ``partner_id`` is the contact's, or that of the lead with a minus sign. Nothing happens
    when either is written: the engine finds what changed by its ``write_date``, and ``seen``
    is the one it read. Those in ``despacho_match_pending`` wait to be compared.
    """

    _name = "despacho.match.record"
    _inherit = "despacho.match.table"
    _description = "Contact as it is compared"
    _auto = False
    _log_access = False

    def init(self):
        self.env.cr.execute(
            SQL(
                """
                CREATE TABLE IF NOT EXISTS despacho_match_record (
                    partner_id integer PRIMARY KEY, seen timestamp, company_id integer, family_id integer NOT NULL,
                    person boolean NOT NULL, is_company boolean NOT NULL, use text NOT NULL,
                    nif text, name text NOT NULL, form text NOT NULL, core text NOT NULL,
                    email bigint, domain bigint, zip text NOT NULL, province text NOT NULL, street bigint,
                    stem integer NOT NULL, phones bigint[] NOT NULL, keys bigint[] NOT NULL
                );
                CREATE TABLE IF NOT EXISTS despacho_match_pending (partner_id integer PRIMARY KEY)
                """
            )
        )
        self._wake_when_empty()

    @api.model
    def _wake_when_empty(self):
        """Have what an update dropped read again at once: until then nothing that is typed is found."""
        job = self.env.ref("despacho_crm.ir_cron_match", raise_if_not_found=False)
        known = SQL("SELECT EXISTS (SELECT FROM despacho_match_record), EXISTS (SELECT FROM res_partner)")
        if job and self.env.execute_query(known) == [(False, True)]:
            job._trigger()

    @api.model
    def _stale_ids(self, limit=None):
        """Return the ids of what was made, changed or deleted since it was read; those of leads are negative."""
        self.env["res.partner"].flush_model()
        self.env["crm.lead"].flush_model()
        # Contacts and leads apart, each of which several processes can read at once.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(now.id, known.partner_id)
                  FROM (SELECT partner.id, partner.write_date FROM %(partners)s) now
                  FULL JOIN (SELECT partner_id, seen FROM despacho_match_record WHERE partner_id > 0) known
                    ON known.partner_id = now.id
                 WHERE known.partner_id IS NULL OR now.id IS NULL OR known.seen IS DISTINCT FROM now.write_date
                UNION ALL
                SELECT COALESCE(now.id, known.partner_id)
                  FROM (SELECT -lead.id AS id, lead.write_date FROM %(leads)s) now
                  FULL JOIN (SELECT partner_id, seen FROM despacho_match_record WHERE partner_id < 0) known
                    ON known.partner_id = now.id
                 WHERE known.partner_id IS NULL OR now.id IS NULL OR known.seen IS DISTINCT FROM now.write_date
                 ORDER BY 1 DESC %(limit)s
                """,
                partners=PARTNERS,
                leads=LEADS,
                limit=SQL("LIMIT %s", limit) if limit else SQL(),
            )
        )
        return [partner_id for (partner_id,) in rows]

    @api.model
    def _mark_all_pending(self):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_match_pending SELECT partner_id FROM despacho_match_record
                ON CONFLICT DO NOTHING
                """
            )
        )

    @api.model
    def _pending_count(self):
        return self.env.execute_query(SQL("SELECT COUNT(*) FROM despacho_match_pending"))[0][0]

    @api.model
    def _pending_ids(self, limit):
        """Return the ids of the first contacts that wait to be compared."""
        rows = self.env.execute_query(
            SQL("SELECT partner_id FROM despacho_match_pending ORDER BY partner_id LIMIT %s", limit)
        )
        return [partner_id for (partner_id,) in rows]

    @api.model
    def _compared(self, ids=None):
        """Contacts and leads ``ids``, or all, wait no more."""
        some = SQL("WHERE partner_id = ANY(%s)", list(ids)) if ids is not None else SQL()
        self.env.cr.execute(SQL("DELETE FROM despacho_match_pending %s", some))

    @api.model
    def _is_much_pending(self):
        """Whether comparing all with all at once is quicker than the contacts that wait, batch by batch."""
        total = self.env.execute_query(SQL("SELECT COUNT(*) FROM despacho_match_record"))[0][0]
        return self._pending_count() > total * _MUCH
