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


class DespachoImport(models.Model):
    """Who turns out to be a contact while the rows are written, for somebody entered it since, waits for a person.

    Nobody saw it when they had the file applied.
    """

    _inherit = "despacho.import"

    def _get_waiting_domain(self):
        waiting = super()._get_waiting_domain()
        return waiting if self.state == "undoing" else waiting & Domain("held", "=", False)

    def _refresh_verdicts(self, rows):
        seen = {row.id: row.partner_id for row in rows if row._is_match()}
        todo = super()._refresh_verdicts(rows)
        if self.target != "partner" or self.company_id.match_auto_join:
            return todo
        found = rows.filtered(lambda row: row.state == "pending" and row._is_match())
        late = found.filtered(lambda row: seen.get(row.id) != row.partner_id)
        late.write({"held": True, "included": False})
        return todo - late

    def _apply_batch(self, rows):
        """The people of a company wait when a person has to say which one it is; when nobody did, they stay out."""
        people = rows.filtered(lambda row: row.included and row.reason_code == "other_contact")
        if people and self.target == "partner":
            firsts = self._get_target()._get_first_rows(self, people).filtered(lambda row: not row.included)
            firsts = {row.number: row for row in firsts if row._is_match()}
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
        if waiting := held.filtered(lambda row: row.state == "pending"):
            self.state = "reviewed"
            self.message_post(
                body=self.env._(
                    "While the file was applied, rows turned out to be a contact of the base, without the same NIF: "
                    "%(count)s. They wait for you to say so.",
                    count=len(waiting),
                )
            )
        return result
