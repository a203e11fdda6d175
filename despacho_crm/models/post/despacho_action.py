from odoo import api, fields, models

LABELS = [
    ("70x37", "24 per sheet, 3 x 8 (70 x 37 mm)"),
    ("63x38", "21 per sheet, 3 x 7 (63.5 x 38.1 mm)"),
    ("105x37", "16 per sheet, 2 x 8 (105 x 37 mm)"),
    ("99x38", "14 per sheet, 2 x 7 (99.1 x 38.1 mm)"),
]


class DespachoAction(models.Model):
    """An action by post: letters on the firm's paper, one for each recipient, and labels for their envelopes."""

    _inherit = "despacho.action"

    letter_window = fields.Selection(
        [("right", "On the right"), ("left", "On the left")],
        string="Window of the envelope",
        required=True,
        default="right",
        help="Where the address stands, so that it shows through the window.",
    )
    letter_place = fields.Char(
        string="Where it is signed", help="Before the date of the letter; by default the town of the firm."
    )
    label_format = fields.Selection(
        LABELS, string="Adhesive labels", default="70x37", help="Empty: none, the envelopes have a window."
    )
    letter_slips = fields.Char(compute="_compute_letter_slips")
    post_run_ids = fields.One2many("despacho.post.run", "action_id", string="Letters", readonly=True, copy=False)
    post_waiting = fields.Integer(string="Letters to make", compute="_compute_post_counts")
    post_made = fields.Integer(string="Made, not posted", compute="_compute_post_counts")
    post_sent = fields.Integer(string="Letters posted", compute="_compute_post_counts")

    @api.depends("state")
    def _compute_post_counts(self):
        by_post = self.filtered(lambda action: action.channel == "post")
        groups = (
            self.env["despacho.action.recipient"]
            .sudo()  # numbers, whoever may see the rows
            ._read_group(
                [("action_id", "in", by_post._origin.ids), ("state", "in", ("waiting", "leaving", "sent"))],
                ["action_id", "state"],
                ["__count"],
            )
        )
        counts = {(action.id, state): count for action, state, count in groups}
        for action in self:
            found = [counts.get((action._origin.id, state), 0) for state in ("waiting", "leaving", "sent")]
            action.post_waiting, action.post_made, action.post_sent = found

    def _forget_post_counts(self):
        """The rows have changed: count again whoever asks next."""
        self.invalidate_recordset(["post_waiting", "post_made", "post_sent"], flush=False)

    @api.depends("body", "channel")
    def _compute_letter_slips(self):
        labels = self._get_merge_labels()
        for action in self:
            slips = action._find_slips(labels) if action.channel == "post" else []
            action.letter_slips = ", ".join(f"«{slip}»" for slip in slips)

    @api.model
    def get_merge_labels(self):
        """Return what the buttons over the text of a letter insert, in the language of whoever writes."""
        self.check_access("read")
        return [label for _key, label in self._get_merge_fields()]
