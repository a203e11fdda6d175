from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.query import Query

from .agenda_columns import ACTIVITY, ATTENDED_MEETING, FACTOR, LEAD_MEETING, OF_CONTACTS, OF_LEADS, TIMEZONE

#: From so many clients on, the words are looked for in the rows and not in the base.
_FEW_CLIENTS = 500
#: The sources that somebody of the firm gave a title.
OF_ACTIONS = (ACTIVITY, LEAD_MEETING, ATTENDED_MEETING)


class DespachoAgenda(models.Model):
    """Find rows quickly among all the log's."""

    _inherit = "despacho.agenda"

    client_search = fields.Char(
        string="Client: name or NIF", compute="_compute_client_search", search="_search_client_search"
    )
    words = fields.Char(string="Client or action", compute="_compute_words", search="_search_words")
    my_team = fields.Boolean(
        string="Of my team",
        compute="_compute_my_team",
        search="_search_my_team",
        help="Of the people of the sales teams to which one belongs or that one leads.",
    )

    def _compute_client_search(self):
        for row in self:
            row.client_search = row.client_name

    @api.model
    def _search_client_search(self, operator, value):
        """Find the clients and leads by their name or NIF, and then their rows."""
        if operator not in ("ilike", "like", "=ilike", "=like") or not value:
            return NotImplemented
        names = Domain("complete_name", operator, value) | Domain("nif_search", operator, value)
        Partner = self.env["res.partner"].with_context(active_test=False)
        partners = Partner.search(names, limit=_FEW_CLIENTS).commercial_partner_id
        unlinked = Domain.OR(
            Domain(name, operator, value) for name in ("partner_name", "contact_name", "name", "nif_search")
        ) & Domain("partner_id", "=", False)
        Lead = self.env["crm.lead"].with_context(active_test=False)
        of_partners = Domain("partner_id.commercial_partner_id", "in", partners.ids)
        leads = Lead.search(unlinked | of_partners, limit=_FEW_CLIENTS)
        if len(partners) >= _FEW_CLIENTS or len(leads) >= _FEW_CLIENTS:
            return Domain("client_name", operator, value)
        # Each source by the column that it has indexed.
        of_leads, of_partners = Domain("lead_id", "in", leads.ids), Domain("partner_id", "in", partners.ids)
        return (
            (Domain("source", "in", OF_LEADS) & of_leads)
            | (Domain("source", "in", OF_CONTACTS) & of_partners)
            | (Domain("source", "=", ACTIVITY) & (of_leads | of_partners))
        )

    def _compute_words(self):
        for row in self:
            row.words = row.display_name

    @api.model
    def _search_words(self, operator, value):
        """Find the rows by what they show: whom they are about, and what was or is to be done."""
        if operator not in ("ilike", "like", "=ilike", "=like") or not value:
            return NotImplemented
        types = self.env["mail.activity.type"].with_context(active_test=False).search([("name", operator, value)])
        named = Domain("summary", "=", False) & Domain("activity_type_id", "in", types.ids)
        # Of e-mails, who wrote or what they wrote would be asked of two tables at once, which no index answers.
        told = Domain("source", "in", OF_ACTIONS) & Domain("summary", operator, value)
        return Domain("client_search", operator, value) | told | named

    def _compute_my_team(self):
        team = self._team_users()
        for row in self:
            row.my_team = row.user_id in team

    @api.model
    def _search_my_team(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("user_id", "in", self._team_users().ids)

    @api.model
    def _team_users(self):
        """Return the people of the teams of the user, who is always one of them."""
        teams = self.env["crm.team"].search(
            Domain("crm_team_member_ids.user_id", "=", self.env.uid) | Domain("user_id", "=", self.env.uid)
        )
        return self.env.user | teams.crm_team_member_ids.user_id | teams.user_id

    # Queries

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        domain = Domain(domain).map_conditions(self._indexed_condition)
        query = super()._search(domain, offset, limit, order, **kwargs)
        plain = Query(self.env, self._table, self._table_sql)
        if not limit or query.is_empty() or query.from_clause != plain.from_clause:
            return query
        return self._first_of_each_source(query)

    @api.model
    def _first_of_each_source(self, query):
        """Return the query with the limit applied to each source too, which walks its indexes up to it."""
        where = SQL(" WHERE %s", query.where_clause) if query.where_clause.code else SQL()
        order = SQL(" ORDER BY %s", query.order) if query.order else SQL()
        table = SQL.identifier(self._table)
        rows = SQL(" UNION ALL ").join(
            SQL("(SELECT * FROM (%s) %s%s%s LIMIT %s)", source, table, where, order, query.limit + (query.offset or 0))
            for source in self._rows().values()
        )
        to_flush = [self.env[model]._fields[name] for model, names in self._depends.items() for name in names]
        limited = Query(self.env, self._table, SQL("(%s%s)", rows, SQL(to_flush=to_flush)))
        limited.order, limited.limit, limited.offset = query.order, query.limit, query.offset
        return limited

    @api.model
    def _indexed_condition(self, condition):
        """Return a condition as the indexes have it: ids are of the sources, the state and the hours are days."""
        name, operator, value = condition.field_expr, condition.operator, condition.value
        if name in ("start", "stop"):
            return self._with_day(condition)
        if operator == "=":
            value = [value]
        if operator not in ("in", "=") or isinstance(value, (Query, SQL)):
            return condition
        if name == "id":
            return self._domain_of_ids(list(filter(None, value)))
        return self._domain_of_states(value) if name == "state" else condition

    @api.model
    def _with_day(self, condition):
        """Return a condition on the hours together with what it means for the day, for the calendar's range."""
        name, operator, value = condition.field_expr, condition.operator, condition.value
        # Words like «today -1w» are left as they are.
        if not value or (isinstance(value, str) and not value[:4].isdigit()):
            return condition
        if name == "start" and operator in ("<", "<="):
            return condition & Domain("date", "<=", fields.Date.add(fields.Date.to_date(value), days=1))
        if name == "stop" and operator in (">", ">="):
            # Only meetings last for days.
            day = Domain("date", ">=", fields.Date.subtract(fields.Date.to_date(value), days=1))
            return condition & (day | Domain("kind", "=", "meeting"))
        return condition

    @api.model
    def _domain_of_ids(self, ids):
        by_source = {}
        for row_id in ids:
            by_source.setdefault(row_id % FACTOR, []).append(row_id // FACTOR)
        return Domain.OR(
            Domain("source", "=", source) & Domain("source_id", "in", source_ids)
            for source, source_ids in by_source.items()
        )

    @api.model
    def _domain_of_states(self, states):
        today = fields.Datetime.context_timestamp(self.with_context(tz=TIMEZONE), fields.Datetime.now()).date()
        pending = Domain("done", "=", False)
        days = {
            "done": Domain("done", "=", True),
            "overdue": pending & Domain("date", "<", today),
            "today": pending & Domain("date", "=", today),
            "planned": pending & Domain("date", ">", today),
        }
        return Domain.OR(days[state] for state in states if state in days)

    def _as_query(self, ordered=True):
        query = super()._as_query(ordered)
        if self._ids and not ordered:
            query = Query(self.env, self._table, self._table_sql)
            domain = self._domain_of_ids(self._ids).optimize_full(self)
            query.add_where(domain._to_sql(self, self._table, query))
        return query
