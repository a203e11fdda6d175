from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError

#: What was written down of a contact: evidence of what was done, so nobody changes another's in silence.
_TOLD = ("result", "reaction", "chance", "next_days", "done_at", "channel", "direction", "subject_id", "feedback")


class MailActivity(models.Model):
    """What is written down of a contact stays: changing another's leaves a message, and hardly anybody deletes it."""

    _inherit = "mail.activity"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_logged(self):
        # Deleting the document or the contact takes its log with it: Odoo does that by itself, as superuser.
        logged = self.filtered("result")
        if logged and not self.env.su and not self.env.user.has_group("despacho_crm.group_manager"):
            raise UserError(
                self.env._(
                    "«%(activity)s» says how a contact went, so it is not deleted. If it is wrong, correct its "
                    "result; if it has to go, ask a manager.",
                    activity=logged[0].display_name,
                )
            )

    def write(self, vals):
        told = [name for name in _TOLD if name in vals]
        others = self._logged_by_others() if told and not self.env.su else self.browse()
        before = {activity: activity._told(told) for activity in others}
        result = super().write(vals)
        others.exists()._leave_trace(before, told)
        return result

    def _logged_by_others(self):
        return self.filtered(lambda activity: activity.result and activity.user_id != self.env.user)

    def _told(self, names):
        """Return {field: what it says, in words}."""
        self.ensure_one()
        words = {}
        for name in names:
            field, value = self._fields[name], self[name]
            if name == "chance":
                value = field.known(self)
                words[name] = "" if value is None or value is False else f"{value} %"
            elif field.type == "many2one":
                words[name] = value.display_name or ""
            elif field.type == "integer":
                words[name] = str(value)
            else:
                words[name] = (self._in_words(name, value) or "").strip()
        return words

    def _leave_trace(self, before, names):
        """Say in the chatter of the documents what was changed, and by whom."""
        bodies = {}
        for activity in self:
            after = activity._told(names)
            changes = [
                Markup("<li>%s: %s → %s</li>")
                % (
                    activity._fields[name]._description_string(self.env),
                    before[activity][name] or "—",
                    after[name] or "—",
                )
                for name in names
                if before[activity][name] != after[name]
            ]
            if not changes or not activity.res_model:
                continue
            title = self.env._(
                "What %(person)s wrote down in «%(activity)s» was changed:",
                person=activity.user_id.name or self.env._("nobody in particular"),
                activity=activity.display_name,
            )
            body = Markup("<p>%s</p><ul>%s</ul>") % (title, Markup().join(changes))
            documents = bodies.setdefault(activity.res_model, {})
            documents[activity.res_id] = documents.get(activity.res_id, Markup()) + body
        for model, texts in bodies.items():
            # sudo: who may correct the log may be without rights on its document; the message is in his name.
            documents = self.env[model].sudo().browse(texts).exists()
            if documents and hasattr(documents, "_message_log_batch"):
                documents._message_log_batch(
                    bodies={document.id: texts[document.id] for document in documents},
                    author_id=self.env.user.partner_id.id,
                )
