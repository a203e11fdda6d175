import base64

from odoo import models
from odoo.tools import format_amount, format_date

from odoo.addons.despacho_crm.tools.sheet import Facts, Prose, Sheet, Table


class DespachoWeek(models.Model):
    """The week on paper."""

    _inherit = "despacho.week"

    def action_print(self):
        """Download the week as PDF, as it is now."""
        self.ensure_one()
        self.check_access("read")
        # sudo: whoever may read the week may have it on paper
        attachments = self.env["ir.attachment"].sudo()
        kept = attachments.search(
            [("res_model", "=", self._name), ("res_id", "=", self.id), ("description", "=", self._name)], limit=1
        )
        values = self._prepare_paper()
        if kept:
            kept.write(values)
        else:
            kept = attachments.create({**values, "res_model": self._name, "res_id": self.id, "description": self._name})
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{kept.id}?download=true",
            "target": "download",
        }

    def _prepare_paper(self):
        content = self.env["despacho.paper"]._print(self._get_sheet(), self.company_id)
        return {
            "name": f"{self._get_paper_name()}.pdf",
            "datas": base64.b64encode(content),
            "mimetype": "application/pdf",
        }

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
            facts=[Facts(_("What was done"), [self._fact_in_words(fact) for fact in self.fact_ids])],
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
                (_("From"), "start"),
                (_("Decided"), "start"),
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
