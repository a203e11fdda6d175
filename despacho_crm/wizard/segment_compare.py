from odoo import fields, models


class DespachoSegmentCompare(models.TransientModel):
    """With which other segments one is compared."""

    _name = "despacho.segment.compare"
    _description = "Compare segments"

    segment_id = fields.Many2one("despacho.segment", string="Segment", required=True, readonly=True)
    other_ids = fields.Many2many(
        "despacho.segment", string="Compared with", required=True, domain="[('id', '!=', segment_id)]"
    )

    def action_compare(self):
        self.ensure_one()
        return (self.segment_id | self.other_ids).action_overlap()
