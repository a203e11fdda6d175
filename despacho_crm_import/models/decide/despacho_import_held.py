from odoo import fields, models
from odoo.fields import Domain


class DespachoImportRow(models.Model):
    _inherit = "despacho.import.row"

    held = fields.Boolean(
        readonly=True, help="While the file was applied it turned out that a person has to say who it is."
    )

    def _is_match(self):
        """Whether the row surely is a contact, but for its NIF."""
        return self.verdict == "update" and self.reason_code == "matched"

    def _hold_undecided(self):
        """Have the rows wait, whatever was decided on them: whom that was about has changed since."""
        self.write({"held": True, "included": False, "choice": False, "picks": False, "decision_id": False})


class DespachoImport(models.Model):
    """Who turns out to be a contact while the rows are written, or may be one, waits for a person.

    Somebody entered or changed it since: nobody saw it when they had the file applied.
    """

    _inherit = "despacho.import"

    def _get_waiting_domain(self):
        waiting = super()._get_waiting_domain()
        return waiting if self.state == "undoing" else waiting & Domain("held", "=", False)

    def _waits_for_a_person(self, row):
        return row.verdict == "ask" or super()._waits_for_a_person(row)

    def _refresh_verdicts(self, rows):
        seen = {row.id: row.partner_id for row in rows if row._is_match()}
        todo = super()._refresh_verdicts(rows)
        waiting = rows.filtered(lambda row: row.state == "pending")
        late = waiting.filtered(lambda row: row.verdict == "ask")
        if self.target == "partner" and not self.company_id.match_auto_join:
            late |= waiting.filtered(lambda row: row._is_match() and seen.get(row.id) != row.partner_id)
        late._hold_undecided()
        return todo - late

    def _apply_batch(self, rows):
        """The people of a company wait when a person has to say which one it is; when nobody did, they stay out."""
        people = self._get_people(rows)
        if people:
            numbers = [row.details["row"] for row in people]
            domain = [("import_id", "=", self.id), ("number", "in", numbers), ("included", "=", False)]
            firsts = {
                row.number: row
                for row in rows.search(domain)
                if row.held or row._is_match() and self.target == "partner"
            }
            orphans = people.filtered(lambda row: row.details["row"] in firsts)
            held = orphans.filtered(lambda row: firsts[row.details["row"]].state == "pending")
            held.held = True
            (orphans - held).state = "skipped"
            rows -= orphans
        return super()._apply_batch(rows)

    def _finish_apply(self):
        if self.state == "undoing":
            return super()._finish_apply()
        result = super()._finish_apply()
        held = self.env["despacho.import.row"].search([("import_id", "=", self.id), ("held", "=", True)])
        if held:
            held._settle({"held": False})
        waiting = held.filtered(lambda row: row.state == "pending")
        if waiting:
            self.state = "reviewed"
        # Their people, and what else was invoiced to them, wait for the same decision.
        if undecided := waiting.filtered(lambda row: not row.included):
            self.message_post(
                body=self.env._(
                    "Somebody changed the base while the file was being applied: rows that turned out to be one of "
                    "its contacts, or may be one: %(count)s. They wait for you to say who they are.",
                    count=len(undecided),
                )
            )
        return result
