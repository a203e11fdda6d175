from odoo import fields, models

#: What the preview says beside the reasons.
_INCLUDED, _SAMPLED = "included", "sampled"


class DespachoActionPreview(models.TransientModel):
    """To how many the action would go now, and why the others are left out."""

    _name = "despacho.action.preview"
    _description = "To whom the action would go"

    action_id = fields.Many2one("despacho.action", required=True, readonly=True, ondelete="cascade")
    included_count = fields.Integer(string="Would be addressed", readonly=True)
    excluded_count = fields.Integer(string="Would be left out", readonly=True)
    sampled = fields.Integer(string="Looked at", readonly=True)
    line_ids = fields.One2many("despacho.action.preview.line", "preview_id", readonly=True)

    def _open(self, action):
        """Return the window of the preview of ``action``."""
        counts = dict(action._audience_preview())
        included, sampled = counts.pop(_INCLUDED, 0), counts.pop(_SAMPLED, 0)
        reasons = dict(self.env["despacho.action.recipient"]._fields["reason"]._description_selection(self.env))
        preview = self.create(
            {
                "action_id": action.id,
                "included_count": included,
                "excluded_count": sum(counts.values()),
                "sampled": sampled,
                "line_ids": [
                    fields.Command.create({"reason": reasons.get(reason, reason), "count": count})
                    for reason, count in counts.items()
                    if count
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("To whom «%(action)s» would go", action=action.name),
            "res_model": self._name,
            "res_id": preview.id,
            "views": [(False, "form")],
            "target": "new",
        }


class DespachoActionPreviewLine(models.TransientModel):
    """How many would be left out for one reason."""

    _name = "despacho.action.preview.line"
    _description = "Reason why some would be left out"
    _order = "count desc, id"

    preview_id = fields.Many2one("despacho.action.preview", required=True, ondelete="cascade", index=True)
    reason = fields.Char(string="Why", readonly=True)
    count = fields.Integer(string="Contacts", readonly=True)
