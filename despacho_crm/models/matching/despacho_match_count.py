from odoo import api, models
from odoo.tools import SQL

from ...tools.matching import statements
from ...tools.matching.limits import SMALL
from ...tools.matching.tokens import Frequencies


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
        """Count again."""
        self.env.cr.execute(SQL(statements.COUNT))

    @api.model
    def _is_small(self):
        """Whether the base is small, so that counting again is quicker than wondering whether it is needed.

        Asked without counting what is large.
        """
        if self._total() > 2 * SMALL:
            return False
        first = SQL("SELECT FROM despacho_match_record LIMIT %s", SMALL + 1)
        rows = self.env.execute_query(SQL("SELECT COUNT(*) FROM (%s) AS first_ones", first))
        return rows[0][0] <= SMALL

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
