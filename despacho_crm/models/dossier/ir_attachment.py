from odoo import models

from .sealed import check_not_sealed

#: What belongs to an action or to the minutes of an interview may be in a sealed dossier.
_OWNERS = ("despacho.action", "despacho.dossier.document", "despacho.interview")
#: What makes a file another one, or takes it elsewhere.
_CONTENT = frozenset(
    {
        *("datas", "raw", "db_datas", "store_fname", "checksum", "file_size", "name", "mimetype", "type", "url"),
        *("res_model", "res_id", "res_field", "public", "company_id"),
    }
)


class IrAttachment(models.Model):
    """The files of a sealed dossier stay as they are, whoever asks and from wherever."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if not _CONTENT.isdisjoint(vals):
            check_not_sealed(self._dossier_documents().action_id)
        return super().write(vals)

    def unlink(self):
        documents = self._dossier_documents()
        check_not_sealed(documents.action_id)
        # Of a dossier that is still open its document goes with the file.
        sealed = documents.filtered(lambda document: document.action_id.state == "sealed")
        (documents - sealed).unlink()
        # Only erasing comes here: the document is made anew without whoever went.
        sealed.attachment_id = False
        return super().unlink()

    def _dossier_documents(self):
        """Return the documents of dossiers that these files are."""
        # sudo: whose they are is asked of every file, also by those who see no dossier
        owned = self.sudo().filtered(lambda attachment: attachment.res_model in _OWNERS)
        documents = self.env["despacho.dossier.document"].sudo()  # sudo: as above
        return documents.search([("attachment_id", "in", owned.ids)]) if owned else documents
