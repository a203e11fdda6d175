import base64

from odoo import models
from odoo.tools import format_datetime, html_sanitize, is_html_empty

from ...tools.sheet import Facts, Prose, Sheet, Table


class DespachoInterview(models.Model):
    """The minutes on paper: document 4 of an action, or of the client alone."""

    _inherit = "despacho.interview"

    def action_print(self):
        """Download the minutes as PDF: those that are kept once they are closed."""
        self.ensure_one()
        self.check_access("read")
        attachment = self.attachment_id or self._make_paper()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=true",
            "target": "download",
        }

    def _make_paper(self):
        """Make the PDF of the minutes anew, in place of the one that there was; return its attachment."""
        self.ensure_one()
        content = self.env["despacho.paper"]._print(self._get_sheet(), self.company_id)
        values = {
            "name": f"{self._get_paper_name()}.pdf",
            "datas": base64.b64encode(content),
            "mimetype": "application/pdf",
        }
        # sudo: the paper is of the minutes, which whoever asks may read
        minutes = self.sudo()
        attachment = minutes.attachment_id
        if attachment:
            attachment.write(values)
        else:
            attachment = attachment.create({**values, "res_model": self._name, "res_id": self.id})
            minutes.with_context(interview_closing=True).attachment_id = attachment
        return attachment

    def _get_paper_name(self):
        self.ensure_one()
        return self.env._("Minutes %(who)s %(subject)s", who=self._get_who(), subject=self.name).strip()

    def _get_sheet(self):
        """Return the minutes as plain sections."""
        _ = self.env._
        return Sheet(
            record=self,
            label=_("Minutes of an interview"),
            name=self.name,
            summary=" · ".join(filter(None, (self._get_who(), self.partner_id.nif_key))),
            facts=[self._get_held(), self._get_present()],
            sections=[
                self._get_prose(_("What was said"), "notes"),
                self._get_needs_table(),
                self._get_prose(_("What was agreed"), "agreements"),
                self._get_steps_table(),
            ],
        )

    def _get_label(self, name):
        return dict(self._fields[name]._description_selection(self.env)).get(self[name], "")

    def _get_held(self):
        _ = self.env._
        chance = self._fields["chance"].known(self)
        return Facts(
            _("Interview"),
            [
                (_("When"), format_datetime(self.env, self.date, dt_format="short")),
                (_("Duration"), self.minutes_long and _("%(minutes)s minutes", minutes=self.minutes_long)),
                (_("How"), self._get_label("kind")),
                (_("Where"), self.place),
                (_("Services spoken of"), ", ".join(self.service_line_ids.mapped("name"))),
                (_("Reaction"), self._get_label("reaction")),
                (_("Chance"), "" if chance is None else f"{chance} %"),
                (_("Commercial action"), self.action_id.name),
            ],
        )

    def _get_those_there(self):
        """Return the contacts who were there, as the paper is to name them."""
        return self.contact_ids

    def _get_present(self):
        _ = self.env._
        people = [" · ".join(filter(None, (person.name, person.function))) for person in self._get_those_there()]
        return Facts(
            _("Who was there"),
            [
                (_("From the client"), "\n".join(filter(None, (*people, self.others)))),
                (_("From our firm"), "\n".join(self.user_ids.mapped("name"))),
            ],
        )

    def _get_prose(self, title, name):
        text = self[name]
        return None if is_html_empty(text) else Prose(title, html_sanitize(text, strip_style=True, strip_classes=True))

    def _get_needs_table(self):
        _ = self.env._
        kinds = dict(self.need_line_ids._fields["kind"]._description_selection(self.env))
        return Table(
            _("Needs"),
            [
                (_("What they need"), "start"),
                (_("Kind"), "start"),
                (_("Service line"), "start"),
                (_("When it comes up"), "whole"),
            ],
            [
                (line.name, kinds[line.kind], line.service_line_id.name or "", self._get_day(line.date_due))
                for line in self.need_line_ids
            ],
        )

    def _get_steps_table(self):
        _ = self.env._
        return Table(
            _("Next steps"),
            [(_("Before"), "whole"), (_("What is to be done"), "start"), (_("Who does it"), "start")],
            [(self._get_day(step.date_deadline), step.name, step.user_id.name) for step in self.step_ids],
        )

    def _get_day(self, day):
        return self.env["ir.qweb.field.date"].value_to_html(day, {}) if day else ""
