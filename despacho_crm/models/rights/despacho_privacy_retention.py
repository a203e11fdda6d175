from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class DespachoPrivacyRetention(models.Model):
    """For how long the firm keeps the data of whom: what nobody needs any more is blocked, and later destroyed.

    Nothing goes by itself: each month the rules that find somebody make a review, and a person applies it.
    """

    _name = "despacho.privacy.retention"
    _description = "Retention Rule"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    what = fields.Selection(
        [
            ("prospect", "Persons who never became clients"),
            ("lead", "Leads that were closed and have no contact"),
            ("former", "Persons who were clients"),
        ],
        string="Of whom",
        required=True,
    )
    months = fields.Integer(
        string="Months kept", required=True, default=24, help="Since they were last heard of, or last invoiced."
    )
    note = fields.Text(string="Why this long", help="The reason of the firm, for its register of activities.")
    run_ids = fields.One2many("despacho.privacy.retention.run", "rule_id", string="Reviews")
    reached_count = fields.Integer(string="Would go today", compute="_compute_reached_count")

    _months_positive = models.Constraint("CHECK (months >= 1)", "Say for how many months it is kept: one at least.")

    @api.depends("what", "months", "company_id")
    def _compute_reached_count(self):
        for rule in self:
            rule.reached_count = len(rule._find()) if rule.company_id and rule.what else 0

    def _get_before(self):
        """Return the day before which nobody may have been heard of."""
        self.ensure_one()
        return fields.Date.subtract(fields.Date.context_today(self), months=max(self.months, 1))

    def action_preview(self):
        """Make the list of those who would go, for a person to look at; nothing is touched."""
        self.ensure_one()
        self.env["despacho.privacy.block"]._check_right()
        run = self._preview()
        if not run:
            raise UserError(
                self.env._("«%(rule)s» finds nobody today: all were heard of in these months.", rule=self.name)
            )
        return run.action_open()

    def _preview(self):
        """Return the review of today of the rule, made anew; empty when nobody would go."""
        runs = self.env["despacho.privacy.retention.run"].sudo()  # sudo: the review writes itself
        runs.search([("rule_id", "=", self.id), ("state", "=", "preview")])._cancel()
        found = self._find()
        if not found:
            return runs.browse()
        field = "lead_id" if self.what == "lead" else "partner_id"
        run = runs.create(
            {
                "rule_id": self.id,
                "before": self._get_before(),
                "line_ids": [fields.Command.create({field: number, "last_on": day}) for number, day in found],
            }
        )
        # sudo(False): whoever looks at it goes on with their own rights
        return run.sudo(False)

    def _find(self):
        """Return [(id, day on which they were last heard of)] of those who would go, the oldest first."""
        self.ensure_one()
        self.env.flush_all()
        query = self._find_leads_sql() if self.what == "lead" else self._find_partners_sql()
        return self.env.execute_query(
            SQL(
                "SELECT id, GREATEST(born, heard) FROM (%(query)s) found WHERE GREATEST(born, heard) < %(before)s "
                "ORDER BY GREATEST(born, heard), id",
                query=query,
                before=self._get_before(),
            )
        )

    def _find_partners_sql(self):
        """Natural persons, with their own NIF or of no company, of whom nothing was heard, sold or invoiced."""
        lifecycle = ("former",) if self.what == "former" else ("prospect", "lead")
        return SQL(
            """
            SELECT partner.id, partner.create_date::date AS born, GREATEST(
                       partner.last_contact_date, partner.last_invoice_date,
                       (SELECT MAX(activity.date_done) FROM mail_activity activity
                         WHERE activity.partner_id = partner.id),
                       (SELECT MAX(lead.create_date)::date FROM crm_lead lead WHERE lead.partner_id = partner.id),
                       (SELECT MAX(response.date)::date FROM despacho_response response
                         WHERE response.partner_id = partner.id)
                   ) AS heard
              FROM res_partner partner
             WHERE partner.active AND partner.privacy_blocked IS NOT TRUE AND partner.merged_into_id IS NULL
               AND partner.parent_id IS NULL AND (partner.is_company IS NOT TRUE OR partner.nif_key ~ '^[0-9XYZKLM]')
               AND partner.lifecycle = ANY(%(lifecycle)s) AND partner.name > ''
               AND (partner.company_id = %(company)s OR partner.company_id IS NULL)
               AND NOT EXISTS (SELECT FROM res_users WHERE res_users.partner_id = partner.id)
               AND NOT EXISTS (SELECT FROM res_company WHERE res_company.partner_id = partner.id)
               AND NOT EXISTS (SELECT FROM crm_lead lead WHERE lead.partner_id = partner.id AND lead.active
                                  AND lead.won_status = 'pending')
               AND NOT EXISTS (SELECT FROM mail_activity activity WHERE activity.partner_id = partner.id
                                  AND activity.active)
            """,
            lifecycle=list(lifecycle),
            company=self.company_id.id,
        )

    def _find_leads_sql(self):
        return SQL(
            """
            SELECT lead.id, lead.create_date::date AS born, GREATEST(
                       lead.date_closed::date, lead.date_last_stage_update::date,
                       (SELECT MAX(activity.date_done) FROM mail_activity activity WHERE activity.lead_id = lead.id)
                   ) AS heard
              FROM crm_lead lead
             WHERE lead.partner_id IS NULL AND lead.won_status = 'lost' AND lead.privacy_blocked IS NOT TRUE
               AND (lead.company_id = %(company)s OR lead.company_id IS NULL)
            """,
            company=self.company_id.id,
        )

    @api.model
    def _cron_review(self):
        """Once a month: make the reviews, and tell those of data protection which wait."""
        for rule in self.search([("active", "=", True)]):
            waiting = rule.run_ids.filtered(lambda run: run.state == "preview")
            if waiting or not (run := rule._preview()):
                continue
            person = rule.company_id._privacy_person()
            if person:
                run.sudo().activity_schedule(  # sudo: the job tells
                    "mail.mail_activity_data_todo",
                    user_id=person.id,
                    summary=self.env._("Look at who would be blocked: %(count)s persons", count=len(run.line_ids)),
                )
            self.env["ir.cron"]._commit_progress(1)
