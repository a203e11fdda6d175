from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ...tools import temperature
from .res_partner import FOLLOWS, GROUP

#: What decided the relation by itself.
CAUSES = [
    ("client", "Signed or was invoiced lately"),
    ("former", "Signed or was invoiced, and not lately"),
    ("lead", "Has or had a lead or an opportunity"),
    ("response", "Showed interest, and has no lead"),
    ("prospect", "Has shown no interest"),
]


class ResPartner(models.Model):
    """Why somebody is prospect, lead, client or former client; and what people decide by hand, remembered."""

    _inherit = "res.partner"

    lifecycle_cause = fields.Selection(CAUSES, string="What the relation follows from", **FOLLOWS)
    lifecycle_manual = fields.Boolean(string="Relation set by hand", **FOLLOWS)
    lifecycle_manual_uid = fields.Many2one("res.users", string="Relation set by", **FOLLOWS)
    lifecycle_manual_on = fields.Datetime(string="Relation set on", **FOLLOWS)
    lifecycle_reason = fields.Char(string="Why that relation", compute="_compute_lifecycle_reason", groups=GROUP)

    @api.depends(
        "lifecycle",
        "lifecycle_cause",
        "lifecycle_manual",
        "lifecycle_manual_uid",
        "lifecycle_manual_on",
        "last_won_date",
        "last_invoice_date",
        "billed_elsewhere_on",
    )
    @api.depends_context("lang", "tz", "uid")
    def _compute_lifecycle_reason(self):
        for partner in self:
            partner.lifecycle_reason = bool(partner.lifecycle) and partner._lifecycle_sentence()

    def _lifecycle_sentence(self):
        """Return why the relation is that one, in the language of the reader."""
        self.ensure_one()
        phrases = {
            "client": self._lifecycle_bought,
            "former": lambda: self.env._("%(last)s, and nothing since then", last=self._lifecycle_bought()),
            "lead": lambda: self.env._("has or had a lead or an opportunity"),
            "response": lambda: self.env._("showed interest, and has no lead yet"),
            "prospect": lambda: self.env._("has shown no interest yet"),
        }
        return self._lifecycle_typed_sentence("lifecycle", phrases[self.lifecycle_cause or "prospect"]())

    def _lifecycle_bought(self):
        won, invoiced, elsewhere = self.last_won_date, self.last_invoice_date, self.billed_elsewhere_on
        if elsewhere and all(elsewhere > day for day in (won, invoiced) if day):
            return self.env._("a client in the invoicing program on %(day)s", day=format_date(self.env, elsewhere))
        if won and (not invoiced or won > invoiced):
            return self.env._("opportunity won on %(day)s", day=format_date(self.env, won))
        if invoiced:
            return self.env._("invoiced on %(day)s", day=format_date(self.env, invoiced))
        return self.env._("invoiced by another company")

    def action_lifecycle_automatic(self):
        """Withdraw what was set by hand: the relation follows from what happens again."""
        return self._lifecycle_back_to_automatic("lifecycle")

    # The steps of the update

    @api.model
    def _lifecycle_sql_causes(self, today):
        """Return what each partner bought, and what its relation follows from."""
        return SQL(
            """
            SELECT target.id, target.related, COALESCE(maturity.level, 0) AS level,
                   target.lifecycle AS lifecycle_before, target.lifecycle_manual,
                   CASE WHEN NOT target.related THEN NULL
                        -- Whoever signed is a client: the invoice comes later.
                        WHEN GREATEST(money.last_invoice_date, earlier.last_day, interest.won_day,
                                      target.billed_elsewhere_on)
                             > %(today)s::date - rules.lifecycle_client_months * INTERVAL '1 month' THEN 'client'
                        WHEN GREATEST(money.last_invoice_date, earlier.last_day, interest.won_day,
                                      target.billed_elsewhere_on)
                             IS NOT NULL THEN 'former'
                        WHEN interest.lead THEN 'lead'
                        WHEN maturity.responded THEN 'response'
                        -- Whoever only sells to us, and another firm, are not somebody to sell to.
                        WHEN target.is_competitor
                             OR target.supplier_rank > 0 AND COALESCE(target.customer_rank, 0) = 0 THEN NULL
                        ELSE 'prospect' END AS lifecycle_cause,
                   CASE WHEN earlier.invoiced_12m IS NULL THEN money.invoiced_12m
                        ELSE COALESCE(money.invoiced_12m, 0) + earlier.invoiced_12m END AS invoiced_12m,
                   CASE WHEN earlier.invoiced_total IS NULL THEN money.invoiced_total
                        ELSE COALESCE(money.invoiced_total, 0) + earlier.invoiced_total END AS invoiced_total,
                   LEAST(money.client_since_year, earlier.client_since_year) AS client_since_year,
                   earlier.billed_elsewhere_year, money.last_invoice_date, interest.won_day AS last_won_date,
                   CASE WHEN target.related THEN interest.spam IS TRUE
                        OR refusals.at IS NOT NULL AND maturity.interested IS NOT TRUE END AS contact_refused,
                   COALESCE(maturity.signals, CASE WHEN refusals.at IS NOT NULL THEN
                       JSONB_BUILD_ARRAY(JSONB_BUILD_OBJECT('code', %(refused)s::text, 'level', 0, 'on', %(day)s)) END
                   ) AS temperature_signals
              FROM target
              JOIN rules ON rules.company_id = target.rules_id
              LEFT JOIN money ON money.partner_id = target.id
              LEFT JOIN earlier ON earlier.partner_id = target.id
              LEFT JOIN interest ON interest.partner_id = target.id
              LEFT JOIN maturity ON maturity.partner_id = target.id
              LEFT JOIN refusals ON refusals.partner_id = target.id
            """,
            today=today,
            refused=temperature.REFUSED,
            day=self._lifecycle_day(SQL("refusals.at")),
        )

    @api.model
    def _lifecycle_sql_standing(self):
        """Return where the relation of each partner is: what somebody decided, or what follows from the cause."""
        return SQL(
            """
            SELECT causes.*,
                   CASE WHEN NOT related THEN NULL
                        WHEN lifecycle_manual THEN lifecycle_before
                        WHEN lifecycle_cause = 'response' THEN 'lead'
                        ELSE lifecycle_cause END AS lifecycle
              FROM causes
            """
        )
