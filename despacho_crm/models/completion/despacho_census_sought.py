from odoo import api, models
from odoo.tools import SQL

from ..identity.res_partner_nif_policy import PENDING
from ..matching.despacho_match_source import LEADS, PARTNERS

#: How often a row of the census was written, by the database's own count, what this transaction wrote included. A
#: copy that was restored, or a server that fell, counts anew: then all is looked for once more.
_WRITTEN = SQL(
    """
    SELECT pg_stat_get_tuples_inserted(oid) + pg_stat_get_xact_tuples_inserted(oid)
         + pg_stat_get_tuples_updated(oid) + pg_stat_get_xact_tuples_updated(oid)
         + pg_stat_get_tuples_deleted(oid) + pg_stat_get_xact_tuples_deleted(oid)
      FROM pg_class WHERE oid = 'despacho_census_company'::regclass
    """
)


class DespachoCensusSought(models.Model):
    """Who was looked for in the census, as they were and as the census was: nobody is looked for twice.

    ``number`` is the id of the contact, or that of the lead with a minus sign; ``seen`` its ``write_date`` then.
    """

    _name = "despacho.census.sought"
    _inherit = "despacho.match.table"
    _description = "Who was looked for in the census"
    _auto = False
    _log_access = False

    def init(self):
        self.env.cr.execute(
            SQL(
                """
                CREATE TABLE IF NOT EXISTS despacho_census_sought (
                    number integer PRIMARY KEY, seen timestamp, census bigint NOT NULL
                )
                """
            )
        )

    @api.model
    def _get_census(self):
        """Return the number that changes whenever the census does."""
        self.env["despacho.census.company"].flush_model()
        return self.env.execute_query(_WRITTEN)[0][0]

    @api.model
    def _needy_sql(self):
        """Return the query of those who lack their NIF and may be in the census: (number, write_date).

        Of whom it is known that they are of another country, nobody is. A lead that has a customer has their NIF.
        """
        return SQL(
            """
            SELECT partner.id AS number, partner.write_date FROM %(partners)s
               AND partner.active AND partner.partner_share AND partner.nif_key IS NULL
               AND partner.nif_state IN %(pending)s AND (partner.country_id IS NULL OR partner.country_id = %(spain)s)
            UNION ALL
            SELECT -lead.id, lead.write_date FROM %(leads)s
               AND lead.active AND lead.partner_id IS NULL AND lead.nif_key IS NULL AND lead.nif_state IN %(pending)s
               AND COALESCE(lead.partner_name, lead.contact_name, '') <> ''
               AND (lead.country_id IS NULL OR lead.country_id = %(spain)s)
            """,
            partners=PARTNERS,
            leads=LEADS,
            pending=PENDING,
            spain=self.env.ref("base.es").id,
        )

    @api.model
    def _waiting(self, census):
        """Return the numbers of those who have not been looked for in the census as it is."""
        self.env["res.partner"].flush_model()
        self.env["crm.lead"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT needy.number FROM (%s) needy LEFT JOIN despacho_census_sought sought USING (number)
                 WHERE sought.number IS NULL OR sought.seen IS DISTINCT FROM needy.write_date OR sought.census <> %s
                 ORDER BY needy.number DESC
                """,
                self._needy_sql(),
                census,
            )
        )
        return [number for (number,) in rows]

    @api.model
    def _note(self, seen, census):
        """Note who was looked for: ``seen`` {number: write_date}."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_census_sought (number, seen, census)
                SELECT number, seen, %s FROM UNNEST(%s::int[], %s::timestamp[]) AS now (number, seen)
                ON CONFLICT (number) DO UPDATE SET seen = EXCLUDED.seen, census = EXCLUDED.census
                """,
                census,
                list(seen),
                list(seen.values()),
            )
        )

    @api.model
    def _forget_others(self):
        """Forget who lacks no NIF any more, and what was proposed to them."""
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMP TABLE despacho_census_needy ON COMMIT DROP AS %s;
                DELETE FROM despacho_census_sought sought
                 WHERE NOT EXISTS (SELECT FROM despacho_census_needy needy WHERE needy.number = sought.number);
                DELETE FROM despacho_census_match match
                 WHERE match.state = 'proposed' AND NOT EXISTS (
                       SELECT FROM despacho_census_needy needy
                        WHERE needy.number = COALESCE(-match.lead_id, match.partner_id));
                DROP TABLE despacho_census_needy
                """,
                self._needy_sql(),
            )
        )
        self.env["despacho.census.match"].invalidate_model()
