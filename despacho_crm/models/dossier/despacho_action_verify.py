import hashlib
import json

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .despacho_action_seal import TABLES


class DespachoAction(models.Model):
    """Whether a sealed dossier is what it was: everything is read again and compared with the seal."""

    _inherit = "despacho.action"

    def action_verify_seal(self):
        """Say whether anything changed since the seal."""
        self.ensure_one()
        self.check_access("read")
        problems, notes = self._verify_seal()
        if problems:
            raise UserError(
                self.env._(
                    "The dossier of «%(action)s» is NOT as it was sealed on %(day)s:\n%(problems)s",
                    action=self.name,
                    day=self._get_sealed_day(),
                    problems="\n".join(f"- {problem}" for problem in problems),
                )
            )
        message = self.env._(
            "Everything is as it was sealed on %(day)s: the action, its documents, its recipients and its responses.",
            day=self._get_sealed_day(),
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.env._("The seal is whole"),
                "message": " ".join((message, *notes)),
                "sticky": True,
            },
        }

    def _verify_seal(self):
        """Return (what is not as it was sealed, what the law had changed since), in sentences."""
        self.ensure_one()
        _ = self.env._
        # sudo: whether it is whole is told of the whole dossier, whoever asks
        action = self.sudo()
        # Whoever asks may have read it before without the minutes of those whose data are blocked.
        action.invalidate_recordset(["dossier_document_ids"])
        if action.state != "sealed" or not action.seal_manifest:
            raise UserError(_("«%(action)s» is not sealed.", action=self.name))
        problems, notes = [], []
        if hashlib.sha256(action.seal_manifest.encode()).hexdigest() != action.seal_hash:
            problems.append(_("The seal itself was changed."))
        manifest = json.loads(action.seal_manifest)
        if action._get_action_digest(manifest["action"]["columns"]) != manifest["action"]["sha256"]:
            problems.append(_("What the action says was changed."))
        problems += action._verify_documents(manifest["documents"])
        for kind in TABLES:
            found, erased = action._verify_rows(kind, manifest["rows"][kind])
            problems += found
            if erased:
                notes.append(
                    _("%(count)s rows no longer say whose they were: data of people were erased.", count=erased)
                )
        rewritten = action.dossier_document_ids.filtered("rewritten_on")
        if rewritten:
            notes.append(
                _(
                    "Made anew since, without whoever had their data erased: %(documents)s.",
                    documents=", ".join(rewritten.mapped("name")),
                )
            )
        return problems, notes

    def _verify_documents(self, sealed):
        _ = self.env._
        problems = []
        documents = {document.id: document for document in self.dossier_document_ids}
        for known in sealed:
            document = documents.pop(known["id"], None)
            if document is None:
                problems.append(_("A document is missing (%(kind)s).", kind=known["kind"]))
                continue
            state = document._check_content()
            if known["sha256"] != document.sealed_sha256 or state == "changed":
                problems.append(_("«%(document)s» was changed.", document=document.name))
            elif state == "missing" and not document.rewritten_on:
                problems.append(_("The file of «%(document)s» is missing.", document=document.name))
        problems += [_("«%(document)s» was added.", document=document.name) for document in documents.values()]
        return problems

    def _verify_rows(self, kind, sealed):
        """Return (problems, how many rows were erased) of the recipients or responses that were sealed."""
        _ = self.env._
        problems = []
        count, digest = self._get_rows_digest(kind)
        if (count, digest) != (sealed["count"], sealed["sha256"]):
            problems.append(_("The list of what was sealed (%(kind)s) was changed.", kind=self._get_kind_label(kind)))
        late = (
            SQL("FALSE")
            if kind == "response"  # what came after the seal is not under it
            else SQL(
                "EXISTS (SELECT FROM despacho_action_recipient new WHERE new.action_id = %s AND NOT EXISTS "
                "(SELECT FROM despacho_dossier_row known WHERE known.kind = 'recipient' AND known.row_id = new.id))",
                self.id,
            )
        )
        [(changed, missing, erased, added)] = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*) FILTER (WHERE item.id IS NOT NULL AND sealed.salt IS NOT NULL
                                          AND sealed.digest <> %(digest)s),
                       COUNT(*) FILTER (WHERE item.id IS NULL),
                       COUNT(*) FILTER (WHERE sealed.salt IS NULL),
                       %(late)s
                  FROM despacho_dossier_row sealed LEFT JOIN %(table)s item ON item.id = sealed.row_id
                 WHERE sealed.action_id = %(action)s AND sealed.kind = %(kind)s
                """,
                digest=self._digest_sql(sealed["columns"], SQL("sealed.salt")),
                late=late,
                table=SQL.identifier(TABLES[kind]),
                action=self.id,
                kind=kind,
            )
        )
        label = self._get_kind_label(kind)
        if changed:
            problems.append(_("%(kind)s: %(count)s were changed.", kind=label, count=changed))
        if missing:
            problems.append(_("%(kind)s: %(count)s are missing.", kind=label, count=missing))
        if added:
            problems.append(_("%(kind)s: some were added.", kind=label))
        return problems, erased

    def _get_kind_label(self, kind):
        return self.env._("Recipients") if kind == "recipient" else self.env._("Responses")
