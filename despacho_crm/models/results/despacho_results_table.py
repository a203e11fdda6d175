from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..recipient.despacho_action_recipient import SENT
from .despacho_results import DIMENSIONS, KINDS

#: The columns of the table, and which of them are money.
COLUMNS = (
    *("recipient_count", "sent_count", "reached_count", "response_count"),
    *(f"{kind}_count" for kind in KINDS),
    *("lead_count", "opportunity_count", "client_count", "contracted", "revenue"),
)
MONEY = ("contracted", "revenue", "cost", "return_amount")
#: Rows of a table, those with most recipients first.
_MOST = 40
_STATES = {
    "recipient_count": Domain("included", "=", True),
    "excluded_count": Domain("state", "=", "excluded"),
    "sent_count": SENT,
    "reached_count": Domain("reached", "=", True),
}


class DespachoResultsMixin(models.AbstractModel):
    """The results as a table: by what was known of each recipient, by action, and beside the earlier actions."""

    _inherit = "despacho.results.mixin"

    @api.readonly
    def results_table(self, by="segment"):
        """Return what the table shows: ``{"columns": [{name, label, money}], "rows": [{key, label, values}]}``."""
        self.ensure_one()
        self.check_access("read")
        rows = self._table_rows(by)
        return {
            "columns": self._table_columns(by),
            "rows": rows,
            "currency": self.currency_id.id,
            "kinds": self._table_kinds(),
        }

    @api.model
    def _table_kinds(self):
        """Return by what the table can be taken apart, with its words."""
        words = {
            "segment": self.env._("By segment"),
            "sector": self.env._("By sector"),
            "province": self.env._("By province"),
            "size": self.env._("By size"),
            "lifecycle": self.env._("By relation"),
            "temperature": self.env._("By temperature"),
            "action": self.env._("By action"),
            "earlier": self.env._("Against earlier actions of the service"),
        }
        if self._results_owner == "id":
            words.pop("action")
        return [{"code": code, "label": label} for code, label in words.items()]

    @api.model
    def _table_columns(self, by):
        names = COLUMNS if by in DIMENSIONS else (*COLUMNS, "cost", "return_amount")
        labels = self.fields_get(names, ["string", "help"])
        return [
            {"name": name, "label": labels[name]["string"], "help": labels[name].get("help"), "money": name in MONEY}
            for name in names
        ]

    def _table_rows(self, by):
        if by in DIMENSIONS:
            return self._dimension_rows(by)
        if by == "action" and self._results_owner != "id":
            actions = self._results_actions()
        elif by == "earlier":
            actions = self._results_earlier()
        else:
            raise UserError(self.env._("Results are not taken apart by that."))
        total = self._table_row(self, self.env._("Total") if by == "action" else self._results_title(), False)
        return [total, *(self._table_row(action, action.display_name, str(action.id)) for action in actions)]

    @api.model
    def _table_row(self, record, label, key):
        names = (*COLUMNS, "cost", "return_amount")
        return {"key": key, "label": label, "values": {name: record[name] for name in names}}

    def _dimension_rows(self, by):
        counted = self.env["despacho.results"]._count(self._results_actions(), self._results_owner, by)
        words = self._dimension_words(by)
        rows = [
            {
                "key": value or "",
                "label": words.get(value, value) or self.env._("Not known"),
                "values": {name: numbers.get(name, 0) for name in COLUMNS},
            }
            for (_owner, value), numbers in counted.items()
            if any(numbers.get(name) for name in COLUMNS)
        ]
        rows.sort(key=lambda row: (row["key"] == "", -row["values"]["recipient_count"], row["label"]))
        return [self._table_row(self, self.env._("Total"), False), *rows[:_MOST]]

    @api.model
    def _dimension_words(self, by):
        """Return the words of the values that are codes."""
        if by not in ("lifecycle", "temperature"):
            return {}
        # The words are the same for everybody, whoever may see the value of one contact.
        return dict(self.env["res.partner"]._fields[by]._description_selection(self.env))

    # Every number opens its records

    def action_open_results(self, measure, by=None, key=False):
        """Open the records behind a number of the table.

        :param measure: the name of its column
        :param by: by what the table was taken apart; ``key``: the row, False for the total
        """
        self.ensure_one()
        self.check_access("read")
        actions = self._results_actions()
        if by in ("action", "earlier") and key:
            actions = self.env["despacho.action"].browse(int(key)).exists()
            actions.check_access("read")
        row = (by, key) if by in DIMENSIONS and key is not False else None
        if measure in _STATES:
            return self._open_recipients(actions, measure, row)
        if measure in ("lead_count", "opportunity_count", "client_count", "contracted"):
            return self._open_leads(actions, measure, row)
        if measure == "revenue":
            return self._open_invoices(actions, row)
        if measure in ("cost", "return_amount"):
            return self._open_window("despacho.action", Domain("id", "in", actions.ids), measure)
        return self._open_responses(actions, measure, row)

    def action_open_leads(self):
        """Open the leads and opportunities that came of it."""
        return self.action_open_results("lead_count")

    def _open_window(self, model, domain, measure, **values):
        name = self.fields_get([measure], ["string"])[measure]["string"]
        # Those of several are not of one title.
        if len(self) == 1:
            name = self.env._("%(label)s: %(title)s", label=name, title=self._results_title())
        return {
            "type": "ir.actions.act_window",
            "name": self._name_with_hidden(name, model, domain),
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
            "context": {"create": False},
            **values,
        }

    @api.model
    def _name_with_hidden(self, name, model, domain):
        """Return ``name`` and how many of those of ``domain``, which were counted, whoever opens them cannot see."""
        records = self.env[model].with_context(active_test=False)
        if not records.has_access("read"):
            return name
        # sudo: only how many they are
        hidden = records.sudo().search_count(domain) - records.search_count(domain)
        if not hidden:
            return name
        return self.env._("%(name)s, and %(count)s that you may not see", name=name, count=hidden)

    def _open_recipients(self, actions, measure, row):
        domain = Domain("action_id", "in", actions.ids) & _STATES[measure]
        if row:
            domain &= Domain("known", "=", "=".join(row))
        return self._open_window("despacho.action.recipient", domain, measure)

    def _open_responses(self, actions, measure, row):
        domain = Domain("action_id", "in", actions.ids)
        kind = measure.removesuffix("_count")
        if kind in KINDS:
            domain &= Domain("kind", "=", kind)
        else:
            domain &= Domain("kind", "!=", False) | Domain("to_classify", "=", True)
        if row:
            domain &= Domain("recipient_id.known", "=", "=".join(row))
        return self._open_window("despacho.response", domain, measure)

    def _open_leads(self, actions, measure, row):
        results = self.env["despacho.results"]
        by, value = row or (None, None)
        domain = Domain("commercial_action_id", "in", actions.ids)
        if measure == "client_count":
            # A client is one, however many of its leads were won.
            domain &= Domain("id", "in", results._client_lead_ids(actions, by, value or None))
        elif by:
            domain &= Domain("id", "in", results._lead_ids(actions, by, value or None))
        if measure == "opportunity_count":
            domain &= Domain("type", "=", "opportunity")
        elif measure == "contracted":
            domain &= Domain("won_status", "=", "won")
        return self._open_window("crm.lead", domain, measure, context={"create": False, "active_test": False})

    def _open_invoices(self, actions, row):
        leads = None
        if row:
            by, value = row
            leads = set(self.env["despacho.results"]._lead_ids(actions, by, value or None))
        found = self.env["despacho.results"]._invoice_ids(actions, leads)
        return self._open_window("account.move", Domain("id", "in", found), "revenue")
