from odoo import api, fields, models
from odoo.fields import Domain

from ..lifecycle.res_partner import GROUP


class DespachoSegmentMember(models.Model):
    """Who is in a segment (``active``), since when; who left it, and when; and what somebody decided by hand.

    One row for each contact that ever was in the segment, written in SQL by ``despacho.segment``.
    """

    _name = "despacho.segment.member"
    _description = "Member of a segment"
    _order = "since desc, id desc"
    _rec_name = "partner_id"
    # Hundreds of thousands of rows that a job writes: who wrote them, and when, says nothing.
    _log_access = False

    segment_id = fields.Many2one("despacho.segment", string="Segment", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Contact", required=True, index=True, ondelete="cascade")
    active = fields.Boolean(string="Is in it", default=True, readonly=True)
    since = fields.Date(string="In it since", readonly=True)
    left = fields.Date(string="Left on", readonly=True)
    cause = fields.Selection(
        [
            ("data", "What is known of it changed"),
            ("definition", "The definition changed"),
            ("hand", "By hand"),
        ],
        string="Because",
        readonly=True,
    )
    hand = fields.Selection([("in", "Added"), ("out", "Left out")], string="Decided by hand", readonly=True)
    reason = fields.Char(readonly=True)
    hand_uid = fields.Many2one("res.users", string="Decided by", readonly=True, ondelete="set null")
    hand_on = fields.Date(string="Decided on", readonly=True)

    nif_key = fields.Char(related="partner_id.nif_key", string="NIF")
    city = fields.Char(related="partner_id.city")
    state_id = fields.Many2one(related="partner_id.state_id")
    lifecycle = fields.Selection(related="partner_id.lifecycle", groups=GROUP)
    movement = fields.Selection(
        [("entered", "Entered"), ("left", "Left it"), ("none", "Never was in it")], compute="_compute_movement"
    )

    _once = models.Constraint("UNIQUE (segment_id, partner_id)", "This contact is in the segment already.")
    _now = models.Index("(segment_id, partner_id) WHERE active")

    @api.depends("active", "left")
    def _compute_movement(self):
        for member in self:
            member.movement = "entered" if member.active else "left" if member.left else "none"

    @api.model
    def _of(self, segments):
        return Domain("segment_id", "in", segments.ids)

    @api.model
    def _week_domains(self):
        """Return {"entered", "left": domain}: of this week, and not because somebody changed the definition."""
        moved = Domain("cause", "!=", "definition")
        monday = "today =monday"
        return {
            "entered": moved & Domain("active", "=", True) & Domain("since", ">=", monday),
            "left": moved & Domain("active", "=", False) & Domain("left", ">=", monday),
        }

    def action_open(self):
        """Open the contact's own sheet."""
        self.ensure_one()
        return self.partner_id.get_formview_action()

    def action_leave_out(self):
        """Ask why these are left out of their segment."""
        return self.segment_id._ask_hand("out", self.partner_id)

    def action_withdraw(self):
        """What the definition says counts again."""
        for segment, members in self.grouped("segment_id").items():
            segment._withdraw_hand(members.partner_id)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
