import logging

import psycopg2

from odoo import api, models
from odoo.tools import SQL

from .res_partner_nif_unique import taken_message

_logger = logging.getLogger(__name__)
_SCOPE = "res_partner_nif_scope"


class ResPartner(models.Model):
    """Shared contacts and a company's own, where the firm is several companies."""

    _inherit = "res.partner"

    def init(self):
        result = super().init()
        self._nif_keep_shared_and_own_apart()
        return result

    @api.model
    def _nif_keep_shared_and_own_apart(self):
        """Where there are several companies, let the database refuse what no unique index can say.

        A shared record (``company_id`` empty) is every company's. A firm that is one company,
        as most are, does not pay for this index.
        """
        cr = self.env.cr
        cr.execute(
            SQL(
                """
                SELECT 1 FROM res_company HAVING COUNT(*) > 1 AND BOOL_OR(nif_mandatory)
                   AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = %s)
                """,
                _SCOPE,
            )
        )
        if cr.rowcount:
            self._nif_add_scope_constraint()

    @api.model
    def _nif_add_scope_constraint(self):
        """Exclude a shared record and a company's own with one NIF.

        Needs the extension btree_gist, which comes with PostgreSQL; without it the check in Python remains.
        """
        cr = self.env.cr
        try:
            with cr.savepoint(flush=False):
                cr.execute(SQL("CREATE EXTENSION IF NOT EXISTS btree_gist"))
                cr.execute(
                    SQL(
                        """
                        ALTER TABLE res_partner ADD CONSTRAINT %s EXCLUDE USING gist (
                            nif_key WITH =, int4range(company_id, company_id, '[]') WITH &&
                        ) WHERE (nif_unique)
                        """,
                        SQL.identifier(_SCOPE),
                    )
                )
        except psycopg2.Error as error:
            _logger.info("Only Python keeps a shared contact and a company's own from having one NIF: %s", error)

    @api.model
    def _sql_error_to_message(self, exc):
        if exc.diag.constraint_name == _SCOPE:
            return taken_message(self.env, exc.diag)
        return super()._sql_error_to_message(exc)
