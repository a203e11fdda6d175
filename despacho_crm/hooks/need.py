"""What is the firm's stays when the addon goes: its service lines, and what it knows of others."""

from odoo.tools import SQL

#: Deleting the common category would take the lines below it away; the type of activity is in the log.
_KEPT = ("product_category_services", "mail_activity_type_information")


def leave(env):
    env["mail.activity"].with_context(active_test=False).search([("res_model", "=", "despacho.need")]).unlink()
    env.cr.execute(SQL("UPDATE mail_activity SET subject_id = NULL WHERE subject_id IS NOT NULL"))
    env.cr.execute(SQL("DELETE FROM ir_model_data WHERE module = 'despacho_crm' AND name IN %s", _KEPT))
    env.invalidate_all()
