"""What was planned and done before is part of the log, and it stays when the addon goes."""

from odoo.tools import SQL

#: Activities are of these types: they are in the log.
_KEPT = ("mail_activity_type_visit", "mail_activity_type_contact")
#: (document, its table, its contact, its lead): as the fields of the activity say it one by one.
_DOCUMENTS = (
    ("res.partner", SQL("res_partner"), SQL("document.id"), SQL("NULL::int4")),
    ("crm.lead", SQL("crm_lead"), SQL("document.partner_id"), SQL("document.id")),
    ("sale.order", SQL("sale_order"), SQL("document.partner_id"), SQL("NULL::int4")),
    ("account.move", SQL("account_move"), SQL("document.partner_id"), SQL("NULL::int4")),
)


def prepare(env):
    """Say whom the activities are about in set SQL. Of what was done before, nobody knows the hour."""
    cr = env.cr
    cr.execute(
        SQL(
            """
            ALTER TABLE mail_activity
                ADD COLUMN IF NOT EXISTS done_at timestamp,
                ADD COLUMN IF NOT EXISTS lead_id int4,
                ADD COLUMN IF NOT EXISTS contact_id int4,
                ADD COLUMN IF NOT EXISTS partner_id int4,
                ADD COLUMN IF NOT EXISTS channel varchar
            """
        )
    )
    for model, table, contact, lead in _DOCUMENTS:
        cr.execute(
            SQL(
                """
                UPDATE mail_activity activity
                   SET lead_id = %(lead)s, contact_id = contact.id, partner_id = contact.commercial_partner_id
                  FROM %(table)s document LEFT JOIN res_partner contact ON contact.id = %(contact)s
                 WHERE activity.res_model = %(model)s AND activity.res_id = document.id
                """,
                lead=lead,
                table=table,
                contact=contact,
                model=model,
            )
        )
    env.invalidate_all()


def leave(env):
    env.cr.execute(SQL("DELETE FROM ir_model_data WHERE module = 'despacho_crm' AND name IN %s", _KEPT))
    env.invalidate_all()
