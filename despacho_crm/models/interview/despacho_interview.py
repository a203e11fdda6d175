from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..activity.mail_activity import REACTIONS
from ..activity.percent import Percent

KINDS = [
    ("visit", "Visit to the client"),
    ("office", "Meeting in our office"),
    ("video", "Video call"),
    ("call", "Phone call"),
]


class DespachoInterview(models.Model):
    """The minutes of a visit or a meeting: who was there, what was needed, agreed and is to be done next.

    It is of a company or person with whom the firm does business (``partner_id``), or of a lead while there is no
    contact yet. Closing it notes the needs and plans the next steps (``despacho_interview_close.py``).
    """

    _name = "despacho.interview"
    _description = "Minutes of an interview"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Subject", required=True, tracking=True)
    kind = fields.Selection(KINDS, string="How it was held", required=True, default="visit")
    date = fields.Datetime(string="When", required=True, default=lambda self: fields.Datetime.now(), tracking=True)
    minutes_long = fields.Integer(string="Duration (minutes)", aggregator="avg")
    place = fields.Char(string="Where")
    partner_id = fields.Many2one(
        "res.partner",
        string="Client or prospect",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        tracking=True,
    )
    lead_id = fields.Many2one(
        "crm.lead",
        string="Lead or opportunity",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        tracking=True,
    )
    event_id = fields.Many2one(
        "calendar.event", string="Meeting", index="btree_not_null", ondelete="set null", readonly=True, copy=False
    )
    action_id = fields.Many2one(
        "despacho.action",
        string="Commercial action",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="What led to it: these minutes are kept in its dossier.",
    )
    recipient_id = fields.Many2one(
        "despacho.action.recipient",
        string="Recipient of the action",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
    )
    user_ids = fields.Many2many(
        "res.users",
        string="From our firm",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    contact_ids = fields.Many2many(
        "res.partner",
        "despacho_interview_contact_rel",
        "interview_id",
        "partner_id",
        string="From the client",
        domain="['|', ('id', '=', partner_id), ('id', 'child_of', partner_id)]",
    )
    others = fields.Char(string="Other people", help="Who is not among the contacts: name and post, by commas.")
    service_line_ids = fields.Many2many(
        "product.category",
        "despacho_interview_service_rel",
        "interview_id",
        "category_id",
        string="Services spoken of",
        domain=[("is_service_line", "=", True)],
    )
    notes = fields.Html(string="What was said")
    agreements = fields.Html(string="What was agreed")
    reaction = fields.Selection(REACTIONS, help="How they took it.")
    chance = Percent(
        string="Chance (%)", copy=False, aggregator="avg", help="How likely it is that they contract, from 0 to 100."
    )
    need_line_ids = fields.One2many("despacho.interview.need", "interview_id", string="Needs", copy=True)
    step_ids = fields.One2many("despacho.interview.step", "interview_id", string="Next steps", copy=True)
    need_ids = fields.One2many("despacho.need", "interview_id", string="Needs noted", readonly=True)
    state = fields.Selection(
        [("draft", "Being written"), ("done", "Closed")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    closed_on = fields.Datetime(string="Closed on", readonly=True, copy=False)
    closed_by = fields.Many2one("res.users", string="Closed by", readonly=True, copy=False, ondelete="set null")
    erased = fields.Boolean(
        string="Data erased", readonly=True, copy=False, help="The person asked for it: that it was held stays."
    )
    company_id = fields.Many2one(
        "res.company",
        string="Company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )

    _event_uniq = models.UniqueIndex(
        "(event_id) WHERE event_id IS NOT NULL", "This meeting has its minutes already: open them from the meeting."
    )

    _check_chance = models.Constraint("CHECK (chance BETWEEN 0 AND 100)", "The chance goes from 0 to 100 %.")

    @api.constrains("partner_id", "lead_id", "erased")
    def _check_who(self):
        for interview in self:
            if not (interview.partner_id or interview.lead_id or interview.erased):
                raise ValidationError(
                    self.env._(
                        "«%(interview)s»: say with whom it was, a client, a prospect or a lead.",
                        interview=interview.name,
                    )
                )

    @api.constrains("service_line_ids")
    def _check_service_line_ids(self):
        self.service_line_ids._check_service_lines()

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        """Whoever was chosen as a person is one of those who were there; the minutes are of the company."""
        person, company = self.partner_id, self.partner_id.commercial_partner_id
        if person != company:
            self.partner_id = company
            self.contact_ids |= person
        self.contact_ids = self.contact_ids.filtered(
            lambda contact: contact.commercial_partner_id._origin == company._origin
        )

    @api.onchange("lead_id")
    def _onchange_lead_id(self):
        if self.lead_id.partner_id and not self.partner_id:
            self.partner_id = self.lead_id.partner_id.commercial_partner_id

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean(vals) for vals in vals_list])

    def write(self, vals):
        vals = self._clean(vals)
        if not self.env.context.get("interview_closing") and not vals.keys().isdisjoint(self._get_minutes_fields()):
            self._check_open()
        return super().write(vals)

    @api.model
    def _clean(self, vals):
        """Return ``vals`` with the company as the client, and the person given among those who were there."""
        if not vals.get("partner_id"):
            return vals
        person = self.env["res.partner"].browse(vals["partner_id"])
        company = person.commercial_partner_id
        if company == person:
            return vals
        contacts = [*(vals.get("contact_ids") or ()), fields.Command.link(person.id)]
        return dict(vals, partner_id=company.id, contact_ids=contacts)

    @api.model
    def _get_minutes_fields(self):
        """Return what the minutes say, which stays as it is once they are closed."""
        return frozenset(
            {
                *("name", "kind", "date", "minutes_long", "place", "user_ids", "contact_ids", "others"),
                *("service_line_ids", "notes", "agreements", "need_line_ids", "step_ids", "action_id"),
                *("reaction", "chance"),
            }
        )

    def _get_who(self):
        """Return with whom it was, in a word."""
        self.ensure_one()
        lead = self.lead_id
        return self.partner_id.name or lead.partner_name or lead.contact_name or lead.name or ""
