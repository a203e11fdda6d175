from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class DespachoPrivacyBlock(models.Model):
    """Showing again whoever was blocked by mistake, as they were."""

    _inherit = "despacho.privacy.block"

    def action_undo(self):
        """Ask why, before anything is shown again."""
        self._check_right()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Show again"),
            "res_model": "despacho.privacy.unblock",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_block_ids": self.ids, "dialog_size": "medium"},
        }

    def _undo(self, note):
        """Show again all that the blocks hid, and unarchive what they archived."""
        self._check_right()
        if any(block.state != "blocked" for block in self):
            raise UserError(self.env._("What was destroyed or shown again already cannot be shown again."))
        if not note:
            raise UserError(self.env._("Say why the data are used again: it is the proof that they may be."))
        # sudo: as when they were hidden
        for block in self.sudo():
            block._write_aside(block.aside or {})
            self.env.flush_all()
            for model, ids in (block.hidden or {}).items():
                self._set(model, ids, SQL("privacy_blocked = NULL"))
            self._set("res.partner", (block.hidden or {}).get("res.partner", []), SQL("privacy_invoiced = NULL"))
            for model, ids in (block.archived or {}).items():
                self._set(model, ids, SQL("active = TRUE, write_date = NOW() AT TIME ZONE 'UTC'"))
            self.env.invalidate_all()
            block._follow_again()
            self._match_again(*(self._existing(model, block.hidden or {}) for model in ("res.partner", "crm.lead")))
            self._note_block("unblocked", block.partner_id or block.lead_id or block, note)
            block.key_ids.unlink()
            block.write(
                {
                    "state": "undone",
                    "ended_on": fields.Datetime.now(),
                    "ended_by": self.env.uid,
                    "end_note": note,
                    "aside": False,
                    "followed": False,
                }
            )
        return True

    def _set(self, model, ids, what):
        self.env.cr.execute(
            SQL("UPDATE %s SET %s WHERE id = ANY(%s)", SQL.identifier(self.env[model]._table), what, ids)
        )
