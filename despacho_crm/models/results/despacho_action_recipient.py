from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .despacho_results import DIMENSIONS


class DespachoActionRecipient(models.Model):
    """What was known of a recipient, to look for who is behind a number of the results."""

    _inherit = "despacho.action.recipient"

    known = fields.Char(compute="_compute_known", search="_search_known")

    def _compute_known(self):
        self.known = False

    @api.model
    def _search_known(self, operator, value):
        """Find by «dimension=value»; without a value, those of whom it was not known."""
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._known_domain(*one.split("=", 1)) for one in value)

    @api.model
    def _known_domain(self, by, value):
        if by not in DIMENSIONS:
            raise ValueError(by)
        query = SQL(
            """(SELECT recipient.id FROM despacho_action_recipient recipient %s
                 WHERE known.value IS NOT DISTINCT FROM %s)""",
            self.env["despacho.results"]._known_sql(by),
            value or None,
        )
        return Domain("id", "in", query)
