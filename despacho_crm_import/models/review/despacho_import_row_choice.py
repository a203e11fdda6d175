from odoo import api, fields, models
from odoo.fields import Domain

#: Reasons for which a person is asked who a row is: it may be somebody, or surely is but for the NIF.
ASKED = ("may_be", "matched")


class DespachoImportRow(models.Model):
    """What a person decided of a row: who it is, whether it comes in, and whose values stay."""

    _inherit = "despacho.import.row"

    choice = fields.Selection(selection_add=[("out", "Leave it out")])
    asked = fields.Char(help="Of a row that was decided on, the reason why it was asked about.")
    picks = fields.Json(help="{field: file or base}: whose value a person chose.")
    grounds = fields.Json(
        help="{field: [why, source of the value in the base, its date, why it would be so by itself]}: "
        "why the value of the file or that of the base stays."
    )
    decision_id = fields.Many2one(
        "despacho.import.decision", index="btree_not_null", help="What was decided on many rows at once, if so."
    )
    is_proposed = fields.Boolean(compute="_compute_is_proposed")

    @api.depends("verdict", "reason_code", "included", "state")
    def _compute_is_proposed(self):
        for row in self:
            waits = row.state == "pending" and not row.included
            row.is_proposed = waits and row.verdict == "update" and row.reason_code == "matched"

    @api.depends("verdict", "choice", "state", "reason_code")
    def _compute_can_choose(self):
        for row in self:
            asks = row.verdict == "ask" or row.verdict in ("update", "same") and row.reason_code == "matched"
            row.can_choose = row.state == "pending" and (asks or bool(row.choice))

    @api.model
    def _get_undecided_domain(self):
        """Return the domain of the rows that wait for a person to say who they are."""
        proposed = (
            Domain("verdict", "=", "update") & Domain("reason_code", "=", "matched") & Domain("included", "=", False)
        )
        return (
            Domain("state", "=", "pending") & Domain("choice", "=", False) & (Domain("verdict", "=", "ask") | proposed)
        )

    def action_include(self):
        proposed = self.filtered(
            lambda row: row.can_choose and row.choice != "this" and row.verdict == "update" and not row.included
        )
        proposed._choose("this")
        return super(DespachoImportRow, self - proposed).action_include()

    def action_exclude(self):
        """Leave the rows out: those that ask are decided on so."""
        asking = self.filtered(lambda row: row.can_choose and not row.choice)
        asking._choose("out")
        return super(DespachoImportRow, self - asking).action_exclude()

    def action_is_this(self):
        rows = self.filtered(lambda row: row.can_choose and row.choice != "this" and row.partner_id)
        rows._choose("this")

    def _choose(self, choice):
        for reason, rows in self.filtered(lambda row: not row.choice).grouped("reason_code").items():
            if reason in ASKED:
                rows._settle({"asked": reason})
        self._settle({"decision_id": False} if choice else {"decision_id": False, "picks": False})
        # Who is left out is whom it was asked about: nothing of that is looked up again.
        again = self if choice != "out" else self.filtered(lambda row: row.choice in ("this", "other"))
        result = super(DespachoImportRow, again)._choose(choice)
        if choice == "out":
            self._settle({"choice": "out", "included": False})
        return result

    def _without_taken(self):
        """Return the rows whose contact no other row of the file is, nor one before it among them."""
        others = self.search(
            [
                ("import_id", "in", self.import_id.ids),
                ("partner_id", "in", self.partner_id.ids),
                ("id", "not in", self.ids),
                *(Domain("verdict", "in", ("update", "same")) & Domain("included", "=", True)),
            ]
        )
        taken = {(row.import_id, row.partner_id) for row in others}
        free = self.browse()
        for row in self:
            if (row.import_id, row.partner_id) not in taken:
                taken.add((row.import_id, row.partner_id))
                free |= row
        return free


class DespachoImport(models.Model):
    """What waits for a person, and whose value they chose."""

    _inherit = "despacho.import"

    undecided_count = fields.Integer(string="Undecided rows", compute="_compute_undecided")
    proposed_count = fields.Integer(string="Proposed", compute="_compute_undecided")

    @api.depends("state")
    def _compute_undecided(self):
        Row = self.env["despacho.import.row"]
        domain = Row._get_undecided_domain() & Domain("import_id", "in", self.ids)
        counts = {
            (record, verdict): count
            for record, verdict, count in Row._read_group(domain, ["import_id", "verdict"], ["__count"])
        }
        for record in self:
            mine = record._origin
            record.proposed_count = counts.get((mine, "update"), 0)
            record.undecided_count = record.proposed_count + counts.get((mine, "ask"), 0)

    @api.depends("state")
    def _compute_counts(self):
        """What is only proposed is not to be updated yet."""
        result = super()._compute_counts()
        for record in self:
            record.update_count -= record.proposed_count
        return result

    def _is_included(self, found):
        return super()._is_included(found) and not self._is_proposed(found)

    @api.depends("undecided_count")
    @api.depends_context("lang")
    def _compute_headline(self):
        result = super()._compute_headline()
        for record in self:
            if record.state == "reviewed" and record.undecided_count:
                record.headline = self.env._(
                    "Rows of which you have to say who they are: %(asked)s. Decide on them before you apply; "
                    "those that you leave are not written. Rows that will be written: %(count)s.",
                    asked=record.undecided_count,
                    count=record.pending_count,
                )
        return result

    def _is_proposed(self, found):
        """Whether a person has to accept that a row is a contact: without the NIF only the firm's switch does."""
        is_match = found.kind == "update" and found.reason == "matched"
        return is_match and self.target == "partner" and not self.company_id.match_auto_join

    def _decide_again(self, rows):
        result = super()._decide_again(rows)
        if self.target == "partner" and not self.company_id.match_auto_join:
            rows.filtered(lambda row: row.verdict == "update" and row.reason_code == "matched").included = False
        return result
