import json
import logging

from odoo import api, fields, models
from odoo.tools import SQL

from .despacho_action_seal import MODELS
from .despacho_dossier_document import MADE
from .sealed import ERASING

_logger = logging.getLogger(__name__)


class DespachoAction(models.Model):
    """What erasing the data of a person does to sealed dossiers.

    The rows of whoever is erased lose their salt: their hash stays under the seal and no longer says of whom it was.
    The documents that name people are made anew without them, at once for small actions and by a job for large ones.
    """

    _inherit = "despacho.action"

    dossier_to_rewrite = fields.Char(readonly=True, copy=False, index="btree_not_null")

    @api.model
    def _dossiers_erase(self, kind, ids):
        """Let go of the hashes of the recipients or responses ``ids``, whose data were erased."""
        self.env.execute_query(
            SQL(
                """
                UPDATE despacho_dossier_row SET salt = NULL, erased_on = CURRENT_DATE
                 WHERE kind = %s AND salt IS NOT NULL AND row_id = ANY(%s)
                RETURNING id
                """,
                kind,
                ids,
            )
        )
        actions = self.env[MODELS[kind]].browse(ids).sudo().action_id  # sudo: whoever erases does not see the actions
        self._dossiers_rewrite(actions, self.env._("Data of a person were erased"))

    @api.model
    def _dossiers_rewrite(self, actions, why):
        """Have the documents of these actions, sealed or not yet, made anew by the job."""
        # sudo: the law is above who may see what
        made = actions.sudo().filtered("dossier_document_ids")
        if made:
            made.with_context(despacho_erasing=ERASING).dossier_to_rewrite = why
            self.env.ref("despacho_crm.ir_cron_dossier_rewrite")._trigger()

    @api.model
    def _cron_rewrite_dossiers(self):
        """Make anew the documents of which somebody's data have gone, an action at a time."""
        waiting = self.search([("dossier_to_rewrite", "!=", False)], order="id")
        progress = self.env["ir.cron"]
        progress._commit_progress(remaining=len(waiting))
        for action in waiting:
            try:
                action._rewrite_dossier()
            except Exception:
                # It waits for the next time, and keeps no other one waiting.
                self.env.cr.rollback()
                _logger.warning("The dossier of action %s could not be made anew", action.id, exc_info=True)
            if not progress._commit_progress(1):
                break

    def _rewrite_dossier(self):
        """Make the documents that name people without those who are erased; note when and why."""
        self.ensure_one()
        # sudo and ERASING: the one change that a sealed dossier takes
        action = self.sudo().with_context(despacho_erasing=ERASING)
        note = {"rewritten_on": fields.Datetime.now(), "rewritten_why": action.dossier_to_rewrite}
        for document in action.dossier_document_ids:
            before = document.sha256
            # Document 1 names nobody but whom the interviews were with.
            if document.kind in MADE and (document.kind != "action" or action.interview_ids.filtered("erased")):
                action._keep_document(document.kind, *action._make_document(document.kind))
            elif document.kind == "interview" and document.interview_id.attachment_id:
                document._take(document.interview_id.attachment_id)
                document.name = document.attachment_id.name
            elif document.kind == "approved" and action.copy_ids[:1].attachment_id:
                document._take(action.copy_ids[:1].attachment_id)
            if document.sealed_sha256 and document.sha256 != before:
                document.write(note)
        action.dossier_to_rewrite = False
        if action.state == "sealed":
            action._note_rewritten(note["rewritten_why"])

    def _note_rewritten(self, why):
        """Write down what was made anew, with what the seal knew of it.

        By kind and number: the papers of an interview are called as the person, and this note stays.
        """
        kinds = dict(self.dossier_document_ids._fields["kind"]._description_selection(self.env))
        hashes = {f"{kinds[one.kind]} ({one.id})": one.sealed_sha256 for one in self.dossier_document_ids}
        self.message_post(
            body=self.env._(
                "Documents made anew (%(why)s). The hashes of the day of the seal are kept: %(hashes)s",
                why=why,
                hashes=json.dumps(hashes, ensure_ascii=False),
            ),
            subtype_xmlid="mail.mt_note",
        )
