import json

from odoo import models
from odoo.tools import split_every

from ..review.staging import BATCH
from .despacho_import_row_review import _OPEN

#: Fields of a decision that are records.
IDS = ("partner_id", "decision_id")


class DespachoImport(models.Model):
    """What was decided on many rows at once is remembered, and taken back."""

    _inherit = "despacho.import"

    def undo_group(self, decision_id):
        """Take the last decision on many rows back."""
        self._check_step(*_OPEN)
        self.check_access("write")
        decision = self.env["despacho.import.decision"].search([("import_id", "=", self.id)], limit=1)
        if decision.id == decision_id:
            self._restore_before(decision)
            # sudo: nobody writes decisions by hand, see ``_note_before``
            decision.sudo().unlink()
        self.invalidate_recordset()
        return self.get_groups()

    def action_back(self):
        result = super().action_back()
        # sudo: nobody writes decisions by hand, see ``_note_before``
        self.env["despacho.import.decision"].sudo().search([("import_id", "in", self.ids)]).unlink()
        return result

    def _note_before(self, kind, choice, rows, names):
        """Remember how ``rows`` are in the fields ``names``."""
        groups = {}
        for row in rows:
            values = {name: row[name].id if name in IDS else row[name] for name in names}
            groups.setdefault(json.dumps(values, sort_keys=True), []).append(row.id)
        # sudo: what is taken back is written into the rows, so only code says what there was before
        decisions = self.env["despacho.import.decision"].sudo()
        before = [[json.loads(values), ids] for values, ids in groups.items()]
        decision = decisions.create(
            {"import_id": self.id, "kind": kind, "choice": choice, "count": len(rows), "before": before}
        )
        return decision.sudo(False)  # sudo: ends here

    def _restore_before(self, decision):
        for values, ids in decision.before or ():
            for rows in split_every(BATCH, ids, self.env["despacho.import.row"].browse):
                rows = rows.exists().filtered(lambda row: row.state == "pending")
                if "choice" in values:
                    if values["choice"]:
                        rows._settle({"partner_id": values["partner_id"]})
                    rows._choose(values["choice"])
                    # What was decided on many before stays so: it is not what somebody said of one row.
                    rows._settle({"decision_id": values["decision_id"]})
                if "picks" in values:
                    rows._settle({"picks": values["picks"]})
                    self._decide_picked(rows)
                rows.included = values["included"]

    def _get_group_done(self, decision):
        """Return in words what was decided."""
        kind, __, name = decision.kind.partition(":")
        if name:
            label = self.env["despacho.import.column"]._get_field_labels([name]).get(name, name)
            title, (what, choices) = label, self._get_field_labels_of(kind)
            title = f"{title} ({what})"
        else:
            title, choices = self._get_group_labels()[kind]
        return self.env._(
            "%(title)s: «%(choice)s», %(count)s rows",
            title=title,
            choice=choices.get(decision.choice, ""),
            count=decision.count,
        )
