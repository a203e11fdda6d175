from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, formatLang

from .despacho_growth_plan_facts import TRAITS

#: Of each kind, so many subjects are proposed: a plan is to be read.
_MOST = {"sector": 6, "activity": 6, "size": 4, "place": 5, "crossed": 8, "service": 8, "market": 6}
#: What people write on a line that was proposed.
_WRITTEN = ("decision", "objective_clients", "objective_revenue", "note")
_KIND_OF = {"sector_id": "sector", "cnae_id": "activity", "size_class": "size", "state_id": "place"}


class DespachoGrowthPlan(models.Model):
    """What the portfolio, the profile and the market say, as lines that people decide on."""

    _inherit = "despacho.growth.plan"

    def action_fill(self):
        """Fill the plan with what is known today: what people wrote by hand stays."""
        for plan in self:
            plan.check_access("write")
            plan._check_open()
            plan._fill()
        return True

    def _fill(self):
        self.ensure_one()
        old = self.line_ids.filtered("proposed")
        decided = {line._get_key(): {name: line[name] for name in _WRITTEN} for line in old}
        clients = self._read_clients()
        if not clients:
            raise UserError(
                self.env._(
                    "«%(company)s» has no clients yet: a plan starts from what they buy. Invoice them, or bring the "
                    "billing of earlier years.",
                    company=self.company_id.name,
                )
            )
        found = [
            *(values for name in TRAITS for values in self._fill_trait(clients, name)),
            *self._fill_crossed(clients),
            *self._fill_services(clients),
            *self._fill_market(clients),
        ]
        values = [{"plan_id": self.id, "proposed": True, "sequence": place, **one} for place, one in enumerate(found)]
        # What people decided on a subject stays when its figures are brought up to date.
        lines = self.env["despacho.growth.plan.line"].create(values)
        for line in lines:
            if kept := decided.get(line._get_key()):
                line.write(kept)
        # Nor is it lost when it is proposed no more: it stays, with the figures of today.
        again = {line._get_key() for line in lines}
        kept = old.filtered(lambda line: line._get_key() not in again and any(line[name] for name in _WRITTEN))
        (old - kept).unlink()
        for line in kept:
            line.write(self._figures_of(line, clients))
        profile = self.profile_id.filtered(lambda profile: profile.state == "ready")
        words = "\n".join(filter(None, (profile.market_words, profile.market_doubt)))
        self.market_words = words or self.env._(
            "Not counted yet: it needs a profile of the best clients, and a census."
        )
        # sudo: when it was filled is written by the program
        self.sudo().filled_on = fields.Datetime.now()

    # What each kind says

    def _fill_trait(self, clients, name):
        """Return the lines of the values of ``name`` that most of the revenue comes from, the largest first."""
        groups = defaultdict(list)
        for client in clients:
            if client.traits[name] is not None:
                groups[client.traits[name]].append(client)
        kind, total = _KIND_OF[name], sum(client.value for client in clients)
        fewest = self.company_id.portfolio_fewest
        order = sorted(groups, key=lambda value: (-sum(one.value for one in groups[value]), str(value)))
        weights = self._weights_of(name)
        lines = []
        for value in order:
            mine = groups[value]
            if len(mine) < fewest or len(lines) >= _MOST[kind]:
                continue
            figures = self._figures(mine)
            lines.append(
                {
                    "kind": kind,
                    name: value,
                    "name": self._name_of(name, value),
                    **figures,
                    "why": "\n".join(
                        filter(
                            None, (self._say_part(figures, total, len(clients)), self._say_weight(weights.get(value)))
                        )
                    ),
                }
            )
        return lines

    def _fill_crossed(self, clients):
        """Return the lines of what stands out in the portfolio of today, the surest first."""
        situations = self.env["despacho.portfolio.situation"]
        situations._find(self.company_id)
        lines = []
        for one in situations.search([("company_id", "=", self.company_id.id)], limit=_MOST["crossed"]):
            line = {
                "kind": "crossed",
                "terms": one.terms,
                "service_line_id": one.service_line_id.id,
                "name": f"{one.segment_name} × {one.service_line_id.name}",
            }
            figures = self._figures_of(self.env["despacho.growth.plan.line"].new({"plan_id": self.id, **line}), clients)
            use = (
                self.env._("A strong point to take to others like them.")
                if one.more == "more"
                else self.env._("It can be offered to those who do not have it.")
            )
            lines.append({**line, **figures, "why": f"{one.sentence}\n{one.sureness} {use}"})
        return lines

    def _fill_services(self, clients):
        groups = defaultdict(list)
        for client in clients:
            for service, amounts in client.services.items():
                groups[service].append(amounts)
        order = sorted(groups, key=lambda service: (-sum(value for value, _before in groups[service]), service))
        lines = []
        for service in order[: _MOST["service"]]:
            share = len(groups[service]) / len(clients)
            lines.append(
                {
                    "kind": "service",
                    "service_line_id": service,
                    "name": self.env["product.category"].browse(service).name,
                    "clients": len(groups[service]),
                    "revenue": sum(value for value, _before in groups[service]),
                    "before": sum(before for _value, before in groups[service]),
                    "why": self.env._(
                        "%(percent)s %% of the clients use it; %(rest)s do not.",
                        percent=round(100 * share),
                        rest=len(clients) - len(groups[service]),
                    ),
                }
            )
        return lines

    def _fill_market(self, clients):
        """Return the lines of where most may be expected, of what the profile calls like the best clients."""
        if self.profile_id.state != "ready":
            return []
        rows = self.profile_id.market_ids.filtered(lambda row: row.sector_id and row.band in ("a", "b"))
        lines = []
        for row in rows.sorted("revenue", reverse=True)[: _MOST["market"]]:
            size = dict(row._fields["size_class"]._description_selection(self.env)).get(row.size_class)
            lines.append(
                {
                    "kind": "market",
                    "sector_id": row.sector_id.id,
                    "size_class": row.size_class,
                    "name": " · ".join(filter(None, (row.sector_id.display_name, size))),
                    **self._figures(
                        one
                        for one in clients
                        if (one.traits["sector_id"], one.traits["size_class"]) == (row.sector_id.id, row.size_class)
                    ),
                    "companies": row.companies,
                    "why": self.env._(
                        "Companies that are no clients: %(companies)s. Clients expected: from %(low)s to %(high)s; "
                        "a year: from %(least)s to %(most)s.",
                        companies=row.companies,
                        low=round(row.expected_low),
                        high=round(row.expected_high),
                        least=format_amount(self.env, round(row.revenue_low), self.currency_id, trailing_zeroes=False),
                        most=format_amount(self.env, round(row.revenue_high), self.currency_id, trailing_zeroes=False),
                    ),
                }
            )
        return lines

    # Words

    def _figures_of(self, line, clients):
        """Return the figures of the clients that ``line`` opens."""
        opened = set(self.env["res.partner"]._search(line._get_partner_domain()))
        return self._figures(client for client in clients if client.partner_id in opened)

    def _figures(self, clients):
        clients = list(clients)
        return {
            "clients": len(clients),
            "revenue": sum(one.value for one in clients),
            "before": sum(one.before for one in clients),
        }

    def _name_of(self, name, value):
        field = self.env["despacho.growth.plan.line"]._fields[name]
        if field.relational:
            return self.env[field.comodel_name].browse(value).display_name
        return dict(field._description_selection(self.env))[value]

    def _weights_of(self, name):
        """Return {value: row} of what the profile says of the values of ``name``."""
        if self.profile_id.state != "ready":
            return {}
        rows = self.profile_id.weight_ids.filtered(lambda one: one.feature == name)
        field = rows._fields.get(name)
        return {one[name].id if field.relational else one[name]: one for one in rows}

    def _say_part(self, figures, total, number):
        return self.env._(
            "Clients: %(clients)s (%(part)s %% of all), with %(percent)s %% of the revenue.",
            clients=figures["clients"],
            part=round(100 * figures["clients"] / number),
            percent=round(100 * figures["revenue"] / total) if total > 0 else 0,
        )

    def _say_weight(self, row):
        if not row or abs(row.points) < 0.15:
            return ""
        if row.points > 0:
            return self.env._(
                "The best clients are so %(times)s times as often as the others.",
                times=formatLang(self.env, row.times, digits=1),
            )
        return self.env._("It is less usual among the best clients than among the others.")
