from collections import defaultdict

from odoo import api, fields, models

from ..models.undo.despacho_import_undo_facts import FOLLOWS


class DespachoImportUndo(models.TransientModel):
    """Before anything is undone: what goes, what returns, and what stays and why."""

    _name = "despacho.import.undo"
    _description = "Undoing of an Import"

    import_id = fields.Many2one("despacho.import", required=True, readonly=True, ondelete="cascade")
    row_ids = fields.Json(readonly=True, help="The ids of the rows; nothing for all of them.")
    with_changed = fields.Boolean(
        string="Also delete what somebody changed since",
        help="What was typed on them after the import is lost.",
    )
    row_count = fields.Integer(string="Rows", readonly=True)
    delete_count = fields.Integer(string="Records that are deleted", readonly=True)
    back_count = fields.Integer(string="Values that return to what they were", readonly=True)
    changed_count = fields.Integer(readonly=True)
    deleted = fields.Char(string="What is deleted", readonly=True)
    line_ids = fields.One2many("despacho.import.undo.line", "undo_id", readonly=True)

    @api.model
    def _open(self, import_, rows=None):
        """Return the action that asks whether ``rows``, all by default, are to be undone."""
        import_.check_access("write")
        dialog = self.create({"import_id": import_.id, "row_ids": rows.ids if rows is not None else False})
        dialog._look()
        return dialog._get_action()

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Undo «%(name)s»", name=self.import_id.name),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _get_rows(self):
        rows = self.env["despacho.import.row"].browse(self.row_ids) if self.row_ids else None
        return self.import_id._get_undoable(rows)

    def _look(self):
        """Find out what would become of the rows, and write it down."""
        Row = self.env["despacho.import.row"]
        outcomes = self._get_rows()._plan_undo(self.with_changed)
        deleted, back, changed = defaultdict(int), 0, 0
        reasons, kept = defaultdict(list), []
        for outcome in outcomes:
            for model, _record_id in outcome.delete:
                # Nobody counts the messages that go with what they are about.
                deleted[model] += model not in FOLLOWS
            back += sum(Row._is_told(*record, name) for record, values in outcome.back.items() for name in values)
            for code, detail in outcome.stays:
                reasons[code, str(detail) if code in ("used", "refused") else ""].append(outcome.row)
            changed += any(code == "changed" for code, _detail in outcome.stays)
            if any(Row._is_told(*one[:3]) for one in outcome.kept):
                kept.append(outcome.row)
        lines = [
            (self._get_line_words(code, detail), rows)
            for (code, detail), rows in sorted(reasons.items(), key=lambda one: -len(one[1]))
        ]
        if kept:
            lines.append((self.env._("Values that changed since, and stay as they are now"), kept))
        self.line_ids.unlink()
        self.write(
            {
                "row_count": len(outcomes),
                "delete_count": sum(deleted.values()),
                "back_count": back,
                "changed_count": changed,
                "deleted": ", ".join(
                    f"{self.env['ir.model']._get(model).name}: {count}" for model, count in deleted.items() if count
                ),
                "line_ids": [fields.Command.create({"name": name, "row_ids": rows}) for name, rows in lines],
            }
        )

    def _get_line_words(self, code, detail):
        if code == "file":
            return self.env._("Another row wrote to them later: undo that first")
        return self.env["despacho.import.row"]._get_stay_words(code, detail)

    def action_look_again(self):
        """Show what would become of the rows with what is chosen now."""
        self._look()
        return self._get_action()

    def action_undo(self):
        """Undo the rows; what stays is told on each."""
        rows = self.env["despacho.import.row"].browse(self.row_ids) if self.row_ids else None
        self.import_id._undo(rows, with_changed=self.with_changed)
        if rows is None:
            return {"type": "ir.actions.act_window_close"}
        # The import tells how far it is; the rows do not.
        return {
            "type": "ir.actions.act_window",
            "res_model": "despacho.import",
            "res_id": self.import_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current",
        }


class DespachoImportUndoLine(models.TransientModel):
    """A reason why rows stay, and which they are."""

    _name = "despacho.import.undo.line"
    _description = "Why Rows of an Import Stay"
    _order = "id"

    undo_id = fields.Many2one("despacho.import.undo", required=True, ondelete="cascade")
    name = fields.Char(readonly=True)
    row_ids = fields.Json(readonly=True)
    count = fields.Integer(compute="_compute_count")

    @api.depends("row_ids")
    def _compute_count(self):
        for line in self:
            line.count = len(line.row_ids or ())

    def action_view_rows(self):
        """Open the rows, each of which leads to its contact."""
        return self.undo_id.import_id._get_row_action(self.name, [("id", "in", self.row_ids)])
