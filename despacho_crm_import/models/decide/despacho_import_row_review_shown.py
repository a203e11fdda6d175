from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.matching.despacho_review_evidence import MANY
from odoo.addons.despacho_crm.tools.matching import keys

from ...tools.alike import read_texts
from ...tools.picks import pick

#: Shown even when it is equal on both sides, or only the base has it.
_TELLING = ("name", "nif", "contact_name", "street", "zip", "city", "phone", "email")


class DespachoImportRow(models.Model):
    """A row as the review screen shows it: at its right, each of those that it may be."""

    _inherit = "despacho.import.row"

    def _review_data(self):
        likely = {row: row._review_candidates() for row in self}
        verdicts = self._review_verdicts(likely)
        evidence = self._review_evidence(likely)
        pairs = self.env["despacho.match.pair"]
        partners = self.env["res.partner"].union(*likely.values())
        hanging = self.env["despacho.merge"]._hanging(partners)
        theirs = {partner: self.env["despacho.import.partner"]._read_values(partner) for partner in partners}
        words = self._get_words([*({**one.changes, **one.kept} for one in verdicts.values()), *theirs.values()])
        taken = self._review_taken(likely)
        data = []
        for row in self:
            own = row._review_own_side()
            shown = [
                {
                    "sides": [own, pairs._review_side(partner, hanging.get(partner.id, []))],
                    "evidence": evidence[row, partner],
                    "fields": row._review_fields(theirs[partner], verdicts[row, partner], words),
                    "warnings": row._review_warnings(taken.get(partner)),
                    "hindered": [],
                }
                for partner in likely[row]
            ] or [row._review_nobody(own)]
            data.append(
                {
                    "id": row.id,
                    "kind": "row",
                    "band": "certain" if row.reason_code == "matched" else "review",
                    "company": False,
                    "doubts": [],
                    "others": [],
                    "survivor": 0,
                    "hindrances": {"this": [one.pop("hindered") for one in shown]},
                    "candidates": shown,
                    **shown[0],
                }
            )
        return data

    def _review_own_side(self):
        return {
            "id": self.id,
            "model": self._name,
            "name": self.name or "",
            "kind": self.env._("Row %(number)s of the file", number=self.number),
            "archived": False,
            "since": "",
            "hanging": [],
            "relation": [],
        }

    def _review_nobody(self, own):
        """Return what is shown of a row when the user may see nobody whom it may be."""
        hidden = {"id": False, "model": "res.partner", "kind": "", "archived": False, "since": "", "relation": []}
        text = self.env._("A contact that you cannot see")
        return {
            "sides": [own, {**hidden, "name": text, "hanging": []}],
            "evidence": [],
            "fields": [],
            "warnings": [],
            "hindered": [self.env._("It may be a contact that you cannot see: ask whoever sees it.")],
        }

    def _review_verdicts(self, likely):
        """Return {(row, contact): the verdict if the row were that contact}."""
        verdicts = {}
        for import_, rows in self.grouped("import_id").items():
            pairs = [(row, partner) for row in rows for partner in likely[row]]
            target, date = import_._get_target(), import_.source_date.isoformat()
            restored = [import_._restore_row(row) for row, __ in pairs]
            found = target._find_candidates(import_, restored, [0] * len(pairs), [partner for __, partner in pairs])
            for (row, partner), one, candidates in zip(pairs, restored, found, strict=True):
                verdict = target._judge(import_, one, candidates, one.values.get("date") or date, 0, False)
                verdicts[row, partner] = pick(verdict, row.picks or {})
        return verdicts

    def _review_fields(self, theirs, verdict, words):
        """Return the rows of the comparison with ``theirs``, the values of the contact; what differs first."""
        labels = self._get_labels(theirs)
        compared = verdict.kind in ("update", "same")
        shown = []
        for name, label in labels.items():
            mine, base = (self.cleaned or {}).get(name), theirs.get(name)
            if name in ("date", "source", "kind") or mine is None and (base is None or name not in _TELLING):
                continue
            line = self._get_diff_line(name, verdict, words) if compared else None
            if line:
                values = [self._to_text(name, mine, words), line["old"]]
            else:
                values = [self._to_text(name, value, words) for value in (mine, mine if compared and mine else base)]
            differ = bool(line) or not compared and values[0] != values[1]
            if differ or name in _TELLING:
                shown.append(
                    {
                        "field": name,
                        "label": label,
                        "values": values,
                        "differ": differ,
                        "chosen": int(bool(line) and line["side"] == "base"),
                        "choosable": bool(line) and line["choosable"],
                        "why": line["why"] if line else "",
                    }
                )
        return sorted(shown, key=lambda one: not one["differ"])

    def _review_taken(self, likely):
        """Return {contact: number of the row of the same file that is it already}."""
        partners = self.env["res.partner"].union(*likely.values())
        rows = self.search(
            [
                ("import_id", "in", self.import_id.ids),
                ("partner_id", "in", partners.ids),
                ("verdict", "in", ("update", "same")),
                ("included", "=", True),
                ("id", "not in", self.ids),
            ]
        )
        return {row.partner_id: row.number for row in rows}

    def _review_warnings(self, number):
        if not number:
            return []
        return [self.env._("Row %(number)s of the file is this contact already.", number=number)]

    # ------------------------------------------------------------
    # EVIDENCE
    # ------------------------------------------------------------

    def _review_evidence(self, likely):
        """Return {(row, contact): what speaks for it and against it}."""
        pairs = [(row, partner) for row, partners in likely.items() for partner in partners]
        engine = self.env["despacho.match.engine"]
        own = {row: engine._read_row(read_texts(row.cleaned or {})) for row in self}
        known = self.env["despacho.match.pair"]._review_read([partner.id for __, partner in pairs])
        mine = {row: _as_known(record) for row, record in own.items()}
        words = self._review_rare_words([*known.values(), *mine.values()])
        shared = self._review_shared(pairs, own)
        evidence = {}
        for row, partner in pairs:
            details = row.details or {}
            bits = details.get("bits") or dict(details.get("candidates") or ()).get(partner.id) or {}
            theirs = known.get(partner.id)
            evidence[row, partner] = (
                self._review_say(
                    bits,
                    {**mine[row], "written": row.name},
                    {**theirs, "written": partner.name},
                    shared[row.id, partner.id],
                    words,
                )
                if theirs
                else []
            )
        return evidence

    def _review_shared(self, pairs, own):
        """Return {(row, contact): {kind of key: how many have the value that both share, the row with them}}."""
        shared = defaultdict(dict)
        held = [(row.id, key) for row, record in own.items() for key in record.keys()]
        if not pairs or not held:
            return shared
        found = self.env.execute_query(
            SQL(
                """
                SELECT pair.row, pair.partner, (own.key & %(kind)s)::int, LEAST(%(many)s, MIN((
                       SELECT COUNT(*) + 1 FROM (SELECT FROM despacho_match_key crowd
                                                  WHERE crowd.key = own.key LIMIT %(many)s) AS crowded)))
                  FROM UNNEST(%(rows)s::int[], %(partners)s::int[]) AS pair (row, partner)
                  JOIN UNNEST(%(holders)s::int[], %(keys)s::bigint[]) AS own (row, key) ON own.row = pair.row
                  JOIN despacho_match_record other ON other.partner_id = pair.partner AND own.key = ANY(other.keys)
                 WHERE own.key & %(kind)s <= %(last)s
                 GROUP BY pair.row, pair.partner, own.key & %(kind)s
                """,
                rows=[row.id for row, __ in pairs],
                partners=[partner.id for __, partner in pairs],
                holders=[holder for holder, __ in held],
                keys=[key for __, key in held],
                many=MANY,
                kind=keys.KIND,
                last=keys.STREET,
            )
        )
        for row_id, partner_id, kind, count in found:
            shared[row_id, partner_id][kind] = count
        return shared


def _as_known(record):
    """Return what the engine read of a row, as it reads it of a contact."""
    return {
        "nif": record.nif,
        "name": record.name.text,
        "email": record.email,
        "domain": record.domain,
        "zip": record.zip,
        "province": record.province,
    }
