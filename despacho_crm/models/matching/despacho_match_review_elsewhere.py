from odoo import api, models
from odoo.tools import SQL


class DespachoMatchPair(models.Model):
    """Certain pairs at two addresses: one company that has moved, or an establishment of it.

    They are left to a person one by one, unless that person says of all of them that they moved.
    """

    _inherit = "despacho.match.pair"

    @api.model
    def review_certain(self):
        return {**super().review_certain(), "elsewhere": self._review_elsewhere_count()}

    @api.model
    def review_accept_certain(self, after=0, elsewhere=False):
        """As ever; ``elsewhere``: those at two addresses too, of which the address of the one that stays is kept."""
        pairs = self.with_context(merge_elsewhere=True) if elsewhere else self
        return super(DespachoMatchPair, pairs).review_accept_certain(after)

    @api.model
    def _review_elsewhere_count(self):
        certain = self._search(self._review_certain_domain()).subselect()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*) FROM despacho_match_pair pair
                  JOIN despacho_match_record one ON one.partner_id = pair.partner_id
                  JOIN despacho_match_record two ON two.partner_id = pair.other_id
                 WHERE pair.id IN %s
                   AND (one.zip <> '' AND two.zip <> '' AND one.zip <> two.zip OR one.street <> two.street)
                """,
                certain,
            )
        )
        return rows[0][0]
