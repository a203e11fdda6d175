from odoo import api, fields, models

from ..activity.mail_activity_type import CHANNELS
from .of_my_companies import MyDate, MyInteger, MyMonetary
from .res_partner import GROUP


class ResPartner(models.Model):
    """What is known of the relation: money, dates, services, discounts, channel."""

    _inherit = "res.partner"

    potential = fields.Monetary(
        string="Purchase potential",
        currency_field="lifecycle_currency_id",
        copy=False,
        groups=GROUP,
        prefetch="lifecycle",
        help="What it could buy from us in a year. Empty, and while it is no client, the firm's clients of the "
        "same sector propose it.",
    )
    potential_typed = fields.Boolean(
        string="Potential set by hand", copy=False, readonly=True, groups=GROUP, prefetch="lifecycle"
    )
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
        copy=False,
        readonly=True,
        groups=GROUP,
        prefetch="lifecycle_amounts",
        help="Without taxes, credit notes discounted.",
    )
    invoiced_total = MyMonetary(
        string="Invoiced in all",
        currency_field="lifecycle_currency_id",
        copy=False,
        readonly=True,
        groups=GROUP,
        prefetch="lifecycle_amounts",
    )
    last_invoice_date = MyDate(
        string="Last invoice", copy=False, readonly=True, groups=GROUP, prefetch="lifecycle_amounts"
    )
    last_won_date = fields.Date(
        string="Last opportunity won",
        copy=False,
        readonly=True,
        groups=GROUP,
        prefetch="lifecycle",
        help="Whoever signs is a client from that day, before the first invoice.",
    )
    first_contact_date = fields.Date(
        string="First contact", copy=False, readonly=True, groups=GROUP, prefetch="lifecycle"
    )
    last_contact_date = fields.Date(
        string="Last contact", copy=False, readonly=True, groups=GROUP, prefetch="lifecycle"
    )
    last_try_date = fields.Date(
        string="Last try",
        copy=False,
        readonly=True,
        groups=GROUP,
        prefetch="lifecycle",
        help="The last time that somebody called or wrote, with answer or without.",
    )
    next_action_date = fields.Date(
        string="Next action",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups=GROUP,
        prefetch="lifecycle",
    )
    contact_refused = fields.Boolean(
        string="Said no",
        copy=False,
        readonly=True,
        groups=GROUP,
        prefetch="lifecycle",
        help="The last we know is a refusal, a lost opportunity or spam, and nothing came after it.",
    )
    discount_interest = fields.Selection(
        [("yes", "Yes"), ("no", "No")],
        string="Discounts interest them",
        copy=False,
        groups=GROUP,
        prefetch="lifecycle",
        help="Empty, the quotations with discount that they accepted or not say it.",
    )
    discount_interest_typed = fields.Boolean(
        string="Discounts set by hand", copy=False, readonly=True, groups=GROUP, prefetch="lifecycle"
    )
    discount_accepted = MyInteger(
        string="Quotations with discount accepted",
        copy=False,
        readonly=True,
        groups=GROUP,
        prefetch="lifecycle_amounts",
    )
    discount_offered = MyInteger(
        string="Quotations with discount answered",
        copy=False,
        readonly=True,
        groups=GROUP,
        prefetch="lifecycle_amounts",
    )
    preferred_channel = fields.Selection(
        CHANNELS,
        copy=False,
        groups=GROUP,
        prefetch="lifecycle",
        help="Empty, the contacts in which we reached them say it.",
    )
    preferred_channel_typed = fields.Boolean(
        string="Channel set by hand", copy=False, readonly=True, groups=GROUP, prefetch="lifecycle"
    )
    channel_hits = fields.Integer(
        string="Times reached by that channel", copy=False, readonly=True, groups=GROUP, prefetch="lifecycle"
    )
    channel_observations = fields.Integer(
        string="Times reached", copy=False, readonly=True, groups=GROUP, prefetch="lifecycle"
    )
    follow_up_works = fields.Integer(
        string="Follow-up mails that work (%)",
        copy=False,
        readonly=True,
        aggregator="avg",
        groups=GROUP,
        prefetch="lifecycle",
        help="How many of the mails sent to them they open or answer.",
    )
    follow_up_observations = fields.Integer(
        string="Mails sent to them", copy=False, readonly=True, groups=GROUP, prefetch="lifecycle"
    )

    potential_source = fields.Char(
        string="Where the potential comes from", compute="_compute_fact_sources", groups=GROUP
    )
    channel_source = fields.Char(string="Where the channel comes from", compute="_compute_fact_sources", groups=GROUP)
    discount_source = fields.Char(string="Where it is seen", compute="_compute_fact_sources", groups=GROUP)
    follow_up_text = fields.Char(string="Follow-up mails", compute="_compute_fact_sources", groups=GROUP)

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
