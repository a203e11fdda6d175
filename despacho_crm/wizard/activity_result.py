from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.activity.mail_activity import DIRECTIONS, REACTIONS, RESULTS, UNREACHED
from ..models.activity.mail_activity_type import CHANNELS
from ..tools.next_contact import days_until_next, next_day

#: What can happen by each channel; by the others, what is in OTHER_RESULTS.
RESULTS_OF = {
    "call": ["spoke", "no_answer", "left_message", "wrong_number", "refused"],
    "visit": ["visited", "no_answer", "refused"],
    "meeting": ["visited", "no_answer", "refused"],
}
OTHER_RESULTS = ["answered", "no_answer", "bounced", "refused"]
#: Asked in steps: nobody says 37 %. Zero is an answer, so it is not the same as leaving it out.
CHANCES = [
    ("0", "0 %"),
    ("10", "10 %"),
    ("25", "25 %"),
    ("50", "50 %"),
    ("75", "75 %"),
    ("90", "90 %"),
    ("100", "100 %"),
]


class DespachoActivityResult(models.TransientModel):
    """How a contact went, and what is next: asked when it is marked as done, or when it had not been planned."""

    _name = "despacho.activity.result"
    _description = "Result of a contact"

    activity_ids = fields.Many2many(
        "mail.activity",
        "despacho_activity_result_activity_rel",
        "result_id",
        "activity_id",
        string="Activities",
        context={"active_test": False},
    )
    lead_ids = fields.Many2many("crm.lead", "despacho_activity_result_lead_rel", "result_id", "lead_id", string="Leads")
    partner_ids = fields.Many2many(
        "res.partner", "despacho_activity_result_partner_rel", "result_id", "partner_id", string="Contacts"
    )
    open_lead_ids = fields.Many2many("crm.lead", string="Open leads", compute="_compute_open_lead_ids")
    counts_for_id = fields.Many2one(
        "crm.lead",
        string="Counts for",
        compute="_compute_counts_for_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', open_lead_ids)]",
        help="The open lead or opportunity in which the contact is written down. Empty: only on the contact's sheet.",
    )
    about = fields.Char(string="With", compute="_compute_about")
    phone = fields.Char(compute="_compute_about")
    correcting = fields.Boolean(compute="_compute_about")
    call_script = fields.Html(compute="_compute_call_script")

    channel = fields.Selection(CHANNELS, required=True, default="call")
    direction = fields.Selection(DIRECTIONS, string="Who contacted", required=True, default="outbound")
    allowed_results = fields.Json(compute="_compute_allowed_results")
    result = fields.Selection(RESULTS)
    reaction = fields.Selection(REACTIONS)
    chance = fields.Selection(CHANCES, string="Chance that they contract")
    done_at = fields.Datetime(string="Day and hour", required=True, default=fields.Datetime.now)
    feedback = fields.Text(string="What was said")
    subject_id = fields.Many2one("despacho.subject", string="Subject")

    next_wanted = fields.Boolean(string="Next", compute="_compute_next", store=True, readonly=False)
    next_days = fields.Integer(string="In how many days", compute="_compute_next", store=True, readonly=False)
    next_activity_type_id = fields.Many2one(
        "mail.activity.type", string="What", compute="_compute_next", store=True, readonly=False
    )
    next_summary = fields.Char(string="Summary", compute="_compute_next", store=True, readonly=False)
    next_message = fields.Char(string="Why", compute="_compute_next", store=True)
    next_date = fields.Date(string="Next day", compute="_compute_next_date", store=True, readonly=False)
    next_user_id = fields.Many2one(
        "res.users", string="Who", domain=[("share", "=", False)], default=lambda self: self.env.user
    )

    @api.model
    def default_get(self, fields):
        """What the activities already say is not asked again."""
        values = super().default_get(fields)
        activities = self._activities_of(values)
        if not activities:
            owner = self._owner_of(values)
            return {**values, "next_user_id": owner.id} if owner and "next_user_id" in values else values
        known = activities[0]
        names = {"channel", "direction", "result", "reaction", "subject_id"} & set(fields)
        for name in names:
            values[name] = known._fields[name].convert_to_write(known[name], known) or values.get(name)
        done = activities.filtered(lambda activity: not activity.active)
        if done:
            values["done_at"] = done[0].done_at or values.get("done_at")
            values["feedback"] = done[0].feedback
        elif "done_at" in fields:
            values["done_at"] = known._moment()
        if known.user_id:
            values["next_user_id"] = known.user_id.id
        return values

    @api.model
    def _owner_of(self, values):
        """Return who attends to what is in default ``values``, where it is one alone: what is next is for him."""
        asked = self.new({name: values.get(name) or [] for name in ("lead_ids", "partner_ids")})
        documents = (asked.lead_ids or asked.partner_ids)._origin
        return documents.user_id._sells() if len(documents) == 1 else self.env["res.users"]

    @api.model
    def _activities_of(self, values):
        """Return the activities that are in default ``values``."""
        return self.new({"activity_ids": values.get("activity_ids") or []}).activity_ids._origin

    @api.model
    def _open(self, context):
        """Return the action that opens the dialog with ``context``, whose defaults say what it is about."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Result of the contact"),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "large", **context},
        }

    @api.depends("activity_ids", "lead_ids", "partner_ids")
    def _compute_about(self):
        for asked in self:
            activities = asked.activity_ids
            names = (
                [activity.res_name for activity in activities]
                or asked.lead_ids.mapped("display_name")
                or asked.partner_ids.mapped("display_name")
            )
            more = len(names) - 3
            shown = " · ".join(name for name in names[:3] if name)
            asked.about = self.env._("%(names)s and %(count)s more", names=shown, count=more) if more > 0 else shown
            one = len(names) == 1
            asked.phone = one and (activities.contact_phone or asked.lead_ids.phone or asked.partner_ids.phone)
            asked.correcting = bool(activities) and not any(activities.mapped("active"))

    @api.depends("partner_ids")
    def _compute_open_lead_ids(self):
        for asked in self:
            one = len(asked.partner_ids) == 1
            asked.open_lead_ids = asked.partner_ids._origin._open_leads() if one else False

    @api.depends("partner_ids")
    def _compute_counts_for_id(self):
        """What is open with a client is what one speaks of, where it is only one thing."""
        for asked in self:
            asked.counts_for_id = asked.open_lead_ids if len(asked.open_lead_ids) == 1 else False

    @api.depends("activity_ids", "channel")
    def _compute_call_script(self):
        for asked in self:
            one = len(asked.activity_ids) == 1 and asked.channel == "call"
            asked.call_script = asked.activity_ids._call_script() if one else False

    @api.depends("channel")
    def _compute_allowed_results(self):
        for asked in self:
            asked.allowed_results = RESULTS_OF.get(asked.channel, OTHER_RESULTS)

    @api.depends("result", "reaction", "channel", "counts_for_id")
    def _compute_next(self):
        """Propose the next contact: by the protocol where nobody answered, by the reaction where somebody did."""
        types = self.env["mail.activity.type"]
        for asked in self:
            steps = asked._protocol_steps()
            documents = asked._documents()
            step = asked._protocol_step()
            asked.by_protocol = len(documents) > 1 and len(steps) == len(documents)
            asked.next_message = asked._words_of_steps(steps) if len(documents) > 1 else step.get("message")
            if step.get("date_deadline") and not step.get("exhausted"):
                day = fields.Date.to_date(step["date_deadline"])
                days = max(0, (day - asked._done_day()).days)
            else:
                days = None if step.get("exhausted") else days_until_next(asked.result, asked.reaction)
            asked.next_wanted = days is not None
            asked.next_days = days or 0
            asked.next_activity_type_id = step.get("activity_type_id") or types._for_next_contact(
                asked.channel, asked.result
            )
            asked.next_summary = step.get("summary") or asked._next_summary()

    @api.depends("next_days", "done_at")
    def _compute_next_date(self):
        for asked in self:
            asked.next_date = next_day(asked._done_day(), max(0, asked.next_days))

    def _done_day(self):
        return fields.Datetime.context_timestamp(self, self.done_at or fields.Datetime.now()).date()

    def _documents(self):
        """Return what the contacts were about: pairs (model, id)."""
        documents = self.lead_ids or self.counts_for_id or self.partner_ids
        if documents:
            return {(documents._name, one) for one in documents._origin.ids}
        return {(activity.res_model, activity.res_id) for activity in self.activity_ids}

    def _next_summary(self):
        if self.result == "wrong_number":
            return self.env._("Find the right number")
        if self.result == "bounced":
            return self.env._("Ask for the right address")
        return {
            "information": self.env._("Send the information and call"),
            "complaint": self.env._("Answer the complaint"),
            "interested": self.env._("Follow up the interest"),
        }.get(self.reaction, self.env._("Call again") if self.result in UNREACHED else self.env._("Follow up"))

    def action_confirm(self):
        """Write the contact down and plan the next one."""
        self.ensure_one()
        if not self.result:
            raise UserError(self.env._("Say how it went: choose a result."))
        going_on = {lead.id for lead in self._protocol_steps()} if len(self._documents()) > 1 else set()
        activities = self.activity_ids or self._create_activities()
        by_protocol = activities.filtered(lambda activity: activity.lead_id.id in going_on)
        values = self._prepare_result_values()
        if by_protocol:
            # Each lead plans its own next attempt, where one is wanted at all.
            said = {"next", "next_days"} if values.get("next") else set()
            by_protocol._log_result({name: value for name, value in values.items() if name not in said})
        if activities != by_protocol:
            (activities - by_protocol)._log_result(values)
        return {"type": "ir.actions.act_window_close", "infos": {"logged": True}}

    def _create_activities(self):
        """Create the activities of contacts that nobody had planned."""
        documents = self.lead_ids or self.counts_for_id or self.partner_ids
        activity_type = self.env["mail.activity.type"]._for_channel(self.channel)
        values = {
            "activity_type_id": activity_type.id,
            "summary": activity_type.summary,
            "channel": self.channel,
            "user_id": self.env.uid,
            "date_deadline": self._done_day(),
        }
        activities = self.env["mail.activity"]._plan([(document, values) for document in documents], automated=False)
        # What counts for a lead was said by whoever the sheet is of.
        said_by = self.partner_ids.ids if documents == self.counts_for_id else []
        return activities.with_context(contact_said_by=said_by)

    def _prepare_result_values(self):
        values = {
            "result": self.result,
            "reaction": self.reaction,
            "channel": self.channel,
            "direction": self.direction,
            "done_at": self.done_at,
            "feedback": self.feedback,
            "subject_id": self.subject_id.id,
        }
        if self.chance:
            values["chance"] = int(self.chance)
        if self.correcting:
            return values
        if not self.next_wanted:
            return {**values, "next_days": 0, "next": None}
        return {
            **values,
            "next_days": max(0, (self.next_date - self._done_day()).days),
            "next": {
                "activity_type_id": self.next_activity_type_id.id,
                "date_deadline": self.next_date,
                "summary": self.next_summary,
                "user_id": self.next_user_id.id or self.env.uid,
                **self._prepare_protocol_values(),
            },
        }
