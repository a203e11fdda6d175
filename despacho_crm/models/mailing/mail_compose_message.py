from markupsafe import Markup

from odoo import models
from odoo.tools import SQL

from .mailing_mailing import RECIPIENT


class MailComposeMessage(models.TransientModel):
    """What Odoo's composer does with the messages of a commercial action."""

    _inherit = "mail.compose.message"

    def _get_action(self):
        """Return the commercial action whose messages these are."""
        is_of_action = self.composition_mode == "mass_mail" and self.model == RECIPIENT
        # sudo: the job, or whoever launched it, makes them
        return self.sudo().mass_mailing_id.action_id if is_of_action else self.env["despacho.action"]

    def _prepare_mail_values_dynamic(self, res_ids):
        """Put below each message who sends it, on what ground, and the way out: whatever was written above."""
        values = super()._prepare_mail_values_dynamic(res_ids)
        action = self._get_action()
        if action:
            # sudo: as above
            rows = self.env[RECIPIENT].sudo().browse(res_ids)
            feet = action._legal_foot(rows, "email")
            for row in rows:
                body = values[row.id]["body_html"] + feet[row.id]
                values[row.id].update(body=body, body_html=body)
        return values

    # Of a hundred thousand messages, core asks for every batch which addresses of all it has written to already, and
    # which ones of the whole base are blacklisted. Here each batch asks for its own.

    def _get_done_emails(self, mail_values_dict):
        action = self._get_action()
        if not action:
            return super()._get_done_emails(mail_values_dict)
        traces = (
            self.env["mailing.trace"]
            .sudo()  # as above; to whom it went already is not shown
            ._read_group(
                [
                    ("mass_mailing_id", "in", action.mailing_ids.ids),
                    ("email", "in", self._get_batch_emails(mail_values_dict)),
                ],
                ["email"],
            )
        )
        return [email for (email,) in traces]

    def _get_blacklist_record_ids(self, mail_values_dict, recipients_info=None):
        if not self._get_action():
            found = super()._get_blacklist_record_ids(mail_values_dict, recipients_info)
            return found | self._get_opposed_ids(list(mail_values_dict)) if self._is_to_many() else found
        emails = self._get_batch_emails(mail_values_dict)
        # sudo: as above; who is blacklisted is not shown
        blacklisted = set(self.env["mail.blacklist"].sudo().search([("email", "in", emails)]).mapped("email"))
        rows = self.env[RECIPIENT].browse(mail_values_dict)
        return set(rows.filtered(lambda row: row.email_normalized in blacklisted).ids)

    def _is_to_many(self):
        """Tell whether it is a mailing of Odoo's own, or is written to chosen contacts: not a paper that they await."""
        is_mailing = self.mass_mailing_id or self.model in ("res.partner", "crm.lead", "mailing.contact")
        return self.composition_mode == "mass_mail" and self.use_exclusion_list and bool(is_mailing)

    def _get_opposed_ids(self, res_ids):
        """Return those of these records whose person said no to e-mail, whatever address they have by now."""
        model = self.env[self.model]
        columns = {
            "partner_id": "id" if self.model == "res.partner" else "partner_id",
            "lead_id": "id" if self.model == "crm.lead" else "",
            "email": "email_normalized",
        }
        known = {alias: name for alias, name in columns.items() if name in model._fields and model._fields[name].store}
        if not known:
            return set()
        for name in ("res.partner", "despacho.opposition", self.model):
            self.env[name].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                WITH said AS MATERIALIZED (
                    SELECT partner_id, lead_id FROM despacho_opposition
                     WHERE lifted_on IS NULL AND channel = 'email' AND value IS NULL
                ), people AS MATERIALIZED (
                    -- The no of a company is that of its people.
                    SELECT person.id, person.email_normalized
                      FROM said JOIN res_partner person ON person.commercial_partner_id = said.partner_id
                     UNION
                    SELECT person.id, person.email_normalized
                      FROM said JOIN res_partner person ON person.id = said.partner_id
                )
                SELECT record.id
                  FROM (SELECT id, %(partner)s::int AS partner_id, %(lead)s::int AS lead_id, %(email)s::text AS email
                          FROM %(table)s WHERE id = ANY(%(ids)s)) record
                 WHERE record.partner_id IN (SELECT id FROM people)
                    OR record.email IN (SELECT email_normalized FROM people)
                    OR record.lead_id IN (SELECT lead_id FROM said)
                """,
                partner=SQL.identifier(known["partner_id"]) if "partner_id" in known else SQL("NULL"),
                lead=SQL.identifier(known["lead_id"]) if "lead_id" in known else SQL("NULL"),
                email=SQL.identifier(known["email"]) if "email" in known else SQL("NULL"),
                table=SQL.identifier(model._table),
                ids=res_ids,
            )
        )
        return {res_id for (res_id,) in rows}

    def _get_batch_emails(self, mail_values_dict):
        rows = self.env[RECIPIENT].browse(mail_values_dict)
        return [email for email in rows.mapped("email_normalized") if email]

    def _prepare_mail_values(self, res_ids):
        values = super()._prepare_mail_values(res_ids)
        if self._get_action():
            for row_values in values.values():
                # The thread of the row keeps what was sent, without Odoo's remark above it.
                row_values["body"] = Markup(row_values["body_html"] or "") if row_values.get("body") else False
        return values
