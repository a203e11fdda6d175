from odoo import models
from odoo.tools import format_date, formatLang, plaintext2html

from odoo.addons.despacho_crm.tools.sheet import Facts, Prose, Sheet, Table

from .despacho_month_line import MONEY
from .despacho_month_work import MODELS

#: More than these of a kind of work are told by their number.
_NAMED = 40


class DespachoMonth(models.Model):
    """The month on paper: the report of what is aimed at, and afterwards that of what was done."""

    _inherit = "despacho.month"

    def _get_paper(self):
        """Return the name and the bytes of the PDF."""
        self.ensure_one()
        self.check_access("read")
        return f"{self._get_paper_name()}.pdf", self.env["despacho.paper"]._print(self._get_sheet(), self.company_id)

    def _get_paper_name(self):
        self.ensure_one()
        return " ".join((self._get_label(), self._get_title(), self._get_whose()))

    def _get_label(self):
        return self.env._("Month's results") if self.state == "closed" else self.env._("Month's objectives")

    def _get_sheet(self):
        _ = self.env._
        return Sheet(
            record=self,
            label=self._get_label(),
            name=self._get_title(),
            summary=" · ".join(filter(None, (self._get_whose(), self.user_id and self.team_id.name))),
            facts=[self._get_facts()],
            sections=[
                self._get_objectives_table(),
                self._get_reasons_table(),
                self._get_people_table(),
                self._get_work_table(),
                *self._get_named_tables(),
                self._get_prose(_("Remarks at the beginning"), self.remarks),
                self._get_prose(_("Conclusions at the end"), self.conclusions),
            ],
        )

    def _get_facts(self):
        _ = self.env._
        states = dict(self._fields["state"]._description_selection(self.env))
        return Facts(
            _("Month"),
            [
                (_("State"), states[self.state]),
                (_("Leads the team"), self._get_leader().name),
                (_("Month closed on"), self.closed_on and format_date(self.env, self.closed_on)),
            ],
        )

    def _say(self, line, value):
        """Return a figure of an objective as it is read."""
        if line.kind in MONEY:
            return formatLang(self.env, value, currency_obj=self.currency_id)
        return formatLang(self.env, value, digits=0)

    def _get_objectives_table(self):
        _ = self.env._
        begun = self.state != "plan"
        return Table(
            _("Objectives"),
            [
                (_("Objective"), "start"),
                (_("Last year"), "end"),
                (_("Last months"), "end"),
                (_("Proposed"), "end"),
                (_("Aimed at"), "end"),
                (_("Achieved"), "end"),
                (_("Reached (%)"), "end"),
            ],
            [
                (
                    line.display_name,
                    self._say(line, line.last_year),
                    self._say(line, line.recent),
                    self._say(line, line.proposed),
                    self._say(line, line.target),
                    self._say(line, line.done) if begun else "",
                    f"{line.percent:.0f}" if begun and line.target else "",
                )
                for line in self.line_ids
            ],
        )

    def _get_reasons_table(self):
        """What people say of what they aim at and of what they did not reach; in a team, who says it."""
        _ = self.env._
        return Table(
            _("Reasons"),
            [
                (_("Person"), "start"),
                (_("Objective"), "start"),
                (_("Why not what was proposed"), "start"),
                (_("Why not reached"), "start"),
            ],
            [
                (
                    "" if month == self else month._get_whose(),
                    line.display_name,
                    line.reason or "",
                    line.deviation_reason or "",
                )
                for month in (self, *self.people_ids)
                for line in month.line_ids
                if line.reason or line.deviation_reason
            ],
        )

    def _get_people_table(self):
        """What each person of a team aims at and did: the team is their sum."""
        people = self.people_ids
        if not people:
            return None
        kinds = self.line_ids
        rows = []
        for month in people:
            lines = month.line_ids.grouped("kind")
            rows.append((month.user_id.name, *(self._get_share(lines[kind.kind]) for kind in kinds)))
        title = self.env._("Objectives of each person")
        if self.state != "plan":
            title = self.env._("Done of what each person aimed at")
        return Table(title, [(self.env._("Person"), "start"), *((kind.display_name, "end") for kind in kinds)], rows)

    def _get_share(self, line):
        if not (line.target or line.done):
            return "–"
        amounts = [line.target] if self.state == "plan" else [line.done, line.target]
        return " / ".join(formatLang(self.env, amount, digits=0) for amount in amounts)

    def _get_work_table(self):
        _ = self.env._
        begun = self.state != "plan"
        return Table(
            _("Work to do"),
            [
                (_("Work"), "start"),
                (_("As planned"), "end"),
                (_("Done"), "end"),
                (_("Still to do"), "end"),
                (_("Dropped or lost"), "end"),
            ],
            [
                (
                    work.display_name,
                    str(work.planned),
                    str(work.done) if begun else "",
                    str(work.left) if begun else "",
                    str(work.dropped + work.deleted) if begun else "",
                )
                for work in self.work_ids
            ],
        )

    def _get_named_tables(self):
        """What is to be done, record by record, as far as who prints it may see them; a closed month has its numbers.

        Papers that are kept tell no names of clients: those of a closed month are its figures.
        """
        if self.state == "closed":
            return []
        return [self._get_named_table(work) for work in self.work_ids]

    def _get_named_table(self, work):
        _ = self.env._
        domain = [("id", "in", work._find("left" if self.state == "running" else None))]
        dated = {"activities": "date_deadline", "actions": "date_planned", "closings": "date_deadline"}[work.kind]
        records = self.env[MODELS[work.kind]].search(domain, limit=_NAMED + 1, order=f"{dated}, id")
        rows = [
            (format_date(self.env, record[dated]), self._get_what(record), self._get_whom(record))
            for record in records[:_NAMED]
        ]
        if len(records) > _NAMED:
            rows.append(("…", _("and more, up to %(count)s", count=work.left), ""))
        return Table(work.display_name, [(_("Day"), "whole"), (_("What"), "start"), (_("Whom"), "start")], rows)

    def _get_what(self, record):
        if record._name == "mail.activity":
            return record.summary or record.activity_type_id.name or ""
        if record._name == "crm.lead":
            amount = formatLang(self.env, record.expected_revenue, currency_obj=record.company_currency)
            return f"{record.name} · {amount} · {record.probability:.0f} %"
        return record.name

    def _get_whom(self, record):
        if record._name == "mail.activity":
            return record.partner_id.name or record.res_name or ""
        if record._name == "crm.lead":
            return record.partner_id.commercial_partner_id.name or record.partner_name or ""
        return record.campaign_id.title

    def _get_prose(self, title, text):
        return Prose(title, plaintext2html(text)) if text else None
