from odoo import api, models
from odoo.fields import Domain

from ...tools.planning import borders, proposal
from .despacho_month_line import KINDS, MONEY
from .despacho_month_work import KINDS as WORKS

#: The months before it that a proposal looks at.
_BEFORE = 3


class DespachoMonth(models.Model):
    """What is proposed for a month: from the same month of last year, the last three months and the pipeline."""

    _inherit = "despacho.month"

    @api.model
    def _prepare(self, company, first, people, teams=None):
        """Return the months that begin on ``first`` of these people and teams, making those that miss.

        :param people: res.users, who count in the team that is theirs today
        """
        # sudo: months are made by the program, also for whoever opens theirs for the first time
        months = self.sudo().with_company(company)
        teams = self.env["crm.team"] if teams is None else teams
        whose = Domain("user_id", "in", people.ids)
        whose |= Domain("user_id", "=", False) & Domain("team_id", "in", teams.ids)
        found = months.search(Domain("company_id", "=", company.id) & Domain("date", "=", first) & whose)
        missing_teams = teams - found.filtered(lambda month: not month.user_id).team_id
        shared = {"company_id": company.id, "date": first}
        # sudo: the team of a colleague is not everybody's to read
        missing_people = (people - found.user_id).sudo()
        made = months.create(
            [{**shared, "user_id": user.id, "team_id": user.sale_team_id.id} for user in missing_people]
            + [{**shared, "team_id": team.id} for team in missing_teams]
        )
        made._make_lines()
        return self.browse((found | made).ids)

    def _make_lines(self):
        self.env["despacho.month.line"].create(
            [
                {"month_id": month.id, "kind": kind, "sequence": index}
                for month in self
                for index, (kind, _label) in enumerate(KINDS)
            ]
        )
        self.env["despacho.month.work"].create(
            [
                {"month_id": month.id, "kind": kind, "sequence": index}
                for month in self
                for index, (kind, _label) in enumerate(WORKS)
            ]
        )
        self.filtered("user_id")._propose()
        (self.filtered(lambda month: not month.user_id) | self._get_team_months())._add_up()

    def _propose(self):
        """Propose the objectives of these people; what somebody changed with a reason stays."""
        bases = self._get_bases()
        for line in self.line_ids:
            base = bases[line.month_id][line.kind]
            figures = {name: figure for name, (figure, _numbers) in base.items()}
            proposed = proposal.proposed(figures.values(), line.kind in MONEY)
            changed = line.reason and line.target != line.proposed
            line.write(
                {
                    **{name: figure or 0 for name, figure in figures.items()},
                    "base_ids": {name: numbers for name, (_figure, numbers) in base.items()},
                    "proposed": proposed,
                    "target": line.target if changed else proposed,
                }
            )

    def _get_bases(self):
        """Return {month: {kind: {base: (figure, numbers of the records behind it)}}} of these people.

        The bases are «last_year», «recent» and «pipeline»; the figure is None where it is not known.
        """
        found = {}
        for (company, date), months in self.grouped(lambda month: (month.company_id, month.date)).items():
            last_year = months._count_in(company, borders.months_after(date, -12))
            # A month that is not over yet says less than it will.
            after = min(date, borders.month(self._today(company))[0])
            before = [months._count_in(company, borders.months_after(after, -back)) for back in range(1, _BEFORE + 1)]
            closings = months._count_pipeline()
            for month in months:
                known = any(figure for figure, _numbers in last_year[month].values())
                recent = proposal.recent(
                    [{kind: figure for kind, (figure, _numbers) in counted[month].items()} for counted in before]
                )
                revenue, opportunities = closings.get(month.user_id) or (None, [])
                found[month] = {
                    kind: {
                        "last_year": last_year[month][kind] if known else (None, []),
                        "recent": (
                            recent.get(kind),
                            sorted(number for counted in before for number in counted[month][kind][1]),
                        ),
                        "pipeline": (revenue or None, opportunities) if kind == "revenue" else (None, []),
                    }
                    for kind, _label in KINDS
                }
        return found

    def _count_pipeline(self):
        """Return {person: (figure, numbers)} of the opportunities that should close in the month.

        The figure is what they would bring, by their probability. The months are of people, of one company and date.
        """
        domain = Domain(
            [
                ("type", "=", "opportunity"),
                ("won_status", "=", "pending"),
                ("user_id", "in", self.user_id.ids),
                ("company_id", "in", [False, self.company_id.id]),
                ("date_deadline", ">=", self[0].date),
                ("date_deadline", "<=", self[0].date_end),
            ]
        )
        # sudo: of the person whose month it is, whoever prepares it
        leads = self.env["crm.lead"].sudo()
        domain &= leads.env["despacho.planning.facts"]._domain_shown("crm.lead")
        rows = leads._read_group(domain, ["user_id"], ["prorated_revenue:sum", "id:array_agg"])
        return {user: (revenue, numbers) for user, revenue, numbers in rows}

    def _add_up(self):
        """Write in the months of teams what is proposed to and aimed at by all their people."""
        for month in self.filtered(lambda month: not month.user_id and month.state != "closed"):
            by_kind = month._get_people_months().line_ids.grouped("kind")
            for line in month.line_ids:
                of_people = by_kind.get(line.kind, line.browse())
                names = ("last_year", "recent", "pipeline", "proposed", "target")
                line.write({name: sum(of_people.mapped(name)) for name in names})

    def action_propose(self):
        """Propose again, with what is known today."""
        self.check_access("write")
        self._check_planned()
        # sudo: what is proposed is the program's to write
        months = self.sudo()
        months.filtered("user_id")._propose()
        months._add_up()
        return True
