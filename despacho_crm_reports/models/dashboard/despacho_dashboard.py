from dataclasses import dataclass
from datetime import date, datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.dashboard.periods import PERIODS, days
from ...tools.planning.borders import bounds


@dataclass(frozen=True)
class Scope:
    """What the page is asked about: days with both ends, their moments in UTC, and whose work."""

    company: models.BaseModel
    first: date
    last: date
    since: datetime
    until: datetime
    team: models.BaseModel
    person: models.BaseModel

    @property
    def users(self):
        """The people it is about; empty: everybody."""
        return self.person or self.team.crm_team_member_ids.user_id | self.team.user_id

    def within(self, field):
        """Return the domain of what happened within the period, by a field of date and hour."""
        since, until = fields.Datetime.to_string(self.since), fields.Datetime.to_string(self.until)
        return Domain(field, ">=", since) & Domain(field, "<", until)

    def worked_by(self, user_field, team_field=None):
        """Return the domain of the work of these people."""
        domain = Domain.TRUE
        if self.team and team_field:
            domain &= Domain(team_field, "=", self.team.id)
        elif self.team:
            domain &= Domain(user_field, "in", self.users.ids)
        if self.person:
            domain &= Domain(user_field, "=", self.person.id)
        return domain


class DespachoDashboard(models.AbstractModel):
    """The page of the partner in charge: how the firm goes, in one request, and every figure opens its records.

    Figures are asked with the rights of whoever looks, by the same domains that open the records behind them; only
    those of commercial actions are the action's own: see their part.
    A capability adds its part by extending ``_get_parts``.
    """

    _name = "despacho.dashboard"
    _description = "Dashboard of the firm"

    @api.model
    @api.readonly
    def get_page(self, filters=None):
        """Return what the page shows.

        :param dict filters: ``period`` (one of PERIODS), ``company``, ``team``, ``person``: ids, False for all;
            UserError if they are anything else
        :return: dict(filters, choices, currency, first, last, parts: {name: values})
        """
        self._check_allowed()
        filters = filters or {}
        scope = self._get_scope(filters)
        page = self.with_company(scope.company)
        return {
            "filters": {
                "period": filters.get("period") or PERIODS[0],
                "company": scope.company.id,
                "team": scope.team.id,
                "person": scope.person.id,
            },
            "choices": page._get_choices(scope),
            "currency": scope.company.currency_id.id,
            "first": fields.Date.to_string(scope.first),
            "last": fields.Date.to_string(scope.last),
            "parts": page._get_parts(scope),
        }

    @api.model
    def _check_allowed(self):
        if not self.env.user.has_group("despacho_crm_reports.group_analysis"):
            raise AccessError(
                self.env._(
                    "The dashboard of the firm is for whoever may analyse the portfolio. Your own work is in «My week»."
                )
            )

    @api.model
    def _as_id(self, value):
        """Return the number of a record that a page was asked for, 0 for none; UserError for what is no number."""
        try:
            return int(value or 0)
        except (TypeError, ValueError, OverflowError):
            raise UserError(
                self.env._(
                    "This page does not know what «%(value)s» is: choose one of those that it offers.", value=value
                )
            ) from None

    @api.model
    def _get_scope(self, filters):
        if not isinstance(filters, dict):
            raise UserError(self.env._("This page does not know what it is asked for: open it from its menu."))
        company = self.env["res.company"].browse(self._as_id(filters.get("company")) or self.env.company.id)
        if company not in self.env.companies:
            raise AccessError(self.env._("You are not working in that company: choose it at the top of the screen."))
        facts = self.env["despacho.planning.facts"].with_company(company)
        period = filters.get("period") or PERIODS[0]
        if period not in PERIODS:
            raise UserError(self.env._("There is no such period on this page: choose one of those that it offers."))
        first, last = days(period, facts._today())
        since, until = bounds(first, last, facts._zone())
        team = self.env["crm.team"].browse(self._as_id(filters.get("team")) or ()).exists()
        person = self.env["res.users"].browse(self._as_id(filters.get("person")) or ()).exists()
        team.check_access("read")
        person.check_access("read")
        return Scope(company, first, last, since, until, team, person)

    @api.model
    def _get_choices(self, scope):
        """Return what each filter offers."""
        words = {
            "last_12_months": self.env._("Last 12 months"),
            "this_month": self.env._("This month"),
            "last_month": self.env._("Last month"),
            "this_quarter": self.env._("This quarter"),
            "last_quarter": self.env._("Last quarter"),
            "this_year": self.env._("This year"),
            "last_year": self.env._("Last year"),
        }
        teams = self.env["crm.team"].search([("company_id", "in", (False, scope.company.id))])
        people = self.env["despacho.my.week"]._people_of(scope.company)
        return {
            "period": [{"id": code, "name": words[code]} for code in PERIODS],
            "company": [{"id": one.id, "name": one.name} for one in self.env.companies],
            "team": [{"id": team.id, "name": team.name} for team in teams],
            "person": [{"id": user.id, "name": user.name} for user in people],
        }

    @api.model
    def _get_parts(self, scope):
        """Return {name of the part: what it shows}, in the company of the page."""
        return {}

    @api.model
    def _opens(self, name, model, domain, **context):
        """Return what the client opens when a figure is clicked."""
        return {
            "name": name,
            "model": model,
            "domain": list(domain),
            "context": {"create": False, **context},
        }
