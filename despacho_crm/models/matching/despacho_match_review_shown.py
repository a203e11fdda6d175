from itertools import permutations

from odoo import api, fields, models
from odoo.tools import format_date

#: Shown even when it is equal on both sides.
_TELLING = ("name", "vat", "personal_nif", "street", "phone", "email", "email_from", "partner_name", "contact_name")


class DespachoMatchPair(models.Model):
    """A pair as the review screen shows it."""

    _inherit = "despacho.match.pair"

    one_name = fields.Char(string="One", compute="_compute_names")
    other_name = fields.Char(string="The other one", compute="_compute_names")

    @api.depends("partner_id", "other_id", "lead_id", "other_lead_id")
    def _compute_names(self):
        for pair in self:
            one, other = pair._review_sides()
            pair.one_name, pair.other_name = one.display_name, other.display_name

    def _review_sides(self):
        """Return the two records of the pair, archived or not."""
        self.ensure_one()
        return self.partner_id, self.other_id

    def _review_data(self):
        evidence = self._review_evidence()
        hanging = self._review_hanging()
        hindrances = self._review_hindrances()
        survivors = self._review_survivors()
        return [
            {
                "id": pair.id,
                "kind": pair._review_kind(),
                "band": pair.band,
                "company": pair._review_company(),
                "evidence": evidence[pair],
                "survivor": survivors[pair],
                "sides": [pair._review_side(side, hanging[side]) for side in pair._review_sides()],
                "fields": pair._review_fields(),
                "hindrances": hindrances[pair],
                "warnings": pair._review_warnings(),
            }
            for pair in self
        ]

    def _review_kind(self):
        """Return which records the pair is of: ``partners``, ``link`` (a lead and a contact) or ``leads``."""
        return "partners"

    def _review_company(self):
        several = self.env.user.has_group("base.group_multi_company")
        return self.company_id.name if several and self.company_id else False

    def _review_hanging(self):
        """Return {record: [(label, count)]} of what hangs from the records of these pairs."""
        partners = self.partner_id | self.other_id
        found = self.env["despacho.merge"]._hanging(partners)
        return {partner: found.get(partner.id, []) for partner in partners}

    def _review_survivors(self):
        """Return {pair: place of the one that had better stay}: was invoiced, is the most complete or the latest."""
        groups = [[pair.partner_id.id, pair.other_id.id] for pair in self]
        ranked = self.env["despacho.merge"]._ranked_ids(groups)
        return {pair: ids.index(best[0]) for pair, ids, best in zip(self, groups, ranked, strict=True)}

    def _review_side(self, record, hanging):
        return {
            "id": record.id,
            "model": record._name,
            "name": record.display_name or "",
            "kind": self._review_side_kind(record),
            "archived": not record.active,
            "since": self.env._("since %(date)s", date=format_date(self.env, record.create_date)),
            "hanging": [{"label": label, "count": count} for label, count in hanging],
        }

    def _review_side_kind(self, record):
        if record.parent_id:
            return self.env._("Contact of %(company)s", company=record.parent_id.display_name)
        return self.env._("Company") if record.is_company else self.env._("Person")

    def _review_fields(self):
        """Return the rows of the comparison, those that differ first."""
        sides = self._review_sides()
        rows = [
            {
                "field": choice["field"],
                "label": choice["label"],
                "values": [choice["values"].get(side.id) or "" for side in sides],
                "chosen": 1 if choice["chosen"] == sides[1].id else 0,
                "differ": bool(choice["differ"]),
                "choosable": bool(choice["differ"]) and not choice.get("fixed"),
            }
            for choice in self.env["despacho.merge"]._choices(sides[0] | sides[1])
        ]
        return self._review_rows(rows)

    def _review_rows(self, rows):
        """Return the rows worth a look: what differs, then what tells who it is even if it is equal."""
        rows = [row for row in rows if any(row["values"]) and (row["differ"] or row["field"] in _TELLING)]
        return sorted(rows, key=lambda row: not row["differ"])

    def _review_hindrances(self):
        """Return {pair: {decision: [why it cannot be taken when the first one stays, the same for the second]}}."""
        # sudo: what forbids it may not be seen
        merges, all_merges, pairs = self.env["despacho.merge"], self.env["despacho.merge"].sudo(), self.sudo()
        groups = [order for pair in self for order in permutations((pair.partner_id.id, pair.other_id.id))]
        found = iter(merges._hindrances_of(groups, False))
        result = {}
        for pair in pairs:
            one, other = pair.partner_id, pair.other_id
            establish = [all_merges._never_establish(one, other), all_merges._never_establish(other, one)]
            result[pair] = {"join": [next(found), next(found)], "establish": establish}
        return result

    def _review_warnings(self):
        """Return what to know before joining the pair; it hinders nothing."""
        return [] if self.lead_id else self.env["despacho.merge"]._warnings(self.partner_id | self.other_id)

    def _review_join(self, survivor, values):
        sides = self._review_sides()
        kept = {field: sides[place].id for field, place in values.items()}
        merge = self.env["despacho.merge"]._join(sides[survivor], sides[1 - survivor], values=kept, why=self.why)
        return {"merge": merge}

    def action_open(self):
        """Open the review on a pair that waits, and the contact or lead of one that was decided."""
        self.ensure_one()
        if self.state == "proposed":
            return self.action_review()
        one, other = self._review_sides()
        return (one if one.active else other).get_formview_action()
