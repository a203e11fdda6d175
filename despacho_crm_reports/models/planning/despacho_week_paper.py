from odoo import models
from odoo.tools import format_amount, format_date

from odoo.addons.despacho_crm.tools.sheet import Facts, Prose, Sheet, Table


class DespachoWeek(models.Model):
    """The week on paper."""

    _inherit = "despacho.week"

    def action_print(self):
        """Download the week as PDF, as it is now: no copy of it is kept, in which names would outlive their data."""
        self.ensure_one()
        self.check_access("read")
        return {"type": "ir.actions.act_url", "url": f"/despacho_crm/week/{self.id}", "target": "download"}

    def _get_paper(self):
        """Return the name and the bytes of the PDF."""
        self.ensure_one()
        self.check_access("read")
        return f"{self._get_paper_name()}.pdf", self.env["despacho.paper"]._print(self._get_sheet(), self.company_id)

    def _get_paper_name(self):
        self.ensure_one()
        return self.env._("Week %(monday)s %(person)s", monday=self.date, person=self.user_id.name)

    def _get_sheet(self):
        """Return the week as plain sections."""
        _ = self.env._
        states = dict(self._fields["state"]._description_selection(self.env))
        summary = _(
            "From %(monday)s to %(sunday)s",
            monday=format_date(self.env, self.date),
            sunday=format_date(self.env, self.date_end),
        )
        return Sheet(
            record=self,
            label=_("Week"),
            name=self.user_id.name,
            summary=f"{summary} · {states[self.state]}",
            facts=[Facts(_("Done in the week"), [self._fact_in_words(fact) for fact in self.fact_ids])],
            sections=[
                self._get_lines_table(),
                Prose(_("Notes"), self._notes_as_html()),
            ],
        )

    def _fact_in_words(self, fact):
        """Return (what, how many): with its amount, where it has one; nothing is said of what was not done."""
        label = dict(fact._get_kinds())[fact.kind]
        if not fact.count:
            return label, ""
        amount = format_amount(self.env, fact.amount, self.currency_id) if fact.amount else ""
        return label, " · ".join(filter(None, (str(fact.count), amount)))

    def _get_lines_table(self):
        _ = self.env._
        sources, decisions = (
            dict(self.line_ids._fields[name]._description_selection(self.env)) for name in ("source", "decision")
        )
        return Table(
            _("What comes"),
            [
                (_("Day"), "whole"),
                (_("Who"), "start"),
                (_("What"), "start"),
                (_("Source"), "start"),
                (_("Decision"), "start"),
            ],
            [
                (
                    format_date(self.env, line.day) if line.day else "",
                    line.client_name or "",
                    line.name or "",
                    sources[line.source],
                    decisions[line.decision],
                )
                for line in self.line_ids.sorted(lambda line: (not line.day, line.day or line.date, line.id))
            ],
        )

    def _notes_as_html(self):
        return self.env["ir.qweb.field.text"].value_to_html(self.notes, {}) if self.notes else ""
