from odoo import api, fields, models
from odoo.tools import SQL

from ..lifecycle.res_partner import LIFECYCLES
from .agenda_rows import rows_by_source
from .mail_activity import DIRECTIONS, REACTIONS, RESULTS
from .mail_activity_type import CHANNELS

STATES = [("overdue", "Overdue"), ("today", "Today"), ("planned", "Planned"), ("done", "Carried out")]
KINDS = [("activity", "Activity"), ("meeting", "Meeting"), ("email", "E-mail received"), ("stage", "Change of stage")]
#: What the rows are made with, and says nothing to who filters or groups them.
TECHNICAL = {
    "activity_id",
    "all_day",
    "client_company_id",
    "document_company_id",
    "event_id",
    "lead_company_id",
    "movable",
    "private",
    "res_id",
    "res_model",
    "source",
    "source_id",
    "start",
    "stop",
}


class DespachoAgenda(models.Model):
    """The commercial agenda: client or prospect - action - state, whatever the row comes from."""

    _name = "despacho.agenda"
    _description = "Commercial agenda"
    _auto = False
    _order = "date, moment, id"
    _rec_name = "client_name"
    # What the rows are read from: written to the database before it is asked.
    _depends = {
        "mail.activity": [
            "active",
            "activity_type_id",
            "calendar_event_id",
            "chance",
            "channel",
            "contact_id",
            "date_deadline",
            "date_done",
            "direction",
            "done_at",
            "lead_id",
            "next_days",
            "partner_id",
            "reaction",
            "res_id",
            "res_model",
            "result",
            "subject_id",
            "summary",
            "user_id",
        ],
        "mail.activity.type": ["in_agenda"],
        "calendar.event": [
            "active",
            "allday",
            "name",
            "opportunity_id",
            "privacy",
            "start",
            "stop",
            "user_id",
        ],
        "calendar.attendee": ["event_id", "partner_id"],
        "mail.message": ["author_id", "date", "message_type", "model", "res_id", "subject"],
        "mail.tracking.value": ["field_id", "mail_message_id", "new_value_char", "old_value_char"],
        "crm.lead": [
            "company_id",
            "contact_name",
            "name",
            "partner_id",
            "partner_name",
            "phone",
            "stage_id",
            "team_id",
        ],
        "crm.stage": ["outcome"],
        "res.partner": [
            "commercial_partner_id",
            "company_id",
            "complete_name",
            "lifecycle",
            "partner_share",
            "phone",
            "user_id",
        ],
        "res.users": ["sale_team_id"],
        "res.users.settings": ["calendar_default_privacy", "user_id"],
        "sale.order": ["company_id", "opportunity_id", "partner_id", "team_id", "user_id"],
        "despacho.need": ["company_id"],
    }

    source = fields.Integer(string="Source of the row", readonly=True)
    source_id = fields.Integer(string="Record of the source", readonly=True)
    kind = fields.Selection(KINDS, string="Origin", readonly=True)
    date = fields.Date(string="Day", readonly=True, help="When it was done, or else when it is due.")
    moment = fields.Datetime(string="Hour", readonly=True)
    # The calendar moves what has a beginning that can be written.
    start = fields.Datetime(string="Beginning")
    stop = fields.Datetime(string="End")
    all_day = fields.Boolean(string="Without hour", readonly=True)
    state = fields.Selection(STATES, readonly=True)
    done = fields.Boolean(readonly=True)
    partner_id = fields.Many2one("res.partner", string="Client or prospect", readonly=True)
    contact_id = fields.Many2one("res.partner", string="Contact", readonly=True)
    lead_id = fields.Many2one("crm.lead", string="Lead or opportunity", readonly=True)
    client_name = fields.Char(string="Client or prospect (name)", readonly=True)
    phone = fields.Char(readonly=True)
    lifecycle = fields.Selection(LIFECYCLES, string="Relation", readonly=True)
    summary = fields.Char(readonly=True)
    action = fields.Char(compute="_compute_action")
    outcome = fields.Char(string="Result", compute="_compute_outcome")
    channel = fields.Selection(CHANNELS, readonly=True)
    direction = fields.Selection(DIRECTIONS, string="Who contacted", readonly=True)
    result = fields.Selection(RESULTS, string="Result of the contact", readonly=True)
    reaction = fields.Selection(REACTIONS, readonly=True)
    chance = fields.Integer(string="Chance (%)", readonly=True, aggregator="avg")
    next_days = fields.Integer(string="Days until the next try", readonly=True, aggregator="avg")
    subject_id = fields.Many2one("despacho.subject", string="Subject", readonly=True)
    activity_type_id = fields.Many2one("mail.activity.type", string="Activity type", readonly=True)
    activity_id = fields.Many2one("mail.activity", string="Activity", readonly=True)
    event_id = fields.Many2one("calendar.event", string="Meeting", readonly=True)
    res_model = fields.Char(string="Document model", readonly=True)
    res_id = fields.Many2oneReference(string="Document", model_field="res_model", readonly=True)
    user_id = fields.Many2one("res.users", string="Person in charge", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales team", readonly=True)
    company_id = fields.Many2one("res.company", string="Company", readonly=True)
    # Each with the statistics of its own column: the rules ask them all in every query.
    lead_company_id = fields.Many2one("res.company", string="Company of the lead", readonly=True)
    client_company_id = fields.Many2one("res.company", string="Company of the client", readonly=True)
    document_company_id = fields.Many2one("res.company", string="Company of the document", readonly=True)
    private = fields.Boolean(readonly=True)

    def init(self):
        # Once the columns of every model are there, in whatever order they are made.
        self.pool.post_init(self._create_view)

    @api.model
    def _create_view(self):
        """Make the view anew: what it reads may have changed its columns."""
        table = SQL.identifier(self._table)
        self.env.cr.execute(SQL("DROP VIEW IF EXISTS %s", table))
        self.env.cr.execute(SQL("CREATE VIEW %s AS %s", table, SQL(" UNION ALL ").join(self._rows().values())))

    @api.model
    def _rows(self):
        """Return {source: SQL of its rows}."""
        # sudo: the number of a field, for all to use.
        return rows_by_source(self.env["ir.model.fields"].sudo()._get("crm.lead", "stage_id").id)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer to filter and to group by what people know; the views go on using the rest."""
        described = super().fields_get(allfields, attributes)
        for name in TECHNICAL & described.keys():
            for ability in {"searchable", "groupable"} & described[name].keys():
                described[name][ability] = False
        return described

    @api.depends("client_name", "action")
    def _compute_display_name(self):
        for row in self:
            row.display_name = " - ".join(filter(None, (row.client_name, row.action)))

    @api.depends("summary", "activity_type_id", "kind")
    def _compute_action(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            row.action = row.summary or row.activity_type_id.name or kinds.get(row.kind)

    @api.depends("result", "reaction", "chance", "next_days")
    def _compute_outcome(self):
        """Say in one line how it went: «Spoke · Interested · 60 % · again in 7 days»."""
        results, reactions = (
            dict(self._fields[name]._description_selection(self.env)) for name in ("result", "reaction")
        )
        for row in self:
            told = row.result and row.done
            row.outcome = " · ".join(
                filter(
                    None,
                    (
                        results.get(row.result),
                        reactions.get(row.reaction),
                        f"{row.chance} %" if told and row.chance else None,
                        row._again_in() if told and row.next_days else None,
                    ),
                )
            )

    def _again_in(self):
        if self.next_days == 1:
            return self.env._("again in one day")
        return self.env._("again in %(days)s days", days=self.next_days)
