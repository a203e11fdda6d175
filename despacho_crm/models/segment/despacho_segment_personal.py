from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..person.res_partner import GROUP
from .despacho_segment import DEFINITION


class DespachoSegment(models.Model):
    """Who is in a segment tells what it asks for: one by personal data is of those who may see these."""

    _inherit = "despacho.segment"

    personal = fields.Boolean(
        string="By personal data",
        compute="_compute_personal",
        store=True,
        help="It asks for date of birth, sex, hobbies or the like of private individuals, or for a segment that does: "
        "only those who may see these data see it.",
    )

    @api.depends("domain", "kind")
    def _compute_personal(self):
        for segment in self:
            segment.personal = segment.kind == "live" and segment._asks_personal()

    def _asks_personal(self):
        """Whether the definition asks for personal data, by itself or by another segment that it asks for."""
        # sudo: what a segment asks for counts, whoever sees it
        seen, ahead = self.sudo().browse(), self.sudo()
        while ahead:
            seen |= ahead
            asked = seen.browse()
            for segment in ahead.filtered(lambda segment: segment.kind == "live"):
                try:
                    domain = segment._parse(segment.domain)
                    if any(_is_personal(field) for _condition, path in self._conditions(domain) for field in path):
                        return True
                    asked |= segment._asked_segments(domain).exists()
                except ValidationError:  # it finds nobody; told when it is written or brought up to date
                    continue
            ahead = asked - seen
        return False

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(DEFINITION):
            # sudo: those that ask for these, whoever sees them
            self.env.add_to_compute(self._fields["personal"], self.sudo().with_context(active_test=False)._above())
        return result

    def _above(self):
        """Return the segments that ask for these, archived ones too."""
        asked = {}
        for segment in self.search([("kind", "=", "live")]):
            try:
                asked[segment] = self._asked_segments(self._parse(segment.domain))
            except ValidationError:
                asked[segment] = self.browse()
        found, ahead = self.browse(), self
        while ahead:
            ahead = self.browse().union(*(one for one, others in asked.items() if others & ahead)) - found
            found |= ahead
        return found


def _is_personal(field):
    return GROUP in (field.groups or "").split(",")
