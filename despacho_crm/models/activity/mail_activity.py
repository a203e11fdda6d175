from odoo import api, fields, models

from .agenda_columns import TIMEZONE
from .mail_activity_type import CHANNELS
from .percent import Percent

RESULTS = [
    ("spoke", "Spoke"),
    ("visited", "Visited"),
    ("answered", "Answered"),
    ("no_answer", "No answer"),
    ("left_message", "Left a message"),
    ("wrong_number", "Wrong number"),
    ("refused", "Does not want to be contacted"),
    ("bounced", "Returned"),
]
#: Somebody was reached.
REACHED = {"spoke", "visited", "answered"}
#: Nobody was: there is to be another try.
UNREACHED = {"no_answer", "left_message", "wrong_number", "bounced"}

REACTIONS = [
    ("interested", "Interested"),
    ("information", "Wants information"),
    ("undecided", "Undecided"),
    ("later", "Later on"),
    ("not_interested", "Not interested"),
    ("complaint", "Complaint"),
]

DIRECTIONS = [("outbound", "From us"), ("inbound", "From them")]

#: The documents that are about a contact, and the field that holds it.
CONTACT_OF = {
    "res.partner": "id",
    "crm.lead": "partner_id",
    "sale.order": "partner_id",
    "account.move": "partner_id",
    "despacho.need": "partner_id",
}


class MailActivity(models.Model):
    """The one log: whom an activity is about, how the contact went, what is next."""

    _inherit = "mail.activity"

    lead_id = fields.Many2one(
        "crm.lead",
        string="Lead or opportunity",
        compute="_compute_lead_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Contact",
        compute="_compute_contact_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="The person or company of the document: with whom one speaks.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Client or prospect",
        related="contact_id.commercial_partner_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="The company of the contact. It follows the document's.",
    )
    channel = fields.Selection(CHANNELS, compute="_compute_channel", store=True, precompute=True, readonly=False)
    direction = fields.Selection(DIRECTIONS, string="Who contacted", default="outbound")
    result = fields.Selection(RESULTS, copy=False, index="btree_not_null")
    reaction = fields.Selection(REACTIONS, copy=False)
    chance = Percent(
        string="Chance (%)", copy=False, aggregator="avg", help="How likely it is that they contract, from 0 to 100."
    )
    next_days = fields.Integer(
        string="Days until the next try",
        copy=False,
        aggregator="avg",
        help="How many days after this contact the next one was agreed or decided.",
    )
    done_at = fields.Datetime(
        string="Done at",
        compute="_compute_done_at",
        store=True,
        readonly=False,
        copy=False,
        help="Day and hour of the contact.",
    )

    _check_chance = models.Constraint("CHECK (chance BETWEEN 0 AND 100)", "The chance goes from 0 to 100 %.")
    _check_next_days = models.Constraint(
        "CHECK (next_days >= 0)", "The days until the next try are counted from the contact on: zero or more."
    )

    @api.model
    def _plan(self, planned, automated=True):
        """Plan activities in one batch, in the lists of tasks of their users and without one e-mail for each.

        As core's ``activity_schedule``, which says the same of all its documents.

        :param planned: pairs (document, values of the activity on it)
        :param bool automated: nobody asked for them, it is the firm's way of working
        """
        return self.with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id(document._name),
                    "res_id": document.id,
                    "automated": automated,
                    **values,
                }
                for document, values in planned
            ]
        )

    @api.depends("res_model", "res_id")
    def _compute_lead_id(self):
        of_leads = self.filtered(lambda activity: activity.res_model == "crm.lead")
        (self - of_leads).lead_id = False
        existing = self.env["crm.lead"].browse(of_leads.mapped("res_id")).exists()
        for activity in of_leads:
            activity.lead_id = activity.res_id if activity.res_id in existing._ids else False

    @api.depends("res_model", "res_id", "lead_id.partner_id")
    def _compute_contact_id(self):
        for model, activities in self.grouped("res_model").items():
            field = CONTACT_OF.get(model)
            if not field or model not in self.env:
                activities.contact_id = False
                continue
            documents = self.env[model].browse(activities.mapped("res_id")).exists()
            contact_of = {document.id: document[field] for document in documents}
            for activity in activities:
                activity.contact_id = contact_of.get(activity.res_id)

    @api.depends("activity_type_id")
    def _compute_channel(self):
        for activity in self:
            activity.channel = activity.activity_type_id.channel

    @api.depends("active")
    def _compute_done_at(self):
        for activity in self:
            activity.done_at = False if activity.active else activity.done_at or activity._moment()

    def _moment(self):
        """Return when the contact took place, as far as is known before anybody says it: now."""
        self.ensure_one()
        return fields.Datetime.now()

    @api.depends("active", "done_at")
    def _compute_date_done(self):
        """The day is that of the contact, which may be written down the day after."""
        result = super()._compute_date_done()
        for activity in self:
            if activity.done_at and not activity.active:
                # On the clock of the agenda, whoever writes it: meetings, e-mails and stages have their day by it.
                in_spain = activity.with_context(tz=TIMEZONE)
                activity.date_done = fields.Datetime.context_timestamp(in_spain, activity.done_at).date()
        return result
