import hashlib
import json

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, is_html_empty

#: What of the action itself is under the seal.
ACTION_COLUMNS = (
    *("id", "name", "channel", "campaign_id", "company_id", "date_planned", "subject", "body", "script", "strategy"),
    *("cost", "lessons", "mistakes", "approved_on", "launched_on", "done_on"),
)
#: What of each recipient and response: never the contact or lead that it points to, which may be merged or erased.
ROW_COLUMNS = {
    "recipient": (
        *("id", "number", "name", "company_name", "nif_key", "function", "street", "zip", "city", "state_name"),
        *("email", "phone", "values", "included", "reason", "reason_text", "basis", "evidence", "state", "sent_on"),
        "reached",
    ),
    "response": ("id", "recipient_id", "kind", "source", "channel", "date", "text", "next_date"),
}
TABLES = {"recipient": "despacho_action_recipient", "response": "despacho_response"}
MODELS = {"recipient": "despacho.action.recipient", "response": "despacho.response"}


class DespachoAction(models.Model):
    """The seal: one hash over the action, its documents, its recipients and its responses, with the date.

    Every recipient and response has a hash of its own (``despacho.dossier.row``), salted; the seal is over these, so
    that erasing the data of one person breaks nothing (``despacho_action_erase.py``).
    """

    _inherit = "despacho.action"

    sealed_on = fields.Datetime(string="Sealed on", readonly=True, copy=False)
    sealed_by = fields.Many2one("res.users", string="Sealed by", readonly=True, copy=False, ondelete="set null")
    seal_hash = fields.Char(string="Seal (SHA-256)", readonly=True, copy=False)
    seal_manifest = fields.Text(readonly=True, copy=False, groups="despacho_crm.group_user")

    def action_seal(self):
        """Ask for the lessons and the mistakes, then seal."""
        self.ensure_one()
        self._check_may_launch()
        self._check_may_seal()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Seal the dossier"),
            "res_model": "despacho.dossier.seal",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_action_id": self.id},
        }

    def _check_may_seal(self):
        self.ensure_one()
        self._check_from("done", "cancelled")
        if self.to_classify_count:
            raise UserError(
                self.env._(
                    "%(count)s responses of «%(action)s» are still to be classified: say first what they mean, "
                    "in «Responses».",
                    count=self.to_classify_count,
                    action=self.name,
                )
            )
        open_ones = self.interview_ids.filtered(lambda interview: interview.state == "draft")
        if open_ones:
            raise UserError(
                self.env._(
                    "The minutes of «%(interview)s» are still being written: close or delete them first, in "
                    "«Interviews».",
                    interview=open_ones[0].name,
                )
            )

    def _seal(self):
        """Close the dossier for good."""
        self.ensure_one()
        self._check_may_launch()
        self.flush_recordset()
        self.lock_for_update()
        self.invalidate_recordset()
        self._check_may_seal()
        for name in ("lessons", "mistakes"):
            if is_html_empty(self[name]):
                raise UserError(
                    self.env._(
                        "Write the lessons and the mistakes of «%(action)s» before sealing it, even if it is "
                        "«none»: they are read before the next action for this service.",
                        action=self.name,
                    )
                )
        self._seal_prepare()
        self._make_documents()
        # sudo: only this writes the hashes
        for document in self.sudo().dossier_document_ids:
            document.sealed_sha256 = document.sha256
        self._seal_rows()
        now = fields.Datetime.now()
        manifest = self._get_manifest(now)
        text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
        self._set_state(
            "sealed",
            sealed_on=now,
            sealed_by=self.env.uid,
            seal_manifest=text,
            seal_hash=hashlib.sha256(text.encode()).hexdigest(),
        )
        self.message_post(
            body=self.env._("The dossier is sealed. Seal: %(seal)s", seal=self.seal_hash), subtype_xmlid="mail.mt_note"
        )

    def _seal_prepare(self):
        """What a channel does before its action is sealed for good."""
        # A joining that is taken back later gives contacts back, and no longer what became of their rows.
        rows = self.env["despacho.action.recipient"]
        self.env.execute_query(
            SQL(
                """
                DELETE FROM despacho_merge_line line USING despacho_action_recipient item
                 WHERE line.kind = 'value' AND line.table_name = %s AND line.column_name IN ('state', 'reason')
                   AND line.res_id = item.id AND item.action_id = %s RETURNING line.id
                """,
                rows._table,
                self.id,
            )
        )
        self.env["despacho.merge.line"].invalidate_model()

    # Hashes

    def _get_manifest(self, moment):
        """Return what the seal is over, as plain data in one order."""
        self.ensure_one()
        rows = {kind: self._get_rows_digest(kind) for kind in TABLES}
        return {
            "version": 1,
            "action": {"columns": list(ACTION_COLUMNS), "sha256": self._get_action_digest(ACTION_COLUMNS)},
            "rows": {
                kind: {"columns": list(ROW_COLUMNS[kind]), "count": count, "sha256": digest}
                for kind, (count, digest) in rows.items()
            },
            "documents": [
                {"id": document.id, "kind": document.kind, "sha256": document.sealed_sha256}
                # sudo: the seal is over the whole dossier
                for document in self.sudo().dossier_document_ids.sorted("id")
            ],
            "sealed_on": fields.Datetime.to_string(moment),
            "sealed_by": self.env.uid,
        }

    def _get_action_digest(self, columns):
        self.flush_recordset()
        [(digest,)] = self.env.execute_query(
            SQL(
                "SELECT %s FROM despacho_action item WHERE id = %s",
                self._digest_sql(columns, SQL("''")),
                self.id,
            )
        )
        return digest

    def _digest_sql(self, columns, salt):
        """Return the SQL of the hash of the ``columns`` of ``item``."""
        pairs = SQL(", ").join(SQL("%s::text, %s", name, SQL.identifier("item", name)) for name in columns)
        return SQL("ENCODE(SHA256(CONVERT_TO(%s || JSONB_BUILD_OBJECT(%s)::text, 'UTF8')), 'hex')", salt, pairs)

    def _seal_rows(self):
        """Note the hash of every recipient and response, in one statement each."""
        for kind, table in TABLES.items():
            self.env[MODELS[kind]].flush_model()
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO despacho_dossier_row (action_id, kind, row_id, salt, digest)
                    SELECT item.action_id, %(kind)s, item.id, salted.salt, %(digest)s
                      FROM %(table)s item
                      JOIN LATERAL (SELECT GEN_RANDOM_UUID()::text AS salt WHERE item.id IS NOT NULL) salted ON TRUE
                     WHERE item.action_id = %(action)s ORDER BY item.id
                    """,
                    kind=kind,
                    digest=self._digest_sql(ROW_COLUMNS[kind], SQL("salted.salt")),
                    table=SQL.identifier(table),
                    action=self.id,
                )
            )
        self.env["despacho.dossier.row"].invalidate_model()

    def _get_rows_digest(self, kind):
        """Return (how many, the hash of all their hashes) of the rows of a kind."""
        [(count, digest)] = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*), ENCODE(SHA256(CONVERT_TO(
                       COALESCE(STRING_AGG(digest, '' ORDER BY row_id), ''), 'UTF8')), 'hex')
                  FROM despacho_dossier_row WHERE action_id = %s AND kind = %s
                """,
                self.id,
                kind,
            )
        )
        return count, digest
