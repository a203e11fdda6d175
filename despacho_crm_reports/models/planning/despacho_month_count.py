from odoo import models

from ...tools.planning import borders
from .despacho_month_line import FACTS


class DespachoMonth(models.Model):
    """What was done in a month: the same figure for whoever reads it, for the job and for the month that closes.

    It is counted by the program, all but who is blocked, and opens the records that were counted.
    """

    _inherit = "despacho.month"

    def _zone(self):
        self.ensure_one()
        return self._facts_of(self.company_id)._zone()

    def _facts_of(self, company):
        """Return the facts of a company."""
        # sudo: what is counted is the work of that person, the same for whoever may read the month
        return self.env["despacho.planning.facts"].sudo().with_company(company)

    def _count_in(self, company, first):
        """Return {month: {kind: (figure, numbers of the records)}} of the month that begins on ``first``.

        It is what the person of each did then. The months are of people, and of one company.
        """
        kinds = {fact for fact, _measure in FACTS.values()}
        days = borders.month(first)
        facts = self._facts_of(company)._facts_by_user(self.user_id, *days, kinds=kinds, with_ids=True)
        return {
            month: {
                kind: (facts[month.user_id][fact][measure], facts[month.user_id][fact]["ids"])
                for kind, (fact, measure) in FACTS.items()
            }
            for month in self
        }

    def _count_done(self):
        """Return {month: {kind: (figure, numbers of the records)}} of what has been done in each.

        A team has done what its people have: of those who closed their month, what was written then.
        """
        done = {}
        # sudo: a team adds up all of its people, whoever looks at it
        for (company, date), months in self.sudo().grouped(lambda month: (month.company_id, month.date)).items():
            people = months.filtered("user_id") | months._get_people_months()
            closed = people.filtered(lambda month: month.state == "closed")
            running = people - closed
            counted = running._count_in(company, date) if running else {}
            for month in closed:
                counted[month] = {line.kind: (line.result, line.record_ids or []) for line in month.line_ids}
            for month in months:
                done[month] = counted[month] if month.user_id else month._add_shares(counted)
        return done

    def _add_shares(self, counted):
        """Return {kind: (figure, numbers of the records)} of a team, given what each of its people did."""
        shares = [share for month, share in counted.items() if month.team_id == self.team_id]
        return {
            kind: (
                sum(share[kind][0] for share in shares),
                sorted({number for share in shares for number in share[kind][1]}),
            )
            for kind in FACTS
        }

    def _open_records(self, fact, name, numbers):
        """Open the records of a kind of fact that were counted, as far as who opens them may see them."""
        self.ensure_one()
        action = self._facts_of(self.company_id)._records_action(fact, [("id", "in", numbers)])
        return {**action, "name": f"{name} · {self.display_name}"}
