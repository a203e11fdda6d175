from datetime import date

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .agenda_columns import local_date
from .agenda_rows import ACTIVITY_DATE
from .mail_activity_agenda import EMAILS

#: What narrows the log by so little that its days are still full: who asks for it looks at some days at a time.
_BROAD = {
    "channel",
    "direction",
    "done",
    "kind",
    "lifecycle",
    "my_team",
    "reaction",
    "result",
    "state",
    "team_id",
    "user_id",
}
#: How many times more days are looked at where those before had too few rows.
_GROWTH = 4


class DespachoAgenda(models.Model):
    """The log by days: only the days that are shown are counted, and not those of all its years."""

    _inherit = "despacho.agenda"

    @api.model
    def _formatted_read_group_with_length(self, domain, groupby, aggregates, offset=0, limit=None, order=None):
        direction = self._direction_of_days(groupby, order)
        if not limit or not direction or not self._is_broad(domain):
            return super()._formatted_read_group_with_length(domain, groupby, aggregates, offset, limit, order)
        days = self._days_of_the_log()
        if direction == "DESC":
            days.reverse()
        groups, size = [], offset + limit
        while days and len(groups) < offset + limit:
            some, days = days[:size], days[size:]
            between = Domain("date", ">=", min(some)) & Domain("date", "<=", max(some))
            groups += self.formatted_read_group(Domain(domain) & between, groupby, aggregates, order=order)
            size *= _GROWTH
        # Those of the last days looked at are known; each of the others has rows, or nearly.
        return groups[offset : offset + limit], len(groups) + len(days)

    @api.model
    def _direction_of_days(self, groupby, order):
        """Return in which direction the days go, where it is them and nothing else that is grouped."""
        if list(groupby) != ["date:day"]:
            return None
        field, _space, direction = (order or "date:day").strip().partition(" ")
        direction = direction.strip().upper() or "ASC"
        return direction if field == "date:day" and direction in ("ASC", "DESC") else None

    @api.model
    def _is_broad(self, domain):
        return all(condition.field_expr in _BROAD for condition in Domain(domain).iter_conditions())

    @api.model
    def _days_of_the_log(self):
        """Return the days on which there may be rows, in order: each found in the indexes from the one before."""
        # sudo: the number of a field, for all to use.
        stage = self.env["ir.model.fields"].sudo()._get("crm.lead", "stage_id").id
        sources = (
            ("mail_activity", ACTIVITY_DATE, SQL("TRUE")),
            ("calendar_event", local_date("start"), SQL("TRUE")),
            ("mail_message", local_date("date"), SQL(EMAILS)),
            ("mail_tracking_value", local_date("create_date"), SQL("field_id = %s", stage)),
        )
        self.env.flush_all()
        days = set()
        for table, day, condition in sources:
            days.update(row[0] for row in self.env.execute_query(self._days_of(SQL.identifier(table), day, condition)))
        return sorted(days)

    @api.model
    def _days_of(self, table, day, condition):
        # The pieces are constants of this package.
        return SQL(
            """
            WITH RECURSIVE found AS (
                SELECT %(beginning)s::date AS day
                 UNION ALL
                SELECT (SELECT %(day)s FROM %(table)s WHERE %(condition)s AND %(day)s > found.day
                         ORDER BY %(day)s LIMIT 1)
                  FROM found WHERE found.day IS NOT NULL)
            SELECT day FROM found WHERE day IS NOT NULL AND day > %(beginning)s
            """,
            beginning=date.min,
            table=table,
            day=SQL(day),  # pylint: disable=sql-injection
            condition=condition,
        )
