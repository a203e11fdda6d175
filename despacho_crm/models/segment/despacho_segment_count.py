from odoo import fields, models


class DespachoSegmentCount(models.Model):
    """How many were in a segment each week, and how many entered and left: the last count of the week stays."""

    _name = "despacho.segment.count"
    _description = "Segment week by week"
    _order = "week desc, segment_id"
    _rec_name = "week"

    segment_id = fields.Many2one("despacho.segment", string="Segment", required=True, ondelete="cascade")
    week = fields.Date(string="Week of", required=True, index=True)
    count = fields.Integer(string="Contacts", aggregator="max")
    entered = fields.Integer()
    gone = fields.Integer(string="Went out")

    _once = models.Constraint("UNIQUE (segment_id, week)", "This week is counted already.")
