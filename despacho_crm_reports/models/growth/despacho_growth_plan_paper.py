from odoo import models
from odoo.tools import format_date, format_datetime, html_sanitize, is_html_empty, plaintext2html

from odoo.addons.despacho_crm.tools.sheet import Facts, Prose, Sheet, Table


class DespachoGrowthPlan(models.Model):
    """The plan on paper."""

    _inherit = "despacho.growth.plan"

    def action_print(self):
        """Download the plan as PDF, as it is now: no copy of it is kept, in which names would outlive their data."""
        self.ensure_one()
        self.check_access("read")
        return {"type": "ir.actions.act_url", "url": f"/despacho_crm/growth/{self.id}", "target": "download"}

    def _get_paper(self):
        """Return the name and the bytes of the PDF."""
        self.ensure_one()
        self.check_access("read")
        return f"{self.name}.pdf", self.env["despacho.paper"]._print(self._get_sheet(), self.company_id)

    def _get_sheet(self):
        """Return the plan as plain sections."""
        _ = self.env._
        kinds = dict(self.line_ids._fields["kind"]._description_selection(self.env))
        return Sheet(
            record=self,
            label=_("Growth plan"),
            name=self.name,
            summary=dict(self._fields["state"]._description_selection(self.env))[self.state],
            facts=[self._get_paper_dates(), self._get_paper_wanted()],
            sections=[
                None if is_html_empty(self.summary) else Prose(_("In a few words"), html_sanitize(self.summary)),
                *(self._get_paper_lines(kind, label) for kind, label in kinds.items()),
                Prose(_("The market"), plaintext2html(self.market_words)) if self.market_words else None,
                self._get_paper_gone(),
            ],
        )

    def _get_paper_dates(self):
        _ = self.env._
        return Facts(
            _("Plan"),
            [
                (_("Of"), format_date(self.env, self.date)),
                (_("Until"), format_date(self.env, self.date_end) if self.date_end else ""),
                (_("Prepared by"), self.user_id.name),
                (_("Plan approved by"), self.approved_by.name),
                (
                    _("Plan approved on"),
                    self.approved_on and format_datetime(self.env, self.approved_on, dt_format="short"),
                ),
            ],
        )

    def _get_paper_wanted(self):
        _ = self.env._
        return Facts(
            _("What is wanted"),
            [
                (_("New clients"), str(self.objective_clients or "")),
                (_("Revenue"), self._money(self.objective_revenue)),
                (_("Compared with"), self.comparison),
            ],
        )

    def _money(self, amount):
        return self.currency_id.format(amount) if amount else ""

    def _get_paper_lines(self, kind, label):
        _ = self.env._
        decisions = dict(self.line_ids._fields["decision"]._description_selection(self.env))
        return Table(
            label,
            [
                (_("What"), "start"),
                (_("Clients"), "end"),
                (_("They buy in a year"), "end"),
                (_("Growth"), "end"),
                (_("What the figures say"), "start"),
                (_("Decision"), "start"),
                (_("New clients wanted"), "end"),
            ],
            [
                (
                    line.name,
                    str(line.clients or ""),
                    self._money(line.revenue),
                    f"{100 * line.growth:+.0f} %" if line.growth_known else "",
                    "\n".join(filter(None, (line.why, line.note))),
                    decisions.get(line.decision, ""),
                    str(line.objective_clients or ""),
                )
                for line in self.line_ids
                if line.kind == kind
            ],
        )

    def _get_paper_gone(self):
        _ = self.env._
        return Table(
            _("In the last plan, and no longer"),
            [(_("What"), "start"), (_("Clients"), "end"), (_("They buy in a year"), "end")],
            [(line.name, str(line.clients or ""), self._money(line.revenue)) for line in self.gone_line_ids],
        )
