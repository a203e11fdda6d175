import base64

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .despacho_dossier_document import MADE
from .sealed import check_not_sealed

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What may go on changing on a sealed action: the talk about it, and whether it is shown.
_LOOSE = frozenset({"active", "message_main_attachment_id"})
_LOOSE_PREFIXES = ("message_", "activity_", "website_message_")


class DespachoAction(models.Model):
    """The dossier of an action: what was done, to whom, what they answered, what was spoken; sealed at the end."""

    _inherit = "despacho.action"

    dossier_document_ids = fields.One2many(
        "despacho.dossier.document", "action_id", string="Dossier", readonly=True, copy=False
    )
    dossier_count = fields.Integer(string="Documents", compute="_compute_dossier_count")

    def _compute_dossier_count(self):
        found = self.env["despacho.dossier.document"]._read_group(
            [("action_id", "in", self.ids)], ["action_id"], ["__count"]
        )
        counts = {action.id: count for action, count in found}
        for action in self:
            action.dossier_count = counts.get(action._origin.id, 0)

    # Guards

    def write(self, vals):
        loose = all(name in _LOOSE or name.startswith(_LOOSE_PREFIXES) for name in vals)
        if not loose:
            check_not_sealed(self)
        return super().write(vals)

    def unlink(self):
        check_not_sealed(self, erasing_allowed=False)
        return super().unlink()

    def _get_sealed_day(self):
        self.ensure_one()
        return format_date(self.env, self.sealed_on and fields.Datetime.context_timestamp(self, self.sealed_on).date())

    # Documents

    def action_make_documents(self):
        """Make the documents of the dossier as everything is now."""
        for action in self:
            action.check_access("write")
            check_not_sealed(action)
            if action.state in ("draft", "freezing"):
                raise UserError(
                    self.env._(
                        "«%(action)s» is not approved: its documents say to whom it goes, and nobody knows yet.",
                        action=action.name,
                    )
                )
            action._make_documents()
        return True

    def _make_documents(self):
        """Make documents 1 to 3, and gather the interviews and whatever else was attached to the action."""
        self.ensure_one()
        for kind in MADE:
            self._keep_document(kind, *self._make_document(kind))
        self._gather_interviews()
        self._gather_attachments()

    def _make_document(self, kind):
        """Return (name of the file, its type, its content) of a document that is made by code."""
        self.ensure_one()
        make = {
            "action": self._make_action_paper,
            "list": self._make_list_file,
            "responses": self._make_responses_paper,
            "responses_file": self._make_responses_file,
        }[kind]
        return make()

    def _keep_document(self, kind, name, mimetype, content):
        """Keep a document with the action, in place of the one of its kind that there was."""
        self.ensure_one()
        # sudo: the documents of an action are written by the steps of its screen only
        action = self.sudo()
        document = action.dossier_document_ids.filtered(lambda document: document.kind == kind)[:1]
        document = document or document.create({"action_id": self.id, "kind": kind, "name": name})
        values = {"name": name, "datas": base64.b64encode(content), "mimetype": mimetype}
        attachment = document.attachment_id
        if attachment:
            attachment.write(values)
        else:
            attachment = attachment.create({**values, "res_model": document._name, "res_id": document.id})
        document.name = name
        document._take(attachment)
        return document

    def _gather_interviews(self):
        """Have the minutes of the interviews that came from the action in its dossier."""
        # sudo: as in ``_keep_document``
        action = self.sudo()
        # Whoever seals may have read them before without those of whose data are blocked.
        action.invalidate_recordset(["interview_ids", "dossier_document_ids"])
        known = {document.interview_id: document for document in action.dossier_document_ids if document.interview_id}
        for interview in action.interview_ids.filtered(lambda interview: interview.state == "done"):
            attachment = interview.attachment_id or interview._make_paper()
            document = known.get(interview) or action.env["despacho.dossier.document"].create(
                {"action_id": action.id, "kind": "interview", "name": attachment.name, "interview_id": interview.id}
            )
            document._take(attachment)

    def _gather_attachments(self):
        """Take whatever was attached to the action into its dossier."""
        # sudo: as in ``_keep_document``
        action = self.sudo()
        known = action.dossier_document_ids.attachment_id
        attachments = action.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("res_field", "=", False),
                ("type", "=", "binary"),
            ]
        )
        for attachment in attachments - known:
            kind = "approved" if attachment in self._get_list_attachments() else "other"
            values = {"action_id": action.id, "kind": kind, "name": attachment.name}
            document = action.env["despacho.dossier.document"].create(values)
            document._take(attachment)
        for document in action.dossier_document_ids.filtered(lambda document: document.kind in ("approved", "other")):
            document._take(document.attachment_id)

    def _get_list_attachments(self):
        """Return the files that froze the list of recipients."""
        return self.sudo().copy_ids.attachment_id  # sudo: the copies are the program's
