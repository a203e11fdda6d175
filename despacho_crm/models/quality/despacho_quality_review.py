from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class DespachoQualityReview(models.Model):
    """A record that somebody is to look at this week: opened, corrected, ticked off."""

    _name = "despacho.quality.review"
    _description = "Record to review"
    _order = "state desc, usefulness desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", string="Client or prospect", required=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one("res.users", string="Who reviews it", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", index=True)
    week = fields.Date(string="Week of", required=True, index=True)
    state = fields.Selection(
        [("todo", "To review"), ("done", "Reviewed"), ("skipped", "Left out")],
        default="todo",
        required=True,
        index=True,
    )
    usefulness = fields.Float(readonly=True, aggregator=None)
    score_before = fields.Integer(string="Quality before", readonly=True, aggregator="avg")
    score_after = fields.Integer(string="Quality after", readonly=True, aggregator="avg")
    done_on = fields.Datetime(string="Reviewed on", readonly=True)
    missing = fields.Char(related="partner_id.quality_missing")
    score = fields.Integer(related="partner_id.quality_score")
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    lifecycle = fields.Selection(related="partner_id.lifecycle")

    _open_idx = models.Index("(user_id, week) WHERE state = 'todo'")

    # ------------------------------------------------------------
    # WHAT A PERSON DOES
    # ------------------------------------------------------------

    def action_open(self):
        """Open the sheet to correct it."""
        self.ensure_one()
        return self.partner_id._get_records_action(context={})

    def action_done(self):
        """Note that the records were looked at and are right."""
        self.partner_id.action_quality_checked()
        return True

    def action_skip(self):
        """Leave them for another time."""
        self.filtered(lambda review: review.state == "todo").write(
            {"state": "skipped", "done_on": fields.Datetime.now()}
        )
        return True

    def action_reopen(self):
        """Take back that it was reviewed, or left out."""
        self.write({"state": "todo", "done_on": False, "score_after": 0})
        return True

    @api.model
    def _done_with(self, partners):
        """Tick off the reviews, of whoever they are, of records that somebody has just checked."""
        # sudo: whoever checks a record spares it to the colleague who had it in the list
        reviews = self.sudo().search([("partner_id", "in", partners.ids), ("state", "=", "todo")])
        if not reviews:
            return
        scores = reviews.partner_id._quality_rate()
        for review in reviews:
            score = scores.get(review.partner_id.id, (0, []))[0]
            review.write({"state": "done", "done_on": fields.Datetime.now(), "score_after": score})

    @api.model
    def action_my_review(self):
        """Open the records that the user is to review this week, dealt now if they were not."""
        if not self.search_count([("user_id", "=", self.env.uid), ("week", "=", self._this_week())], limit=1):
            self._deal(self.env.user)
        return self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_quality_my_review")

    # ------------------------------------------------------------
    # THE WEEKLY DOSE
    # ------------------------------------------------------------

    @api.model
    def _this_week(self):
        today = fields.Date.context_today(self)
        return today - timedelta(days=today.weekday())

    @api.model
    def _cron_deal(self):
        """Deal the records of the week to everybody who works with clients."""
        group = self.env.ref("despacho_crm.group_user")
        self._deal(group.all_user_ids.filtered(lambda user: user.active and not user.share))

    @api.model
    def _deal(self, users):
        """Give each of ``users`` the records that are worth most to review, up to their dose of the week.

        Of those whom they look after; to data stewards also of those whom nobody does. What was left of
        earlier weeks counts in the dose.
        """
        if not users:
            return
        # sudo: which records are worth it, and whose, is decided by the firm
        reviews, users = self.sudo(), users.sudo()
        steward = self.env.ref("despacho_crm.group_steward")
        for company in users.company_id:
            mine = users.filtered(lambda user, company=company: user.company_id == company)
            doses = {user.id: company.quality_dose if user.quality_dose < 0 else user.quality_dose for user in mine}
            stewards = mine.filtered(lambda user: user in steward.all_user_ids).ids
            reviews._deal_in(company, doses, stewards)

    @api.model
    def _deal_in(self, company, doses, stewards):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH dose AS (
                    SELECT given.user_id, given.size - COUNT(open.id) AS left_over
                      FROM UNNEST(%(users)s::int[], %(doses)s::int[]) AS given (user_id, size)
                      LEFT JOIN despacho_quality_review open ON open.user_id = given.user_id
                       AND (open.state = 'todo' OR open.week = %(week)s)
                     GROUP BY given.user_id, given.size
                ), worth AS (
                    SELECT record.partner_id, record.score, partner.user_id AS owner_id,
                           record.gap_usefulness * (1 + COALESCE(partner.priority_score, 0) / 100.0)
                           * CASE partner.lifecycle WHEN 'client' THEN 2 WHEN 'lead' THEN 1.5 ELSE 1 END AS usefulness
                      FROM despacho_quality_record record
                      JOIN res_partner partner ON partner.id = record.partner_id
                     WHERE record.gap_usefulness > 0 AND partner.active
                       AND (partner.company_id IS NULL OR partner.company_id = %(company)s)
                       AND (partner.quality_checked_on IS NULL OR partner.quality_checked_on < %(since)s)
                       AND NOT EXISTS (SELECT FROM despacho_quality_review other
                                        WHERE other.partner_id = record.partner_id
                                          AND (other.state = 'todo' OR other.week = %(week)s))
                ), own AS (
                    SELECT worth.*, owner_id AS user_id,
                           ROW_NUMBER() OVER (PARTITION BY owner_id ORDER BY usefulness DESC, partner_id) AS place
                      FROM worth WHERE owner_id = ANY(%(users)s)
                ), taken AS (
                    SELECT own.partner_id, own.user_id, own.score, own.usefulness
                      FROM own JOIN dose ON dose.user_id = own.user_id AND own.place <= dose.left_over
                ), rest AS (
                    SELECT dose.user_id, dose.left_over - COUNT(taken.partner_id) AS left_over,
                           ROW_NUMBER() OVER (ORDER BY dose.user_id) AS turn, COUNT(*) OVER () AS turns
                      FROM dose LEFT JOIN taken ON taken.user_id = dose.user_id
                     WHERE dose.user_id = ANY(%(stewards)s)
                     GROUP BY dose.user_id, dose.left_over
                    HAVING dose.left_over - COUNT(taken.partner_id) > 0
                ), nobody AS (
                    SELECT worth.*, ROW_NUMBER() OVER (ORDER BY usefulness DESC, partner_id) AS place
                      FROM worth WHERE owner_id IS NULL
                ), given AS (
                    SELECT * FROM taken
                     UNION ALL
                    SELECT nobody.partner_id, rest.user_id, nobody.score, nobody.usefulness
                      FROM nobody JOIN rest ON (nobody.place - 1) %% rest.turns = rest.turn - 1
                       AND (nobody.place - 1) / rest.turns < rest.left_over
                )
                INSERT INTO despacho_quality_review
                       (partner_id, user_id, company_id, week, state, usefulness, score_before,
                        create_uid, create_date, write_uid, write_date)
                SELECT partner_id, user_id, %(company)s, %(week)s, 'todo', usefulness, score,
                       %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM given
                """,
                users=list(doses),
                doses=list(doses.values()),
                stewards=list(stewards),
                company=company.id,
                week=self._this_week(),
                since=self.env["despacho.quality.measure"]._recheck_since(),
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.invalidate_model(flush=False)
