from odoo import models
from odoo.tools import SQL

from .despacho_action_facts import ADDRESS


class DespachoAction(models.Model):
    """What is only seen once all the rows are there: who would be addressed twice, and who said no meanwhile."""

    _inherit = "despacho.action"

    def _leave_out_twice(self):
        """Of the rows for one contact, or for one address, the first one stays.

        Whoever was chosen as such goes before whoever was found in a company, and then the company needs nobody else.
        """
        self.ensure_one()
        address = {"email": "email_normalized", "phone": "phone_sanitized"}.get(ADDRESS[self.channel])
        self._leave_out_same(SQL("commercial_partner_id"), SQL("addressed IS DISTINCT FROM 'itself'"))
        self._leave_out_same(SQL("partner_id"))
        if address:
            self._leave_out_same(SQL.identifier(address))

    def _leave_out_same(self, key, among=None):
        """Leave out those ``among`` the rows that share ``key`` with one that goes before."""
        self.env.cr.execute(
            SQL(
                """
                WITH placed AS (
                    SELECT id, FIRST_VALUE(number) OVER same AS first, number, %(among)s AS may_go
                      FROM despacho_action_recipient
                     WHERE action_id = %(action)s AND included AND %(key)s IS NOT NULL
                    WINDOW same AS (PARTITION BY %(key)s ORDER BY (addressed = 'itself') DESC NULLS LAST, number)
                )
                UPDATE despacho_action_recipient item
                   SET included = FALSE, state = 'excluded', reason = 'duplicate', basis = NULL, evidence = NULL,
                       reason_text = REPLACE(%(text)s, '#', placed.first::text)
                  FROM placed WHERE placed.id = item.id AND placed.number <> placed.first AND placed.may_go
                """,
                action=self.id,
                key=key,
                among=among or SQL("TRUE"),
                text=self.env._("It is no. %(number)s of the action.", number="#"),
            )
        )

    def _leave_out_opposed(self):
        """Leave out whose address was put, while the others were being prepared, on the list of who said no."""
        self.ensure_one()
        kind = ADDRESS[self.channel]
        if kind == "street":
            return
        for model in ("mail.blacklist", "phone.blacklist"):
            self.env[model].flush_model()
        no = {
            "email": SQL("email_normalized IN (SELECT email FROM mail_blacklist WHERE active)"),
            "phone": SQL("phone_sanitized IN (SELECT number FROM phone_blacklist WHERE active)"),
        }[kind]
        self.env.cr.execute(
            SQL(
                """
                UPDATE despacho_action_recipient
                   SET included = FALSE, state = 'excluded', reason = 'opposed', basis = NULL, evidence = NULL
                 WHERE action_id = %s AND included AND %s
                """,
                self.id,
                no,
            )
        )
