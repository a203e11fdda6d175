from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...tools.planning import borders


class DespachoMonth(models.Model):
    """A month as people find and open it."""

    _inherit = "despacho.month"

    reached = fields.Char(string="Objectives reached", compute="_compute_reached")
    people_ids = fields.Many2many("despacho.month", string="Months of the people", compute="_compute_people_ids")

    @api.depends("date", "user_id", "team_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for month in self:
            month.display_name = " · ".join(filter(None, (month._get_title(), month._get_whose())))

    def _get_title(self):
        """Return the name of the month, as a title."""
        self.ensure_one()
        title = format_date(self.env, self.date, date_format="LLLL y") if self.date else ""
        return title[:1].upper() + title[1:]

    def _get_whose(self):
        self.ensure_one()
        return self.user_id.name or self.team_id.name or ""

    @api.depends("line_ids.result", "line_ids.target", "state")
    def _compute_reached(self):
        """«4 of 6», as they were last counted: a list of months asks no records."""
        for month in self:
            aimed = month.line_ids.filtered("target")
            reached = aimed.filtered(lambda line: line.result >= line.target)
            month.reached = (
                self.env._("%(reached)s of %(all)s", reached=len(reached), all=len(aimed))
                if month.state != "plan" and aimed
                else ""
            )

    def _compute_people_ids(self):
        for month in self:
            people = self.browse() if month.user_id else self.browse(month._get_people_months().ids)
            # Whoever looks sees those that he may.
            month.people_ids = people._filtered_access("read").sorted(lambda one: one.user_id.name or "")

    @api.model
    def _current(self, users):
        """Return the months of today of these people, those that there are."""
        found = self.browse()
        for company, people in users.grouped("company_id").items():
            first = borders.month(self._today(company))[0]
            found |= self.search([("company_id", "=", company.id), ("date", "=", first), ("user_id", "in", people.ids)])
        return found

    @api.model
    def action_open_mine(self):
        """Open the month of whoever asks, prepared now if it was not yet."""
        company = self.env.user.company_id
        if company not in self.env.companies:
            raise UserError(
                self.env._("Your months are those of «%(company)s»: choose it above.", company=company.display_name)
            )
        first = borders.month(self._today(company))[0]
        month = self._prepare(company, first, self.env.user)
        month._start()
        return month._open_form()

    def _open_form(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_open(self):
        return self._open_form()

    def action_trend(self):
        """Open what this person or team aimed at and did month after month, counted until now."""
        self.ensure_one()
        self.action_count()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm_reports.action_month_trend")
        whose = [("user_id", "=", self.user_id.id)]
        if not self.user_id:
            whose = [("user_id", "=", False), ("team_id", "=", self.team_id.id)]
        return {
            **action,
            "domain": [("company_id", "=", self.company_id.id), *whose],
            "context": {"search_default_last_year": 1, "search_default_calls": 1},
            "name": self.env._("How it goes: %(whose)s", whose=self._get_whose()),
        }

    def action_print(self):
        """Download the month as PDF."""
        self.ensure_one()
        self.check_access("read")
        return {"type": "ir.actions.act_url", "url": f"/despacho_crm/month/{self.id}", "target": "download"}
