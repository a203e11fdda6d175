from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ..review.staging import BATCH
from .despacho_import_groups_undo import IDS
from .despacho_import_row_review import _OPEN

#: Of a field, what its rows have in common: {kind: (reasons, whose value stays by itself)}.
_FIELD_KINDS = {
    "change": (("outranks", "later"), "file"),
    "fill": (("blank", "added"), "file"),
    "keep": (("typed", "trusted", "newer", "unsure", "first", "client"), "base"),
}
#: Decisions on rows of which a person has to say who they are.
_CHOICES = ("this", "other", "out")


class DespachoImport(models.Model):
    """Rows of one kind are decided on at once: all those without NIF, all those that are certain, all the phones."""

    _inherit = "despacho.import"

    def get_groups(self):
        """Return the kinds of rows that wait, with how many there are and what may be decided on them."""
        self.ensure_one()
        self.check_access("read")
        last = self.env["despacho.import.decision"].search([("import_id", "=", self.id)], limit=1)
        return {
            "name": self.display_name,
            "open": self.state in _OPEN,
            "undecided": self.undecided_count,
            "kinds": self._get_row_groups(),
            "fields": self._get_field_groups(),
            "last": {"id": last.id, "text": self._get_group_done(last)} if last else False,
        }

    def decide_group(self, kind, choice):
        """Decide so on all the rows of ``kind``; return what there is then."""
        self._check_step(*_OPEN)
        self.check_access("write")
        rows = self._get_group_rows(kind)
        if kind in self._get_group_domains():
            self._decide_kind(kind, choice, rows)
        else:
            self._decide_field(kind, choice, rows)
        self.invalidate_recordset()
        return self.get_groups()

    # ------------------------------------------------------------
    # KINDS OF ROWS
    # ------------------------------------------------------------

    @api.model
    def _get_group_domains(self):
        """Return {kind: domain of its rows that wait}."""
        plain = Domain("choice", "=", False)
        return {
            "ask": Domain("verdict", "=", "ask") | Domain("choice", "!=", False) & Domain("asked", "=", "may_be"),
            "certain": (
                Domain("verdict", "=", "update") & Domain("reason_code", "=", "matched")
                | Domain("choice", "!=", False) & Domain("asked", "=", "matched")
            ),
            "no_nif": plain & Domain("verdict", "=", "no_nif") & Domain("reason_code", "!=", "nif_invalid"),
            "bad_nif": plain & Domain("verdict", "=", "no_nif") & Domain("reason_code", "=", "nif_invalid"),
            "create": plain & Domain("verdict", "=", "create"),
            "update": plain & Domain("verdict", "=", "update") & Domain("reason_code", "!=", "matched"),
            "people": plain & Domain("reason_code", "=", "other_contact"),
        }

    @api.model
    def _get_group_labels(self):
        """Return {kind: (what its rows are, {choice: what it does})}."""
        _ = self.env._
        out, create = _("Leave them out"), _("Create them")
        return {
            "ask": (_("They may be a contact of the base"), {"this": _("The likeliest"), "other": create, "out": out}),
            "certain": (
                _("They surely are a contact of the base, without the same NIF"),
                {"this": _("They are that contact"), "other": _("They are others: create them"), "out": out},
            ),
            "no_nif": (_("Without NIF"), {"in": _("Create them, NIF pending"), "out": out}),
            "bad_nif": (_("With a wrong NIF"), {"in": _("Create them, NIF pending"), "out": out}),
            "create": (_("New, with their NIF"), {"in": create, "out": out}),
            "update": (_("In the base already: they complete or correct it"), {"in": _("Update them"), "out": out}),
            "people": (_("Further people of a company of the file"), {"in": _("Add them"), "out": out}),
        }

    def _get_group_domain(self, kind):
        waiting = Domain("import_id", "=", self.id) & Domain("state", "=", "pending")
        return waiting & self._get_group_domains()[kind]

    def _get_row_groups(self):
        Row, labels, kinds = self.env["despacho.import.row"], self._get_group_labels(), []
        for kind in self._get_group_domains():
            groups = Row._read_group(self._get_group_domain(kind), ["choice", "included"], ["__count"])
            title, choices = labels[kind]
            counts = dict.fromkeys(choices, 0)
            undecided = 0
            for choice, included, count in groups:
                if choice:
                    counts[choice] += count
                elif "this" not in choices:
                    counts["in" if included else "out"] += count
                elif included:
                    counts["this"] += count
                else:
                    undecided += count
            total = undecided + sum(counts.values())
            if total:
                kinds.append(
                    {
                        "key": kind,
                        "title": title,
                        "count": total,
                        "undecided": undecided,
                        "choices": [
                            {"key": choice, "label": label, "count": counts[choice]}
                            for choice, label in choices.items()
                        ],
                    }
                )
        return kinds

    def _decide_kind(self, kind, choice, rows):
        if choice not in self._get_group_labels()[kind][1]:
            return
        if choice in _CHOICES and kind in ("ask", "certain"):
            # What a person decided looking at one row stays.
            rows = rows.filtered(lambda row: not row.choice or row.decision_id)
            if choice == "this":
                rows = rows.filtered("partner_id")._without_taken()
            decision = self._note_before(kind, choice, rows, ("choice", "included", *IDS, "picks"))
            for batch in split_every(BATCH, rows.ids, rows.browse):
                batch._choose(choice)
            rows._settle({"decision_id": decision.id})
        else:
            rows = rows.filtered(lambda row: row.included != (choice == "in"))
            self._note_before(kind, choice, rows, ("included",))
            rows.included = choice == "in"

    # ------------------------------------------------------------
    # FIELD BY FIELD
    # ------------------------------------------------------------

    @api.model
    def _get_field_labels_of(self, kind):
        """Return (what the rows of ``kind`` do with the field, {side: what is chosen})."""
        _ = self.env._
        return {
            "change": (_("changes"), {"file": _("Change it"), "base": _("Do not change it")}),
            "fill": (_("is filled in"), {"file": _("Fill it in"), "base": _("Do not fill it in")}),
            "keep": (_("stays as the base has it"), {"base": _("It stays"), "file": _("Take that of the file")}),
        }[kind]

    def _get_field_groups(self):
        self.env["despacho.import.row"].flush_model()
        found = self.env.execute_query(
            SQL(
                """
                SELECT ground.key, COALESCE(ground.value ->> 3, ground.value ->> 0), picks ->> ground.key, COUNT(*)
                  FROM despacho_import_row, jsonb_each(grounds) AS ground
                 WHERE import_id = %s AND %s
                 GROUP BY 1, 2, 3
                """,
                self.id,
                self._get_compared_condition(),
            )
        )
        kind_of = {why: kind for kind, (reasons, __) in _FIELD_KINDS.items() for why in reasons}
        counts = {}
        for name, why, side, count in found:
            if kind := kind_of.get(why):
                mine = counts.setdefault((name, kind), dict.fromkeys(("file", "base"), 0))
                mine[side or _FIELD_KINDS[kind][1]] += count
        labels = self.env["despacho.import.column"]._get_field_labels(name for name, __ in counts)
        labels, shown = self._name_last_year(labels), []
        for kind in _FIELD_KINDS:
            what, sides = self._get_field_labels_of(kind)
            shown += [
                {
                    "key": f"{kind}:{name}",
                    "title": label,
                    "what": what,
                    "count": sum(counts[name, kind].values()),
                    "choices": [
                        {"key": side, "label": text, "count": counts[name, kind][side]} for side, text in sides.items()
                    ],
                }
                for name, label in labels.items()
                if (name, kind) in counts
            ]
        return shown

    @api.model
    def _get_compared_condition(self):
        """Return the condition of the rows that wait and are a contact of the base."""
        return SQL("state = 'pending' AND verdict IN ('update', 'same') AND choice IS DISTINCT FROM 'out'")

    def _get_group_rows(self, kind):
        Row = self.env["despacho.import.row"]
        if kind in self._get_group_domains():
            return Row.search(self._get_group_domain(kind), order="number")
        kind, __, name = kind.partition(":")
        Row.flush_model()
        found = self.env.execute_query(
            SQL(
                """
                SELECT id FROM despacho_import_row
                 WHERE import_id = %s AND %s
                   AND COALESCE(grounds -> %s ->> 3, grounds -> %s ->> 0) = ANY(%s)
                 ORDER BY number
                """,
                self.id,
                self._get_compared_condition(),
                name,
                name,
                list(_FIELD_KINDS.get(kind, ((), ""))[0]),
            )
        )
        # A search, so that nobody decides on what they may not see.
        return Row.search([("id", "in", [row_id for (row_id,) in found])], order="number")

    def _decide_field(self, key, side, rows):
        kind, __, name = key.partition(":")
        if kind not in _FIELD_KINDS or side not in ("file", "base"):
            return
        usual = _FIELD_KINDS[kind][1]
        rows = rows.filtered(lambda row: (row.picks or {}).get(name, usual) != side)
        self._note_before(key, side, rows, ("picks", "included"))
        for batch in split_every(BATCH, rows.ids, rows.browse):
            # What would be so by itself is nobody's choice.
            batch._pick({name: side if side != usual else None})
