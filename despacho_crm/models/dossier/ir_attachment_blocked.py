from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .despacho_action_blocked import REDACTED


class IrAttachment(models.Model):
    """A rule hides the files that name somebody whose data are blocked: see ``despacho_action_blocked.py``."""

    _inherit = "ir.attachment"

    names_blocked = fields.Boolean(
        compute="_compute_names_blocked",
        search="_search_names_blocked",
        compute_sudo=True,
        export_string_translation=False,
    )

    def _compute_names_blocked(self):
        owned = self.filtered(lambda file: file.res_model in self._get_naming_models())
        rows = self.env.execute_query(self._naming_blocked_sql()) if owned else ()
        found = {file_id for (file_id,) in rows}
        for file in self:
            file.names_blocked = file.id in found

    @api.model
    def _get_naming_models(self):
        """Return of which models are the files that may name somebody whose data are blocked."""
        return ("despacho.action", "despacho.dossier.document", "despacho.interview")

    @api.model
    def _search_names_blocked(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in" if True in value else "not in", SQL("(%s)", self._naming_blocked_sql()))

    @api.model
    def _naming_blocked_sql(self):
        """Return the ids of the files of actions and interviews that name somebody whose data are blocked."""
        for model in ("despacho.action.copy", "despacho.dossier.document"):
            self.env[model].flush_model(["attachment_id", "action_id"])
        self.env["despacho.interview"].flush_model(["attachment_id", "partner_id", "lead_id", "contact_ids"])
        actions = self.env["despacho.action"]._naming_blocked_sql()
        return SQL(
            """
            SELECT attachment_id FROM despacho_action_copy
             WHERE attachment_id IS NOT NULL AND action_id IN (%(actions)s)
             UNION
            SELECT attachment_id FROM despacho_dossier_document
             WHERE attachment_id IS NOT NULL AND kind = ANY(%(kinds)s) AND action_id IN (%(actions)s)
             UNION
            SELECT item.attachment_id FROM despacho_interview item
              JOIN res_partner person ON person.id = item.partner_id
             WHERE item.attachment_id IS NOT NULL AND person.privacy_blocked IS TRUE
             UNION
            SELECT item.attachment_id FROM despacho_interview item JOIN crm_lead person ON person.id = item.lead_id
             WHERE item.attachment_id IS NOT NULL AND person.privacy_blocked IS TRUE
             UNION
            SELECT item.attachment_id FROM despacho_interview item
              JOIN despacho_interview_contact_rel there ON there.interview_id = item.id
              JOIN res_partner person ON person.id = there.partner_id
             WHERE item.attachment_id IS NOT NULL AND person.privacy_blocked IS TRUE
            """,
            actions=actions,
            kinds=list(REDACTED),
        )
