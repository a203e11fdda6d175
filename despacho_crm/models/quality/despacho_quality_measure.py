import ast

from odoo import api, fields, models
from odoo.fields import Domain

#: Each segment that asks for a datum makes it this much more useful, up to so many segments.
_PER_SEGMENT, _SEGMENTS = 0.5, 4


class DespachoQualityMeasure(models.Model):
    """What is asked of the record of a client or prospect, and how useful it is to the firm.

    How useful: the weight that the firm gives it, more if segments in use ask for it.
    """

    _name = "despacho.quality.measure"
    _description = "Measure of the quality of the base"
    _order = "usefulness desc, sequence, id"

    name = fields.Char(required=True, translate=True)
    missing_text = fields.Char(
        string="When it fails", required=True, translate=True, help="How the sheet says it, after «Missing:»."
    )
    code = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        [("filled", "Complete"), ("valid", "Valid"), ("fresh", "Up to date")], required=True, readonly=True
    )
    weight = fields.Integer(default=5, required=True, help="How useful it is to the firm, from 0 (not at all) to 10.")
    field_names = fields.Char(readonly=True, help="A segment that asks for one of these makes it more useful.")
    uses = fields.Integer(string="Segments that ask for it", readonly=True)
    usefulness = fields.Float(compute="_compute_usefulness", store=True, digits=(6, 2), aggregator=None)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "There is a measure with that code already.")
    _weight_makes_sense = models.Constraint("CHECK (weight BETWEEN 0 AND 10)", "A weight is between 0 and 10.")

    @api.depends("weight", "uses")
    def _compute_usefulness(self):
        for measure in self:
            measure.usefulness = measure.weight * (1 + _PER_SEGMENT * min(measure.uses, _SEGMENTS))

    @api.model
    def _count_uses(self):
        """Count again which segments in use ask for each datum."""
        asked = self._fields_of_segments()
        for measure in self.search([("field_names", "!=", False)]):
            names = set((measure.field_names or "").split(","))
            uses = sum(bool(names & fields_of_one) for fields_of_one in asked)
            if measure.uses != uses:
                measure.uses = uses

    @api.model
    def _fields_of_segments(self):
        """Return, for each segment in use, the fields of contacts for which its definition asks."""
        # sudo: they count whoever made them; nothing of them is shown
        segments = self.env["despacho.segment"].sudo().search([("active", "=", True)])
        found = []
        for segment in segments:
            try:
                domain = Domain(ast.literal_eval(segment.domain or "[]"))
            except (ValueError, SyntaxError):
                continue
            found.append({path.split(".")[0] for path in _paths(domain)})
        return found


def _paths(domain):
    """Return the paths of fields for which ``domain`` asks."""
    for condition in domain.iter_conditions():
        yield condition.field_expr
        if isinstance(condition.value, Domain):
            yield from (f"{condition.field_expr}.{path}" for path in _paths(condition.value))
