from odoo import api, models
from odoo.tools import SQL

from ..dossier.despacho_action_blocked import PEOPLE


class IrAttachment(models.Model):
    """The letters and labels of a bundle name whom they are for: see ``../dossier/ir_attachment_blocked.py``."""

    _inherit = "ir.attachment"

    @api.model
    def _get_naming_models(self):
        return (*super()._get_naming_models(), "despacho.post.run")

    @api.model
    def _naming_blocked_sql(self):
        self.env["despacho.post.run"].flush_model(["letter_attachment_id", "label_attachment_id"])
        self.env["despacho.action.recipient"].flush_model(["post_run_id"])
        of_letters = (
            SQL(
                """
                SELECT run.%s FROM despacho_post_run run
                  JOIN despacho_action_recipient item ON item.post_run_id = run.id
                  JOIN %s person ON person.id = %s
                 WHERE person.privacy_blocked IS TRUE AND run.%s IS NOT NULL
                """,
                SQL.identifier(file),
                SQL.identifier(people),
                SQL.identifier("item", column),
                SQL.identifier(file),
            )
            for file in ("letter_attachment_id", "label_attachment_id")
            for column, people in PEOPLE.items()
        )
        listed = (
            SQL(
                """
                SELECT run.%s FROM despacho_post_run run
                  JOIN despacho_action_recipient item ON item.post_run_id = run.id
                 WHERE item.privacy_blocked IS TRUE AND run.%s IS NOT NULL
                """,
                SQL.identifier(file),
                SQL.identifier(file),
            )
            for file in ("letter_attachment_id", "label_attachment_id")
        )
        return SQL(" UNION ").join((super()._naming_blocked_sql(), *of_letters, *listed))
