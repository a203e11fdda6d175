from odoo import api, fields, models


class DespachoPortfolioSituation(models.Model):
    """A crossed situation that stands out: clients of a segment have a service far more, or less, than the others.

    Found by the system among all the segments of one or two dimensions, with what chance explains left out.
    """

    _name = "despacho.portfolio.situation"
    _description = "Situation that stands out"
    _inherit = ["despacho.portfolio.dimension"]
    _order = "company_id, sequence, id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="cascade")
    sequence = fields.Integer(string="Order", readonly=True, aggregator=None, help="The surest first.")
    #: [[dimension, id or code]], one or two.
    terms = fields.Json(readonly=True)
    crossed = fields.Boolean(string="Crossing of two", readonly=True)
    more = fields.Selection(
        [("more", "More than the others"), ("less", "Less than the others")], string="They have it", readonly=True
    )
    service_line_id = fields.Many2one("product.category", readonly=True, required=True, ondelete="cascade")
    used = fields.Integer(string="Clients who have it", readonly=True, aggregator=None)
    size = fields.Integer(string="Clients of the segment", readonly=True, aggregator=None)
    rest_used = fields.Integer(string="Others who have it", readonly=True, aggregator=None)
    rest_size = fields.Integer(string="Other clients", readonly=True, aggregator=None)
    share = fields.Float(string="Have it (%)", digits=(5, 1), readonly=True, aggregator=None)
    low = fields.Float(string="At least (%)", digits=(5, 1), readonly=True, aggregator=None)
    high = fields.Float(string="At most (%)", digits=(5, 1), readonly=True, aggregator=None)
    rest_share = fields.Float(string="Others (%)", digits=(5, 1), readonly=True, aggregator=None)
    chance = fields.Float(
        string="Chance", digits=(16, 6), readonly=True, aggregator=None, help="Of so large a difference by chance."
    )
    adjusted = fields.Float(
        string="Chance, corrected",
        digits=(16, 6),
        readonly=True,
        aggregator=None,
        help="The same, after having asked about all the segments and services at once (Benjamini and Hochberg).",
    )
    segment_name = fields.Char(string="Segment", compute="_compute_sentence")
    sentence = fields.Char(string="What stands out", compute="_compute_sentence")
    sureness = fields.Char(string="How sure it is", compute="_compute_sentence")

    @api.depends("terms", "service_line_id", "used", "size", "rest_used", "rest_size", "adjusted", "low", "high")
    @api.depends_context("lang")
    def _compute_sentence(self):
        words = self._terms_labels([term for one in self for term in one.terms or ()])
        for one in self:
            one.segment_name = " · ".join(words[dimension, value] for dimension, value in one.terms or ())
            values = {
                "segment": one.segment_name,
                "service": one.service_line_id.name,
                "used": one.used,
                "size": one.size,
                "share": round(one.share),
                "rest": round(one.rest_share),
            }
            if not one.used:
                one.sentence = self.env._(
                    "%(segment)s: none of %(size)s clients has «%(service)s»; of the others, %(rest)s %% do.", **values
                )
            elif one.used == 1:
                one.sentence = self.env._(
                    "%(segment)s: only one of %(size)s clients (%(share)s %%) has «%(service)s»; "
                    "of the others, %(rest)s %%.",
                    **values,
                )
            elif one.more == "less":
                one.sentence = self.env._(
                    "%(segment)s: only %(used)s of %(size)s clients (%(share)s %%) have «%(service)s»; "
                    "of the others, %(rest)s %%.",
                    **values,
                )
            else:
                one.sentence = self.env._(
                    "%(segment)s: %(used)s of %(size)s clients (%(share)s %%) have «%(service)s»; "
                    "of the others, %(rest)s %%.",
                    **values,
                )
            one.sureness = self.env._(
                "%(sure)s. Between %(low)s and %(high)s %% of such companies would have it.",
                sure=self._sureness_words(one.adjusted),
                low=round(one.low),
                high=round(one.high),
            )

    @api.model
    def _sureness_words(self, chance):
        """Return in words how seldom chance would do it, after having asked about everything."""
        if chance < 0.001:
            return self.env._("Practically certain: by chance, less than once in a thousand")
        if chance < 0.01:
            return self.env._("Very sure: by chance, less than once in a hundred")
        return self.env._("Sure: by chance, less than once in twenty")

    @api.depends("terms", "service_line_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.segment_name} · {one.service_line_id.name}"

    def _open(self, who):
        return (
            self.env["despacho.portfolio.space"]
            .with_company(self.company_id)
            .action_open(self.terms, self.service_line_id.id, who)
        )

    def action_with(self):
        return self._open("with")

    def action_without(self):
        return self._open("without")

    def action_prospects(self):
        return self._open("prospects")

    def action_save_segment(self):
        self.ensure_one()
        return (
            self.env["despacho.portfolio.space"]
            .with_company(self.company_id)
            .action_save_segment(self.terms, self.service_line_id.id, "without")
        )

    def action_draft(self):
        """Prepare a commercial action of the service for the clients of the segment who lack it."""
        self.ensure_one()
        return (
            self.env["despacho.portfolio.space"]
            .with_company(self.company_id)
            .action_draft(self.terms, self.service_line_id.id, "without")
        )

    def action_rebuild(self):
        """Look again, at the clients of this moment."""
        return self.env["despacho.portfolio.cell"].action_build()
