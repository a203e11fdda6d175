from odoo import fields, models
from odoo.exceptions import UserError


class DespachoMonth(models.Model):
    """A month begins, is counted and is closed: by its buttons, or at night by itself."""

    _inherit = "despacho.month"

    can_start = fields.Boolean(compute="_compute_can")
    can_close = fields.Boolean(compute="_compute_can")
    can_aim = fields.Boolean(string="Objectives can be changed", compute="_compute_can")
    missing_reasons = fields.Integer(string="Deviations to explain", compute="_compute_can")

    def _compute_can(self):
        for month in self:
            month.can_start = month.state == "plan"
            month.can_close = month.state == "running" and month._has_ended()
            month.can_aim = bool(month.user_id) and (
                month.state == "plan"
                or (
                    month.state == "running"
                    and (month._may_direct() or month._today(month.company_id) <= month._get_revision_end())
                )
            )
            month.missing_reasons = len(month._find_unexplained()) if month.can_close else 0

    # Beginning

    def action_start(self):
        """Begin the month: what is planned for it is noted."""
        self.check_access("write")
        self._check_planned()
        self._start()
        return True

    def _check_planned(self):
        for month in self:
            if month.state != "plan":
                raise UserError(self.env._("«%(month)s» has begun: what was proposed stays.", month=month.display_name))

    def _start(self):
        # sudo: only the buttons and the job, which know who may, write the state and what was planned
        planned = self.sudo().filtered(lambda month: month.state == "plan")
        teams = planned.filtered(lambda month: not month.user_id)
        # A team begins with its people.
        people = planned.filtered("user_id") | teams._get_people_months().filtered(lambda month: month.state == "plan")
        for month in (*people, *teams):
            for work in month.work_ids:
                work.planned_ids = work._find_planned()
            month.state = "running"
        (people | teams)._count()

    # Counting

    def action_count(self):
        """Count again what was done."""
        self.check_access("read")
        self._count()
        return True

    def _count(self):
        """Write what was done until now, for whoever compares months: the month itself asks the records."""
        # sudo: counting is the program's, for whoever may read the month
        running = self.sudo().filtered(lambda month: month.state == "running")
        done = running._count_done()
        for month in running:
            for line in month.line_ids:
                line.result, _numbers = done[month][line.kind]
            month.counted_on = fields.Datetime.now()

    # Closing

    def _find_unexplained(self):
        """Return the objectives that were not reached and whose reason nobody has said."""
        return self.line_ids.filtered(lambda line: line.needs_reason and not (line.deviation_reason or "").strip())

    def action_close(self):
        """Close the month for good, once it has ended and what was not reached is explained."""
        self.check_access("write")
        for month in self:
            month._check_may_close()
        self._close()
        return True

    def _check_may_close(self):
        self.ensure_one()
        if self.state != "running":
            raise UserError(self.env._("«%(month)s» is not under way.", month=self.display_name))
        if not self._has_ended():
            raise UserError(
                self.env._("«%(month)s» has not ended yet: it is closed from the next day on.", month=self.display_name)
            )
        missing = self._find_unexplained()
        if missing:
            raise UserError(
                self.env._(
                    "Before closing «%(month)s», say beside them why these were not reached: %(objectives)s.",
                    month=self.display_name,
                    objectives=", ".join(missing.mapped("display_name")),
                )
            )
        waiting = self.browse() if self.user_id else self._get_people_months().filtered(lambda m: m.state != "closed")
        if waiting:
            raise UserError(
                self.env._(
                    "A team closes after its people. These are missing: %(people)s.",
                    people=", ".join(waiting.user_id.mapped("name")),
                )
            )

    def _close(self):
        """Write down what was done as it is now: from here on it stays."""
        self._count()
        # sudo: only the buttons and the job, which know who may, write the state
        months = self.sudo()
        months._note_records()
        months.write({"state": "closed", "closed_on": fields.Datetime.now(), "closed_by": self.env.uid})
        months.activity_feedback(["mail.mail_activity_data_todo"])

    def _note_records(self):
        """Note the records behind each number, which the closed month goes on opening."""
        self.work_ids._note_fates()
        done = self._count_done()
        for line in self.line_ids:
            _figure, line.record_ids = done[line.month_id][line.kind]
