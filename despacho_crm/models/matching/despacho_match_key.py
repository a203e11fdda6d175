from odoo import models
from odoo.tools import SQL


class DespachoMatchKey(models.Model):
    """The keys under which contacts are compared: a narrow table that only the engine reads and writes.

    Its index holds every column, so that looking for those who share a key reads no rows.
    There is no foreign key to the contact: joining contacts, Odoo would hand the keys of
    one to the other.
    """

    _name = "despacho.match.key"
    _inherit = "despacho.match.table"
    _description = "Key of duplicates"
    _auto = False
    _log_access = False

    def init(self):
        self.env.cr.execute(
            SQL(
                """
                CREATE TABLE IF NOT EXISTS despacho_match_key (
                    key bigint NOT NULL, stem bigint NOT NULL, partner_id integer NOT NULL, kind smallint NOT NULL
                );
                CREATE UNIQUE INDEX IF NOT EXISTS despacho_match_key_index
                    ON despacho_match_key (key, stem, partner_id) INCLUDE (kind)
                """
            )
        )
