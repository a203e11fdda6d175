from odoo import models
from odoo.fields import Domain
from odoo.tools import format_amount, format_datetime, formatLang, html_sanitize, is_html_empty

from ...tools.sheet import Facts, Prose, Sheet, Table
from ..response.despacho_response import SIGNALS
from .despacho_action import PDF


class DespachoAction(models.Model):
    """Document 1: what was done, when, to whom, what was sent, how many answered. And the responses on paper."""

    _inherit = "despacho.action"

    def _make_action_paper(self):
        name = self.env._("1 Action %(action)s", action=self.name)
        return f"{name}.pdf", PDF, self.env["despacho.paper"]._print(self._get_action_sheet(), self.company_id)

    def _make_responses_paper(self):
        name = self.env._("3 Responses %(action)s", action=self.name)
        return f"{name}.pdf", PDF, self.env["despacho.paper"]._print(self._get_responses_sheet(), self.company_id)

    # Document 1

    def _get_action_sheet(self):
        self.ensure_one()
        _ = self.env._
        return Sheet(
            record=self,
            label=_("Document 1 · Commercial action"),
            name=self.name,
            summary=" · ".join(filter(None, (self.campaign_id.name, self.service_line_id.name))),
            facts=[self._get_what_facts(), self._get_when_facts()],
            sections=[
                self._get_audience_facts(),
                self._get_recipients_table(),
                self._get_excluded_table(),
                self._get_answers_table(),
                self._get_results_facts(),
                self._get_action_prose(_("Why: strategy and reasons"), "strategy"),
                self._get_action_prose(self._get_message_title(), "body"),
                self.channel in ("call", "visit", "event") and self._get_action_prose(_("What was said"), "script"),
                self._get_interviews_table(),
                self._get_action_prose(_("Lessons: what to do again"), "lessons"),
                self._get_action_prose(_("Mistakes: what not to do again"), "mistakes"),
            ],
        )

    def _get_choice(self, name, value=None):
        value = self[name] if value is None else value
        return dict(self._fields[name]._description_selection(self.env)).get(value, "")

    def _get_moment(self, moment):
        return format_datetime(self.env, moment, dt_format="short") if moment else ""

    def _get_what_facts(self):
        _ = self.env._
        return Facts(
            _("What was done"),
            [
                (_("Channel"), self._get_choice("channel")),
                (_("Service promoted"), self.service_line_id.name),
                (_("Campaign"), self.campaign_id.name),
                (_("Subject of the message"), self.subject),
                (_("Answers for it"), self.user_id.name),
                (_("Cost"), self.cost and format_amount(self.env, self.cost, self.currency_id)),
            ],
        )

    def _get_when_facts(self):
        _ = self.env._
        who = self.approved_by.name
        return Facts(
            _("When"),
            [
                (_("Planned for"), self._get_moment(self.date_planned)),
                (_("Approved"), " · ".join(filter(None, (self._get_moment(self.approved_on), who)))),
                (_("Launched"), self._get_moment(self.launched_on)),
                (_("Finished"), self._get_moment(self.done_on)),
                (_("State"), self._get_choice("state")),
            ],
        )

    def _get_audience_facts(self):
        """To whom it was addressed, as it was chosen."""
        _ = self.env._

        def names(field):
            # sudo: what was approved is on the document, whoever prints it
            return "\n".join(self.sudo()[field].mapped("display_name"))

        chosen = self.sudo()  # sudo: as above
        people = len(chosen.partner_ids) + len(chosen.lead_ids)
        return Facts(
            _("To whom"),
            [
                (_("Segments"), names("segment_ids")),
                (_("Mailing lists"), names("list_ids")),
                (_("Chosen one by one"), str(people) if people else ""),
                (_("But not these segments"), names("exclude_segment_ids")),
                (_("But not these mailing lists"), names("exclude_list_ids")),
                (_("Left out one by one"), str(len(chosen.exclude_partner_ids) or "")),
                (
                    _("Nor who was addressed in the last days"),
                    str(self.exclude_days) if self.exclude_days else "",
                ),
            ],
        )

    def _get_recipients_table(self):
        """How many rows are in each state, and how many of them were reached."""
        _ = self.env._
        # sudo: numbers, whoever may see the rows
        recipients = self.env["despacho.action.recipient"].sudo()
        groups = recipients._read_group(
            [("action_id", "=", self.id), ("included", "=", True)], ["state", "reached"], ["__count"]
        )
        labels = recipients._get_state_labels(self.channel)
        totals, reached = {}, 0
        for state, was_reached, count in groups:
            totals[state] = totals.get(state, 0) + count
            reached += count if was_reached else 0
        rows = [(labels[state], str(totals[state])) for state in labels if state in totals]
        if reached:
            rows.append((_("Reached"), str(reached)))
        if rows:
            rows.insert(0, (_("Addressees"), str(sum(totals.values()))))
        return Table(_("Recipients"), [(_("What became of them"), "start"), (_("How many"), "end")], rows)

    def _get_excluded_table(self):
        """How many were left out or stopped, for each reason."""
        _ = self.env._
        # sudo: as above
        recipients = self.env["despacho.action.recipient"].sudo()
        groups = recipients._read_group(
            [("action_id", "=", self.id), ("reason", "!=", False)], ["reason"], ["__count"], order="__count desc"
        )
        labels = dict(recipients._fields["reason"]._description_selection(self.env))
        return Table(
            _("Who was left out"),
            [(_("Why"), "start"), (_("How many"), "end")],
            [(labels.get(reason, reason), str(count)) for reason, count in groups],
        )

    def _get_answers_table(self):
        """How many answered what; then what was only noticed (opened, clicked, returned)."""
        _ = self.env._
        # sudo: as above
        responses = self.env["despacho.response"].sudo()
        domain = [("action_id", "=", self.id)]
        kinds = dict(responses._read_group([*domain, ("source", "not in", SIGNALS)], ["kind"], ["__count"]))
        signals = dict(responses._read_group([*domain, ("source", "in", SIGNALS)], ["source"], ["__count"]))
        kind_labels = responses._fields["kind"]._description_selection(self.env)
        source_labels = dict(responses._fields["source"]._description_selection(self.env))
        rows = [(label, str(kinds[kind])) for kind, label in kind_labels if kinds.get(kind)]
        if kinds.get(False):
            rows.append((_("Not classified"), str(kinds[False])))
        if rows:
            rows.append((_("Responses in all"), str(sum(kinds.values()))))
        rows += [(source_labels[source], str(count)) for source, count in signals.items()]
        return Table(_("Responses"), [(_("What they answered"), "start"), (_("How many"), "end")], rows)

    def _get_results_facts(self):
        """What came of it: leads, opportunities, clients, money, with the words and the numbers of the screen.

        All of it counts whoever prints it, also those hidden from them: these numbers name nobody.
        """

        def label(name):
            return self._fields[name]._description_string(self.env)

        shown = {name: str(self[name] or "") for name in ("lead_count", "opportunity_count", "client_count")}
        for name in ("contracted", "revenue"):
            shown[name] = self[name] and format_amount(self.env, self[name], self.currency_id)
        if self.cost:
            shown["return_percent"] = f"{formatLang(self.env, self.return_percent, digits=1)} %"
        return Facts(self.env._("What came of it"), [(label(name), value) for name, value in shown.items()])

    def _get_message_title(self):
        return (
            self.env._("What was sent: %(subject)s", subject=self.subject)
            if self.subject
            else self.env._("What was sent")
        )

    def _get_action_prose(self, title, name):
        text = self[name]
        return None if is_html_empty(text) else Prose(title, html_sanitize(text, strip_style=True, strip_classes=True))

    def _get_interviews_table(self):
        _ = self.env._
        shown = self._shown_domain("despacho.interview")
        return Table(
            _("Interviews"),
            [(_("When"), "whole"), (_("With whom"), "start"), (_("About what"), "start")],
            [
                (self._get_moment(interview.date), interview._get_who(), interview.name)
                for interview in self.interview_ids.filtered_domain(shown).sorted("date")
            ],
        )

    # Document 3

    def _get_responses_sheet(self):
        self.ensure_one()
        _ = self.env._
        return Sheet(
            record=self,
            label=_("Document 3 · Responses"),
            name=self.name,
            summary=" · ".join(filter(None, (self.campaign_id.name, self._get_moment(self.launched_on)))),
            facts=[],
            sections=[self._get_answers_table(), self._get_words_table()],
        )

    def _get_words_table(self):
        """What each one answered, in the order in which it came. What was only noticed is in the file."""
        _ = self.env._
        headers = [
            (_("No."), "end"),
            (_("When"), "whole"),
            (_("Who"), "start"),
            (_("What they answered"), "start"),
            (_("How it came"), "start"),
            (_("In their words"), "start"),
        ]
        # sudo: the dossier is whole, whoever prints it
        responses = self.env["despacho.response"].sudo()
        shown = self._shown_domain("despacho.response")
        mine = Domain("action_id", "=", self.id) & Domain("source", "not in", SIGNALS) & shown
        answered = responses.search(mine, order="date, id")
        kinds = dict(responses._fields["kind"]._description_selection(self.env))
        sources = dict(responses._fields["source"]._description_selection(self.env))
        return Table(
            _("One by one"),
            headers,
            [
                (
                    str(one.recipient_id.number or ""),
                    self._get_moment(one.date),
                    self._get_respondent(one),
                    kinds.get(one.kind) or _("Not classified"),
                    sources[one.source],
                    one.text or "",
                )
                for one in answered
            ],
        )

    def _get_respondent(self, response):
        """Return who answered: of whoever has their data erased, nothing but the number."""
        if response.recipient_id.erased:
            return self.env._("Data erased")
        return response.who or ""
