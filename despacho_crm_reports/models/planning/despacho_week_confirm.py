from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError


class DespachoWeek(models.Model):
    """Confirming plans what comes: in the agenda, where everybody looks for it, and not in another list."""

    _inherit = "despacho.week"

    def action_confirm(self):
        """Take what was decided to the agenda, and leave the week as it is for good."""
        for week in self:
            week._check_open()
            if not week.may_write:
                raise AccessError(
                    self.env._(
                        "«%(week)s» is confirmed by %(person)s.", week=week.display_name, person=week.user_id.name
                    )
                )
            week.lock_for_update()
            # sudo: the figures stay as they are at this moment
            week.sudo()._fill_facts(week._as_person())
            week.line_ids._carry_out()
            # sudo: only the button says that it is confirmed
            week.sudo().write(
                {
                    "state": "confirmed",
                    "confirmed_on": fields.Datetime.now(),
                    "confirmed_by": self.env.uid,
                    "written_on": fields.Datetime.now(),
                }
            )
        return True


class DespachoWeekLine(models.Model):
    _inherit = "despacho.week.line"

    def _carry_out(self):
        """Do what was decided of each line."""
        self._let_pass()
        self._check_day()
        opened = self.filtered(lambda line: line._is_still_to_do())
        opened.filtered(lambda line: line.decision == "drop")._drop_activities()
        # What was put on another day in the agenda, after the week was written, stays there.
        changed = opened.filtered(lambda line: line.decision == "keep" and line.activity_id.date_deadline != line.date)
        for line in changed:
            # sudo: the line says what the agenda says, also if it is of a day gone by
            line.sudo().day = line.activity_id.date_deadline
        for day, lines in (opened - changed).filtered(lambda line: line.decision != "drop").grouped("day").items():
            lines.activity_id.filtered(lambda activity, day=day: activity.date_deadline != day).date_deadline = day
        wanted = self.filtered(lambda line: line.source in ("proposed", "added") and line.decision != "drop")
        wanted._plan_activities()

    def _is_still_to_do(self):
        """Whether it is an activity that its person still has to do: what is a colleague's by now is not touched."""
        self.ensure_one()
        activity = self.activity_id
        return activity.active and activity.user_id == self.week_id.user_id and not self.event_id

    def _plan_activities(self):
        """Plan what is proposed or was added by hand, for the person of the week."""
        lines = self.filtered(lambda line: not line.activity_id and (line.lead_id or line.partner_id))
        call = self.env["mail.activity.type"]._for_channel("call")
        activities = self.env["mail.activity"]._plan(
            [
                (
                    line.lead_id or line.partner_id,
                    {
                        "activity_type_id": (line.activity_type_id or call).id,
                        "summary": line.name if line.source == "added" else False,
                        "date_deadline": line.day,
                        "user_id": line.week_id.user_id.id,
                    },
                )
                for line in lines
            ],
            automated=False,
        )
        for line, activity in zip(lines, activities, strict=True):
            # sudo: the line says what it became
            line.sudo().activity_id = activity

    def _drop_activities(self):
        """Cancel what is not to be done, and leave in the conversation of its document what it was."""
        activities = self.activity_id
        bodies = {}
        for activity in activities:
            body = Markup("<p>%s</p>") % self.env._(
                "No longer to be done, decided in the week: %(what)s, %(day)s",
                what=activity.summary or activity.activity_type_id.name or "",
                day=self.env["ir.qweb.field.date"].value_to_html(activity.date_deadline, {}),
            )
            texts = bodies.setdefault(activity.res_model, {})
            texts[activity.res_id] = texts.get(activity.res_id, Markup()) + body
        for model, texts in bodies.items():
            documents = self.env[model].browse(texts).exists()
            documents._message_log_batch(bodies={document.id: texts[document.id] for document in documents})
        activities.unlink()
