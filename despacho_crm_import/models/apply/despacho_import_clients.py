from odoo import models
from odoo.tools import SQL

from ...tools import profiles
from ...tools.notes import SUPPLIER_ACCOUNTS


class DespachoImport(models.Model):
    """Whoever is in a file of the invoicing program is a client, also for a firm that invoices outside Odoo."""

    _inherit = "despacho.import"

    def _finish_apply(self):
        result = super()._finish_apply()
        if self.source_kind == "billing" and self.target == "partner":
            self._tell_clients()
        return result

    def _get_client_day(self):
        """Return (the day on which whoever is in the file is a client, whether it has suppliers too), or nothing.

        Those that are new get it as they are created: a second writing costs as much as the first.
        """
        self.ensure_one()
        is_told = self.source_kind == "billing" and self.target == "partner"
        return (self.source_date, self._is_ledger()) if is_told else None

    def _tell_clients(self):
        """Write on the companies of the rows when the file knew them, unless a newer one did; undone with the rows.

        Whom the rules do not let whoever imports write is left as it is.

        Of the rows of a client, that which created it is asked first: with it, nothing has to be given back.
        """
        self.env["despacho.import.row"].flush_model(
            ["cleaned", "effects", "import_id", "included", "number", "partner_id", "state", "verdict"]
        )
        partners = self.env["res.partner"]
        partners.flush_model(["billed_elsewhere_on", "commercial_partner_id"])
        told = self.env.execute_query(
            SQL(
                """
                WITH chosen AS (
                SELECT DISTINCT ON (client_id) client_id, id, is_its_own
                  FROM (SELECT row.id, row.number, written.commercial_partner_id AS client_id,
                               COALESCE(row.effects @> JSONB_BUILD_ARRAY(JSONB_BUILD_ARRAY(
                                   'create', 'res.partner', written.commercial_partner_id)), FALSE) AS is_its_own
                          FROM despacho_import_row row
                          JOIN res_partner written ON written.id = row.partner_id
                         WHERE row.import_id = %(import_id)s AND row.state <> 'error'
                           AND (row.verdict = 'same'
                                OR row.included AND row.verdict IN ('create', 'no_nif', 'update')
                                   AND row.state <> 'pending')
                           AND NOT %(is_supplier)s) AS found
                 ORDER BY client_id, is_its_own DESC, number, id
                ), told AS (
                UPDATE res_partner client
                   SET billed_elsewhere_on = %(day)s
                  FROM chosen
                  JOIN res_partner former ON former.id = chosen.client_id
                 WHERE client.id = chosen.client_id
                   AND (client.billed_elsewhere_on IS NULL OR client.billed_elsewhere_on < %(day)s)
                   AND client.id IN %(writable)s
             RETURNING client.id, chosen.id AS row_id, chosen.is_its_own, former.billed_elsewhere_on AS before
                ), noted AS (
                UPDATE despacho_import_row row
                   SET effects = COALESCE(row.effects, '[]') || JSONB_BUILD_ARRAY(
                       JSONB_BUILD_ARRAY('write', 'res.partner', told.id, JSONB_BUILD_OBJECT(
                           'billed_elsewhere_on', JSONB_BUILD_ARRAY(told.before, %(day)s::date))))
                  FROM told
                 WHERE row.id = told.row_id AND NOT told.is_its_own
                )
                SELECT id FROM told
                """,
                day=self.source_date,
                import_id=self.id,
                is_supplier=self._get_supplier_condition(),
                writable=self._get_writable_partners().subselect(),
            )
        )
        if told:
            self.env["despacho.import.row"].invalidate_model(["effects"], flush=False)
            partners.browse(row[0] for row in told).invalidate_recordset(["billed_elsewhere_on"])
        if told or self.created_count:
            partners._lifecycle_trigger_job()

    def _get_writable_partners(self):
        """Return the query of the contacts that the rules let whoever imports write: one, however many they are."""
        domain = self.env["ir.rule"]._compute_domain("res.partner", "write")
        # sudo: the domain is that of writing, with nothing of the rules of reading.
        return self.env["res.partner"].sudo().with_context(active_test=False)._search(domain)

    def _is_ledger(self):
        profile = profiles.PROFILES.get(self.profile)
        return bool(profile and profile.context.ledger)

    def _get_supplier_condition(self):
        """Return the condition that ``row`` is of a supplier: a list of accounts has them too."""
        if not self._is_ledger():
            return SQL("FALSE")
        return SQL("COALESCE(LEFT(row.cleaned ->> 'ref', 2) = ANY(%s), FALSE)", list(SUPPLIER_ACCOUNTS))
