from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from ...tools import profiles

_TASK = "mail.mail_activity_data_todo"


class DespachoImport(models.Model):
    """An import of a file that came in by itself: what is certain of it is written, a person is asked for the rest."""

    _name = "despacho.import"
    _inherit = ["despacho.import", "mail.activity.mixin"]

    drop_file_id = fields.Many2one(
        "despacho.import.drop.file", string="Came in as", readonly=True, copy=False, index="btree_not_null"
    )

    def _prepare_part_values(self):
        return {**super()._prepare_part_values(), "drop_file_id": self.drop_file_id.id}

    def _get_drop(self):
        # sudo: how the box is set up holds for whoever goes on with the import
        return self.drop_file_id.sudo().drop_id

    def _get_certain_domain(self):
        domain = super()._get_certain_domain()
        if self._get_drop().rows_without_nif == "queue":
            domain |= Domain("included", "=", True) & Domain("verdict", "=", "no_nif")
        return domain

    def _is_known_in_drop(self):
        """Whether the columns of the file are those of a list that a person explained, or of a known program."""
        drop = self._get_drop()
        if self.state != "mapped" or self.target != drop.target:
            return False
        # One that is merely alike is for a person to look at.
        exact = self.profile_id.filtered(lambda one: one.kind == "template" or self._is_of(one))
        if drop.profile_id:
            return drop.profile_id == exact or (
                drop.profile_id.kind == "program" and drop.profile_id.shape == self.profile
            )
        return bool(exact or self.profile)

    def _go_on_in_drop(self):
        """Have the certain rows of a known list written; of another one, a person says what its columns are."""
        self.ensure_one()
        self = self.with_context(despacho_import_by_job=BY_CODE)
        if self.state == "mapped" and not self._get_drop().source_kind:
            program = profiles.PROFILES.get(self.profile)
            self.source_kind = self.profile_id.source_kind or (program and program.source) or self.source_kind
        if (said := self._get_drop().given_by_persons) != "kind":
            self.given_by_persons = said == "yes"
        if not self._is_known_in_drop():
            self._ask_in_drop(
                self.env._("Say what the columns are: %(name)s", name=self.name),
                self.trouble
                or self.env._("It is no list that is known here. Once you have reviewed it, the next one is."),
            )
            return
        try:
            with self.env.cr.savepoint():
                # A long one is reviewed batch by batch: it tells then that what is certain is to be written.
                self._settle({"certain_only": self._is_left_to_job()})
                self.action_review()
        except UserError as error:
            self.trouble = str(error)
            self._ask_in_drop(self.env._("It could not be reviewed: %(name)s", name=self.name), self.trouble)
            return
        if self.state == "reviewed":
            self._apply_certain()
        elif self.state == "mapped":
            self._settle({"certain_only": False})
            self._ask_in_drop(
                self.env._("Say what the services are: %(name)s", name=self.name),
                self.env._("It has services that no earlier list had. Once you have reviewed it, they are known."),
            )

    def _end_review(self, state):
        goes_on = self.certain_only
        result = super()._end_review(state)
        if self.drop_file_id and goes_on:
            self._settle({"certain_only": False})
            if state == "reviewed":
                self._apply_certain()
        return result

    def _fail_in_job(self, error):
        is_review = self.state == "reviewing"
        result = super()._fail_in_job(error)
        if self.drop_file_id and is_review:
            self._ask_in_drop(self.env._("It could not be reviewed: %(name)s", name=self.name), self.trouble)
        return result

    def _ask_in_drop(self, summary, note):
        """Give whom the box is for something to do about the import."""
        user = self._get_drop().user_id
        if user:
            self.activity_schedule(_TASK, summary=summary, note=note, user_id=user.id)

    def action_review(self):
        result = super().action_review()
        self._end_tasks()
        return result

    def _end_tasks(self):
        """What was asked for is done."""
        if self.drop_file_id:
            self.activity_feedback([_TASK])

    def _leave_doubtful(self):
        super()._leave_doubtful()
        if not self.drop_file_id or self.state != "reviewed":
            return
        self.invalidate_recordset(["doubtful_count"])
        message = self.env._("Rows left to review: %(count)s", count=self.doubtful_count)
        self.message_post(body=message)
        self._ask_in_drop(message, self.headline)

    def _finish_apply(self):
        is_undone = self.state == "undoing"
        result = super()._finish_apply()
        if self.drop_file_id and self.state != "reviewed" and not is_undone:
            self._end_tasks()
            if self.error_count:
                self._ask_in_drop(
                    self.env._("Rows that could not be written: %(count)s", count=self.error_count), self.name
                )
        return result

    def _fail_apply(self, error):
        is_undone = self.state == "undoing"
        result = super()._fail_apply(error)
        if self.drop_file_id and not is_undone:
            self._ask_in_drop(self.env._("It could not be applied: %(name)s", name=self.name), str(error))
        return result
