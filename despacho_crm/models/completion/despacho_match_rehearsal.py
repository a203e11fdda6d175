from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools.client_actions import RELOAD

#: Lines shown; the figures are of all.
_SHOWN = 500
_BATCH = 500


class DespachoMatchRehearsal(models.TransientModel):
    """What the job would do tonight if the firm let it: nothing is changed."""

    _name = "despacho.match.rehearsal"
    _description = "Rehearsal of the night job"

    would_join = fields.Integer(string="Would be joined", readonly=True)
    would_complete = fields.Integer(string="NIFs that would be completed", readonly=True)
    would_leave = fields.Integer(string="Left to a person", readonly=True)
    not_shown = fields.Integer(string="Not listed", readonly=True)
    line_ids = fields.One2many("despacho.match.rehearsal.line", "rehearsal_id", readonly=True)
    join_ids = fields.One2many(
        "despacho.match.rehearsal.line", "rehearsal_id", domain=[("verdict", "!=", "leave")], readonly=True
    )
    leave_ids = fields.One2many(
        "despacho.match.rehearsal.line", "rehearsal_id", domain=[("verdict", "=", "leave")], readonly=True
    )
    auto_join = fields.Boolean(compute="_compute_switches")
    auto_complete = fields.Boolean(compute="_compute_switches")
    decides = fields.Boolean(compute="_compute_switches")

    @api.depends_context("lang")
    def _compute_display_name(self):
        for rehearsal in self:
            rehearsal.display_name = self.env._("Rehearsal of the night")

    @api.depends_context("uid", "company")
    def _compute_switches(self):
        company = self.env.company
        for rehearsal in self:
            rehearsal.auto_join = company.match_auto_join
            rehearsal.auto_complete = company.match_auto_complete
            rehearsal.decides = self.env.user.has_group("despacho_crm.group_manager")

    def action_rehearse(self):
        """Look at what the next night would do in the companies of the user, and show it."""
        if not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(self.env._("Rehearsing the night job is the task of the data steward."))
        scope = [*self.env.companies.ids, False]
        nights = self.env["despacho.match.night"]
        groups = nights._plan(scope, scope)
        tally = {"join": 0, "complete": 0, "leave": 0}
        lines = []
        for start in range(0, len(groups), _BATCH):
            for group in nights._judge(groups[start : start + _BATCH]):
                verdict = "leave" if group["texts"] else "complete" if group["nif"] else "join"
                tally[verdict] += 1
                if len(lines) < _SHOWN:
                    lines.append(self._line_of(group, verdict))
        rehearsal = self.create(
            {
                "would_join": tally["join"],
                "would_complete": tally["complete"],
                "would_leave": tally["leave"],
                "not_shown": len(groups) - len(lines),
                "line_ids": [fields.Command.create(line) for line in lines],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Rehearsal of the night"),
            "res_model": self._name,
            "res_id": rehearsal.id,
            "views": [(False, "form")],
        }

    @api.model
    def _line_of(self, group, verdict):
        return {
            "verdict": verdict,
            "names": self.env["despacho.match.night"]._names_of(group),
            "nif": group["nif"],
            "why": group["why"],
            "reason": " ".join(group["texts"]),
        }

    def action_turn_join(self):
        """Turn the joining of what is certain on or off in the current company."""
        return self._turn("match_auto_join")

    def action_turn_complete(self):
        """Turn the completion of the NIFs that are certain on or off in the current company."""
        return self._turn("match_auto_complete")

    def _turn(self, switch):
        company = self.env.company
        company._check_turns_on()
        # sudo: managers of the firm decide on this, whoever may write the rest of the company
        company.sudo()[switch] = not company[switch]
        return RELOAD


class DespachoMatchRehearsalLine(models.TransientModel):
    _name = "despacho.match.rehearsal.line"
    _description = "What the night job would do"

    rehearsal_id = fields.Many2one("despacho.match.rehearsal", required=True, ondelete="cascade", index=True)
    verdict = fields.Selection(
        selection=[("join", "Would be joined"), ("complete", "NIF completed"), ("leave", "Left to a person")],
        readonly=True,
    )
    names = fields.Char(string="Records", readonly=True)
    nif = fields.Char(string="NIF completed", readonly=True)
    why = fields.Char(string="Because", readonly=True)
    reason = fields.Char(string="Why not", readonly=True)
