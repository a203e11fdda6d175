from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: The columns of the table, in the order of the way from the list to the money.
_COUNTS = ("sent_count", "reached_count", "response_count", "lead_count", "client_count")
_MONEY = ("revenue", "cost")
#: Rows of the table: the last ones launched.
_SHOWN = 8


class DespachoDashboard(models.AbstractModel):
    """The commercial actions of the period, and what they gave back.

    Their counts are those that each action says of itself, and of a sealed one they stay for good: whoever is hidden
    from whoever looks is counted too, and what opens says in its title how many are not seen.
    """

    _inherit = "despacho.dashboard"

    @api.model
    def _get_parts(self, scope):
        return {**super()._get_parts(scope), "actions": self._part_actions(scope)}

    @api.model
    def _actions_domain(self, scope):
        return (
            Domain("company_id", "=", scope.company.id)
            & scope.within("launched_on")
            & Domain("state", "!=", "cancelled")
            & scope.worked_by("user_id")
        )

    @api.model
    def _find_actions(self, scope):
        actions = self.env["despacho.action"].with_context(active_test=False)
        return actions.search(self._actions_domain(scope), order="launched_on desc, id desc")

    @api.model
    def _part_actions(self, scope):
        actions = self._find_actions(scope)
        results = self.env["despacho.results"]
        counted = results._count(actions, "id")
        # A client of two actions is one: the whole is counted, and not added up.
        whole = results._count(actions, "company_id").get((scope.company.id, None), {})
        rows = []
        for action in actions:
            numbers = counted.get((action.id, None), {})
            values = {name: numbers.get(name, 0) for name in (*_COUNTS, "revenue")}
            rows.append({"id": action.id, "name": action.name, "cost": action.cost, **values})
        labels = actions.fields_get([*_COUNTS, *_MONEY], ["string", "help"])
        name = self.env._("Commercial actions launched")
        return {
            "count": len(actions),
            "open": self._opens(name, actions._name, self._actions_domain(scope), active_test=False),
            "columns": [
                {
                    "name": one,
                    "label": labels[one]["string"],
                    "help": labels[one].get("help"),
                    "money": one in _MONEY,
                }
                for one in (*_COUNTS, *_MONEY)
            ],
            "rows": rows[:_SHOWN],
            "total": {
                **{one: whole.get(one, 0) for one in (*_COUNTS, "revenue")},
                "cost": sum(actions.mapped("cost")),
            },
        }

    @api.model
    def action_open_results(self, filters, measure, action_id=False):
        """Open the records behind a number of the commercial actions.

        :param filters: those of the page
        :param measure: one of its columns
        :param action_id: of which action; without one, of all those of the page
        """
        self._check_allowed()
        if measure not in (*_COUNTS, *_MONEY):
            raise UserError(self.env._("There is no such figure on this page."))
        scope = self._get_scope(filters)
        actions = self.with_company(scope.company)._find_actions(scope)
        if action_id:
            return (actions & actions.browse(self._as_id(action_id))).action_open_results(measure)
        name = actions.fields_get([measure], ["string"])[measure]["string"]
        opened = self._open_total(actions, measure)
        return {**opened, "name": actions._name_with_hidden(name, opened["res_model"], opened["domain"])}

    @api.model
    def _open_total(self, actions, measure):
        if measure in ("sent_count", "reached_count"):
            return actions._open_recipients(actions, measure, None)
        if measure == "response_count":
            return actions._open_responses(actions, measure, None)
        if measure in ("lead_count", "client_count"):
            return actions._open_leads(actions, measure, None)
        if measure == "revenue":
            return actions._open_invoices(actions, None)
        return actions._open_window(actions._name, Domain("id", "in", actions.ids), measure)
