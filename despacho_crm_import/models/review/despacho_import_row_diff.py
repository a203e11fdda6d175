from odoo import api, fields, models
from odoo.tools import format_date

from ...tools import verdict
from ...tools.picks import FIXED
from ..target.despacho_import_partner import CONTACT_FIELDS


class DespachoImportRow(models.Model):
    """Field by field: what the base has, what the file says, who wins and why, in words."""

    _inherit = "despacho.import.row"

    diff = fields.Json(compute="_compute_diff")

    @api.depends("changes", "kept", "cleaned", "verdict", "grounds", "state", "reason_code")
    @api.depends_context("lang")
    def _compute_diff(self):
        people = self._compare_people()
        labels = self._get_labels({name for one in people.values() for name in (*one.changes, *one.kept)})
        words = self._get_words()
        for row in self:
            person, brought = people.get(row), row.cleaned or {}
            compared = bool(person) or row.verdict in ("update", "same")
            lines = []
            for name, label in labels.items():
                line = row._get_diff_line(name, person or row, words) if compared else None
                if not line and name in brought:
                    text = self._to_text(name, brought[name], words)
                    known = name in CONTACT_FIELDS if person else compared
                    line = {"old": text if known else "", "new": text, "side": "", "why": ""}
                if line:
                    # Whose value stays is chosen of the company; of its people the rule decides.
                    chosen = line.get("choosable", False) and not person
                    lines.append({"field": name, "label": label, **line, "choosable": chosen})
            row.diff = {
                "compared": compared,
                "open": row.state == "pending",
                "lines": sorted(lines, key=lambda line: not line["side"]),
            }

    def _compare_people(self):
        """Return {row: ``verdict.Verdict``} of those that are further people of companies, whom the base has."""
        people, found = self.filtered(lambda row: row.reason_code == "other_contact" and row.state == "pending"), {}
        for import_, rows in people.grouped("import_id").items():
            if import_.target == "partner":
                apart = rows.filtered(lambda row: (row.details or {}).get(verdict.ESTABLISHMENT))
                found |= self.env["despacho.import.partner"]._compare_people(import_, rows - apart)
        return found

    def _get_diff_line(self, name, found, words):
        """Return what is said of the field ``name``; None when both have the same.

        ``found``: what has the ``changes``, ``kept`` and ``grounds``: a row or a ``verdict.Verdict``.
        """
        changes, kept, grounds = found.changes or {}, found.kept or {}, found.grounds or {}
        if name in changes:
            side, (old, new), usual = "file", changes[name], "blank"
        elif name in kept:
            side, (old, new, usual) = "base", kept[name]
        else:
            return None
        ground = grounds.get(name) or (usual, "", "")
        return {
            "old": self._to_text(name, old, words),
            "new": self._to_text(name, new, words),
            "side": side,
            "why": self._get_ground(*ground[:3]),
            "picked": ground[0] == "picked",
            "choosable": ground[0] not in FIXED,
        }

    def _get_ground(self, why, source, date):
        """Return in words why the value of the file or that of the base stays."""
        _ = self.env._
        kinds = dict(self.import_id._fields["source_kind"]._description_selection(self.env))
        sources = {"mine": kinds.get(self.import_id.source_kind, ""), "other": kinds.get(source, "")}
        day = format_date(self.env, date) if date else ""
        said = {
            "blank": lambda: _("The base did not have it"),
            "added": lambda: _("It is added to what there was"),
            "outranks": lambda: _("«%(mine)s» prevails over «%(other)s»", **sources),
            "later": lambda: _("This file is later than the one it came from"),
            "typed": lambda: _("A person typed it: no file replaces it"),
            "trusted": lambda: _("«%(other)s», where the base has it from, prevails over «%(mine)s»", **sources),
            "newer": lambda: _("The base has it from a later file (%(day)s)", day=day),
            "former": lambda: _("The file has a former NIF"),
            "unsure": lambda: _("Without the same NIF, the name may be another one"),
            "client": lambda: _("It is what the base has of the contact"),
            "first": lambda: _("Where they came from first stays"),
            "picked": lambda: _("You chose it"),
        }
        text = said.get(why)
        return text() if text else ""
