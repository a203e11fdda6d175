from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .despacho_dossier_document import MADE

#: The files of an action that name people, and are made anew without some of them for whoever may not see these.
REDACTED = (*MADE, "approved")
#: What of an action is of somebody.
_OF_PEOPLE = ("despacho_action_recipient", "despacho_response", "despacho_interview")
#: By which of their columns.
PEOPLE = {"partner_id": "res_partner", "lead_id": "crm_lead"}
#: And of whom an address is all there is, neither contact nor lead.
_LISTED = {
    "despacho.action.recipient": Domain("privacy_blocked", "!=", True),
    "despacho.response": Domain("recipient_id", "not any", [("privacy_blocked", "=", True)]),
}


def not_blocked(model):
    """Return the rows of ``model``, one of those that are of people, of whom nobody is blocked."""
    of_contacts = Domain.AND(Domain(column, "not any", [("privacy_blocked", "=", True)]) for column in PEOPLE)
    return of_contacts & _LISTED.get(model, Domain.TRUE)


class DespachoAction(models.Model):
    """Files that were kept before a person was blocked go on naming them: only data protection sees these as they are.

    Others download them made anew, without whom they may not see. The files that are kept stay as they were, so that
    their hashes and the seal go on being proved to everybody; when the data are destroyed, they are made anew for good.
    """

    _inherit = "despacho.action"

    @api.model
    def _naming_blocked_sql(self):
        """Return the ids of the actions one of whose files names somebody whose data are blocked."""
        of_contacts = (
            SQL(
                """
                SELECT item.action_id FROM %s item JOIN %s person ON person.id = %s
                 WHERE person.privacy_blocked IS TRUE
                """,
                SQL.identifier(table),
                SQL.identifier(people),
                SQL.identifier("item", column),
            )
            for table in _OF_PEOPLE
            for column, people in PEOPLE.items()
        )
        listed = SQL("SELECT action_id FROM despacho_action_recipient WHERE privacy_blocked IS TRUE")
        return SQL(" UNION ").join((listed, *of_contacts))

    def _shown_domain(self, model):
        """Return of which people rows of ``model`` go in what is made now: all, save for whoever may not see those
        blocked.
        """
        if not self.env.context.get("without_blocked"):
            return Domain.TRUE
        return not_blocked(model)

    def _copy_shown_sql(self):
        if not self.env.context.get("without_blocked"):
            return super()._copy_shown_sql()
        return SQL(
            """
            NOT EXISTS (SELECT FROM res_partner person WHERE person.id = partner_id AND person.privacy_blocked)
            AND NOT EXISTS (SELECT FROM crm_lead person WHERE person.id = lead_id AND person.privacy_blocked)
            AND privacy_blocked IS NOT TRUE
            """
        )

    def _get_redacted(self, kind):
        """Return (name of the file, its type, its content) of a document without those whose data are blocked."""
        self.ensure_one()
        # sudo: the document is whole but for them, whoever downloads it
        action = self.sudo().with_context(without_blocked=True)
        if kind == "approved":
            copy = action.copy_ids[:1].attachment_id
            name, mimetype, content = copy.name, copy.mimetype, action._copy_file()
        else:
            name, mimetype, content = action._make_document(kind)
        stem, dot, kind_of_file = name.rpartition(".")
        name = self.env._("%(document)s (without blocked persons)", document=stem)
        return f"{name}{dot}{kind_of_file}", mimetype, content

    def _download_redacted(self, kind):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/despacho/dossier/{self.id}/{kind}", "target": "download"}


class DespachoActionCopy(models.Model):
    """The list that was frozen."""

    _inherit = "despacho.action.copy"

    def action_download(self):
        action = super().action_download()
        return action if self.attachment_id.has_access("read") else self.action_id._download_redacted("approved")


class DespachoDossierDocument(models.Model):
    """A document of the dossier."""

    _inherit = "despacho.dossier.document"

    def action_download(self):
        action = super().action_download()
        if self.kind in REDACTED and not self.attachment_id.has_access("read"):
            return self.action_id._download_redacted(self.kind)
        if self.interview_id and not self.attachment_id.has_access("read"):
            return self.interview_id._download_redacted()
        return action
