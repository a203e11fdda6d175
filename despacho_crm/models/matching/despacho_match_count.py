from odoo import api, models
from odoo.tools import SQL

from ...tools.matching.tokens import Frequencies

#: Up to so many contacts, counting again is quicker than wondering whether it is needed.
_SMALL = 30000


class DespachoMatchCount(models.Model):
    """How many contacts have each word in their name, each postcode and each province.

    The whole base counts again each time that all is compared with all; what a night
    brings in a large one changes these numbers little.
    """

    _name = "despacho.match.count"
    _inherit = "despacho.match.table"
    _description = "Frequencies for duplicates"
    _auto = False
    _log_access = False

    def init(self):
        self.env.cr.execute(
            SQL("CREATE TABLE IF NOT EXISTS despacho_match_count (value text PRIMARY KEY, count integer NOT NULL)")
        )

    @api.model
    def _count(self):
        """Count again. Words are kept as they are, ``z:`` and ``p:`` mark postcodes and provinces, '' is the total."""
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM despacho_match_count;
                INSERT INTO despacho_match_count
                SELECT word, COUNT(*) FROM despacho_match_record, STRING_TO_TABLE(name, ' ') AS word
                 WHERE word <> '' GROUP BY word
                UNION ALL SELECT 'z:' || zip, COUNT(*) FROM despacho_match_record GROUP BY zip
                UNION ALL SELECT 'p:' || province, COUNT(*) FROM despacho_match_record GROUP BY province
                UNION ALL SELECT '', COUNT(*) FROM despacho_match_record;
                ANALYZE despacho_match_count
                """
            )
        )

    @api.model
    def _is_small(self):
        """Whether the base is small; asked without counting what is large."""
        if self._total() > 2 * _SMALL:
            return False
        first = SQL("SELECT FROM despacho_match_record LIMIT %s", _SMALL + 1)
        rows = self.env.execute_query(SQL("SELECT COUNT(*) FROM (%s) AS first_ones", first))
        return rows[0][0] <= _SMALL

    @api.model
    def _total(self):
        rows = self.env.execute_query(SQL("SELECT count FROM despacho_match_count WHERE value = ''"))
        return rows[0][0] if rows else 0

    @api.model
    def _frequencies(self, words=None):
        """Return the :class:`Frequencies` of ``words``, or of all."""
        wanted = SQL("value <> '' AND value NOT LIKE '_:%%'") if words is None else SQL("value = ANY(%s)", list(words))
        counts = dict(self.env.execute_query(SQL("SELECT value, count FROM despacho_match_count WHERE %s", wanted)))
        return Frequencies(self._total(), counts)
