from odoo import api, fields, models
from odoo.tools import SQL

from ..activity.mail_activity_type import CHANNELS
from .estimate import Estimate
from .of_my_companies import MyDate, MyInteger, MyMonetary
from .res_partner import AMOUNT, FOLLOWS, GROUP, OWN


class ResPartner(models.Model):
    """What is known of the relation: money, dates, services, discounts, channel."""

    _inherit = "res.partner"

    potential = Estimate(
        string="Purchase potential",
        currency_field="lifecycle_currency_id",
        help="What it could buy from us in a year. Empty, and while it is no client, the firm's clients of the "
        "same sector propose it.",
        **OWN,
    )
    potential_typed = fields.Boolean(string="Potential set by hand", **FOLLOWS)
    service_line_ids = fields.Many2many(
        "product.category",
        "res_partner_service_line_rel",
        "partner_id",
        "category_id",
        string="Services of interest",
        domain=[("is_service_line", "=", True)],
        groups=GROUP,
        help="Those of its open leads and needs come by themselves.",
    )
    invoiced_12m = MyMonetary(
        string="Invoiced in 12 months",
        currency_field="lifecycle_currency_id",
        help="Without taxes, credit notes discounted.",
        **AMOUNT,
    )
    invoiced_total = MyMonetary(string="Invoiced in all", currency_field="lifecycle_currency_id", **AMOUNT)
    last_invoice_date = MyDate(string="Last invoice", **AMOUNT)
    last_won_date = fields.Date(
        string="Last opportunity won",
        help="Whoever signs is a client from that day, before the first invoice.",
        **FOLLOWS,
    )
    billed_elsewhere_on = fields.Date(
        string="Client of the invoicing program on",
        help="The last day on which a file of the program with which the firm invoices said that it is a client.",
        **OWN,
    )
    first_contact_date = fields.Date(string="First contact", **FOLLOWS)
    last_contact_date = fields.Date(string="Last contact", **FOLLOWS)
    last_try_date = fields.Date(
        string="Last try",
        help="The last time that somebody called or wrote, with answer or without.",
        **FOLLOWS,
    )
    next_action_date = fields.Date(string="Next action", index="btree_not_null", **FOLLOWS)
    contact_refused = fields.Boolean(
        string="Said no",
        help="The last we know is a refusal, a lost opportunity or spam, and nothing came after it.",
        **FOLLOWS,
    )
    discount_interest = fields.Selection(
        [("yes", "Yes"), ("no", "No")],
        string="Discounts interest them",
        help="Empty, the quotations with discount that they accepted or not say it.",
        **OWN,
    )
    discount_interest_typed = fields.Boolean(string="Discounts set by hand", **FOLLOWS)
    discount_accepted = MyInteger(string="Quotations with discount accepted", **AMOUNT)
    discount_offered = MyInteger(string="Quotations with discount answered", **AMOUNT)
    preferred_channel = fields.Selection(
        CHANNELS,
        help="Empty, the contacts in which we reached them say it.",
        **OWN,
    )
    preferred_channel_typed = fields.Boolean(string="Channel set by hand", **FOLLOWS)
    channel_hits = fields.Integer(string="Times reached by that channel", **FOLLOWS)
    channel_observations = fields.Integer(string="Times reached", **FOLLOWS)
    follow_up_works = fields.Integer(
        string="Follow-up mails that work (%)",
        aggregator="avg",
        help="How many of the mails sent to them they open or answer.",
        **FOLLOWS,
    )
    follow_up_observations = fields.Integer(string="Mails sent to them", **FOLLOWS)

    potential_source = fields.Char(
        string="Where the potential comes from", compute="_compute_fact_sources", groups=GROUP
    )
    channel_source = fields.Char(string="Where the channel comes from", compute="_compute_fact_sources", groups=GROUP)
    discount_source = fields.Char(string="Where it is seen", compute="_compute_fact_sources", groups=GROUP)
    follow_up_text = fields.Char(string="Follow-up mails", compute="_compute_fact_sources", groups=GROUP)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name == "potential" and not nulls:
            nulls = SQL("NULLS LAST")
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    @api.depends(
        "potential",
        "potential_typed",
        "preferred_channel",
        "preferred_channel_typed",
        "channel_hits",
        "channel_observations",
        "discount_interest",
        "discount_interest_typed",
        "discount_accepted",
        "discount_offered",
        "follow_up_works",
        "follow_up_observations",
    )
    @api.depends_context("lang", "uid")
    def _compute_fact_sources(self):
        for partner in self:
            partner.potential_source = partner._potential_source()
            partner.channel_source = partner._channel_source()
            partner.discount_source = partner._discount_source()
            partner.follow_up_text = partner._follow_up_text()

    def _potential_source(self):
        if not self.potential or self.potential_typed:
            return False
        return self.env._("what the firm's similar clients buy in a year")

    def _channel_source(self):
        if not self.preferred_channel or self.preferred_channel_typed:
            return False
        return self.env._(
            "%(hits)s of the %(total)s times that we reached them",
            hits=self.channel_hits,
            total=self.channel_observations,
        )

    def _discount_source(self):
        if not self.discount_interest or self.discount_interest_typed:
            return False
        if not self.discount_offered:
            return self.env._("seen by another company")
        return self.env._(
            "accepted %(hits)s of %(total)s quotations with discount",
            hits=self.discount_accepted,
            total=self.discount_offered,
        )

    def _follow_up_text(self):
        if not self.follow_up_observations:
            return False
        return self.env._(
            "They open or answer %(share)s %% of the mails (%(total)s sent)",
            share=self.follow_up_works,
            total=self.follow_up_observations,
        )
