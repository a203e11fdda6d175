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
                DO $$ BEGIN
                    -- Keys were others before, and wider: all is read again, and nothing is joined meanwhile but by
                    -- the same NIF.
                    IF EXISTS (SELECT FROM information_schema.columns
                                WHERE table_schema = CURRENT_SCHEMA AND table_name = 'despacho_match_key'
                                  AND column_name = 'kind') THEN
                        DROP TABLE IF EXISTS despacho_match_key, despacho_match_record;
                        IF TO_REGCLASS('despacho_match_pair') IS NOT NULL THEN
                            UPDATE despacho_match_pair SET band = 'review'
                             WHERE state = 'proposed' AND band = 'certain' AND COALESCE(bits_nif, 0) <= 0;
                        END IF;
                    END IF;
                END $$;
                CREATE TABLE IF NOT EXISTS despacho_match_key (
                    key bigint NOT NULL, stem integer NOT NULL, partner_id integer NOT NULL
                );
                CREATE UNIQUE INDEX IF NOT EXISTS despacho_match_key_index
                    ON despacho_match_key (key, stem, partner_id)
                """
            )
        )
