from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext


class DespachoInterview(models.Model):
    """What closing the minutes does: the needs are noted, the next steps planned, the contact written in the log.

    Each line knows what it became, so that closing again after a correction repeats nothing.
    """

    _inherit = "despacho.interview"

    activity_id = fields.Many2one(
        "mail.activity", string="Contact in the log", index="btree_not_null", ondelete="set null", readonly=True
    )
    attachment_id = fields.Many2one(
        "ir.attachment", string="Minutes on paper", ondelete="set null", readonly=True, copy=False
    )

    def action_close(self):
        """Close the minutes: their text stays, and what was agreed goes to the base and to the agendas."""
        for interview in self:
            interview._check_may_close()
        self._lock_interviews()
        for interview in self.filtered(lambda interview: interview.state == "draft"):
            interview._note_needs()
            interview._plan_steps()
            interview._log_contact()
            interview.with_context(interview_closing=True).write(
                {"state": "done", "closed_on": fields.Datetime.now(), "closed_by": self.env.uid}
            )
            interview._make_paper()
        return True

    def action_reopen(self):
        """Correct the minutes: what was noted and planned from them stays."""
        self._check_reopen()
        self.with_context(interview_closing=True).write({"state": "draft", "closed_on": False, "closed_by": False})
        return True

    def _check_reopen(self):
        """Raise where the minutes can no longer be corrected."""
        self.check_access("write")

    def _check_may_close(self):
        self.ensure_one()
        self.check_access("write")
        if self.date > fields.Datetime.now():
            raise UserError(
                self.env._(
                    "«%(interview)s» has not taken place yet: its date is still to come. Correct «When», or close "
                    "the minutes afterwards.",
                    interview=self.name,
                )
            )
        if not (html2plaintext(self.notes or "").strip() or html2plaintext(self.agreements or "").strip()):
            raise UserError(
                self.env._(
                    "«%(interview)s» says nothing yet: write in «What was said» or in «What was agreed» before "
                    "closing it.",
                    interview=self.name,
                )
            )

    def _check_open(self):
        for interview in self:
            if interview.state == "done":
                raise UserError(
                    self.env._(
                        "The minutes of «%(interview)s» are closed. Press «Correct» to open them again.",
                        interview=interview.name,
                    )
                )

    def _check_lines_open(self):
        """The needs and steps of closed minutes stay as they are too."""
        if not self.env.context.get("interview_closing"):
            self._check_open()

    def _lock_interviews(self):
        """Let whoever comes second, two clicks at once or two colleagues, wait and find it closed."""
        self.flush_recordset()
        self.lock_for_update()
        self.invalidate_recordset()

    def _note_needs(self):
        new = self.need_line_ids.filtered(lambda line: not line.need_id)
        needs = self.env["despacho.need"].create([line._prepare_need() for line in new])
        for line, need in zip(new, needs, strict=True):
            line.need_id = need
        if self.lead_id and self.service_line_ids:
            self.lead_id._add_service_lines(self.service_line_ids)

    def _get_document(self):
        """Return what the next steps hang from: the opportunity where there is one, else the client."""
        self.ensure_one()
        return self.lead_id or self.contact_ids[:1] or self.partner_id

    def _plan_steps(self):
        new = self.step_ids.filtered(lambda step: not step.planned)
        document = self._get_document()
        activities = self.env["mail.activity"]._plan(
            [(document, step._prepare_activity()) for step in new], automated=False
        )
        for step, activity in zip(new, activities, strict=True):
            step.write({"activity_id": activity.id, "planned": True})

    def _log_contact(self):
        """Write the interview in the one log of contacts, once: in its meeting where it has one."""
        if self.activity_id:
            return
        if self.event_id:
            if not self.event_id.result:
                values = {"result": "visited", "reaction": self.reaction}
                chance = self._fields["chance"].known(self)
                self.event_id.write(values if chance is None else {**values, "chance": chance})
            return
        document = self._get_document()
        by_call = self.kind == "call"
        values = {
            "channel": "call" if by_call else "visit",
            "result": "spoke" if by_call else "visited",
            "reaction": self.reaction,
            "done_at": self.date,
            "feedback": html2plaintext(self.agreements or "").strip(),
        }
        chance = self._fields["chance"].known(self)
        if chance is not None:
            values["chance"] = chance
        kind = self.env["mail.activity.type"]._for_channel(values["channel"])
        plan = {
            "activity_type_id": kind.id,
            "summary": self.name,
            "user_id": self.env.uid,
            "date_deadline": fields.Date.context_today(self, self.date),
        }
        activity = self.env["mail.activity"]._plan([(document, plan)], automated=False)
        activity._log_result(values)
        self.with_context(interview_closing=True).activity_id = activity

    def action_open_needs(self):
        """Open what the interview noted in the base."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Needs"),
            "res_model": "despacho.need",
            "views": [(False, "list"), (False, "form")],
            "domain": [("interview_id", "in", self.ids)],
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        closed = self.filtered(lambda interview: interview.state == "done")
        if closed and not self.env.user.has_group("despacho_crm.group_manager"):
            raise UserError(
                self.env._(
                    "«%(interview)s» is closed: it is kept as it was written. A manager may delete it.",
                    interview=closed[0].name,
                )
            )
