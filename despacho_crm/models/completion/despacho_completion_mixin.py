from odoo import api, fields, models
from odoo.tools import format_date

from ..identity.res_partner_nif_policy import PENDING


class DespachoCompletionMixin(models.AbstractModel):
    """A record that lacks its NIF says which one it may be and why, and one that got it says from where."""

    _name = "despacho.completion.mixin"
    _description = "Completion of the NIF"
    #: How rows of completions call the record.
    _completion_field = ""

    nif_proposal_ref = fields.Integer(string="Proposal", compute="_compute_nif_proposal", prefetch=False)
    nif_proposal = fields.Char(
        string="Proposed NIF", compute="_compute_nif_proposal", search="_search_nif_proposal", prefetch=False
    )
    nif_proposal_of = fields.Char(string="May be", compute="_compute_nif_proposal", prefetch=False)
    nif_proposal_why = fields.Char(string="Because", compute="_compute_nif_proposal", prefetch=False)
    nif_completed_note = fields.Char(string="Completed", compute="_compute_nif_completed_note", prefetch=False)

    @api.depends_context("uid", "allowed_company_ids", "lang")
    @api.depends("nif_state")
    def _compute_nif_proposal(self):
        waiting = self.filtered(lambda record: record.nif_state in PENDING)._origin
        rows = self.env["despacho.completion"]._best_for(self._completion_field, waiting) if waiting else {}
        for record in self:
            row = rows.get(record._origin.id)
            record.nif_proposal_ref = row.id if row else False
            record.nif_proposal = row.nif if row else False
            record.nif_proposal_of = row.holder_name if row else False
            record.nif_proposal_why = row.why if row else False

    @api.model
    def _search_nif_proposal(self, operator, value):
        if operator not in ("in", "not in") or any(value):
            return NotImplemented
        scope = [(self._completion_field, "!=", False), ("company_id", "in", [False, *self.env.companies.ids])]
        # sudo: as for what is shown
        found = self.env["despacho.completion"].sudo()._search(scope)
        return [("id", "not in" if operator == "in" else "in", found.subselect(self._completion_field))]

    @api.depends_context("lang")
    @api.depends("nif_key")
    def _compute_nif_completed_note(self):
        # sudo: whoever sees the record is told where its number comes from.
        merges = self.env["despacho.merge"].sudo()._last_completions(self._completion_field, self._origin.ids)
        for record in self:
            merge = merges.get(record._origin.id)
            of_it = merge and merge.completed_nif == record.nif_key
            record.nif_completed_note = record._nif_completed_text(merge) if of_it else False

    @api.model
    def _nif_completed_text(self, merge):
        said = {"date": format_date(self.env, merge.date), "why": merge.why or ""}
        if merge.automatic:
            return self.env._("NIF completed by the night job on %(date)s: %(why)s", **said)
        return self.env._("NIF completed by %(user)s on %(date)s: %(why)s", user=merge.user_id.name or "", **said)

    def action_nif_complete(self):
        """«It is this one»: answer to the proposal that was on screen."""
        return self._nif_proposal_shown().action_complete()

    def action_nif_not_same(self):
        """«It is not»: answer to the proposal that was on screen."""
        return self._nif_proposal_shown().action_reject()

    def _nif_proposal_shown(self):
        """Return the row that the button stood on; nothing if somebody settled it meanwhile."""
        self.ensure_one()
        rows = self.env["despacho.completion"]
        rows._check_decides()
        number = self.env.context.get("nif_proposal_ref") or self.nif_proposal_ref
        return rows.search([("id", "=", number), (self._completion_field, "=", self.id)], limit=1)
