from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.activity.mail_activity_type import CHANNELS
from ..tools.client_actions import CLOSE, said
from ..tools.who import digits, is_several, read_who

#: How many of each kind are offered while one types.
_OFFERED = 6
#: The first letters find half of the base.
_SHORTEST = 3
#: The media that Odoo brings; those of other channels take the channel's name.
_MEDIUM_OF = {
    "call": "utm.utm_medium_phone",
    "email": "utm.utm_medium_email",
    "web": "utm.utm_medium_website",
    "visit": "utm.utm_medium_direct",
}
_INBOUND_CHANNELS = ("call", "web", "social", "email", "message", "visit", "post")


class DespachoInbound(models.TransientModel):
    """Somebody calls or writes: who, by which channel, what for. It becomes a lead, or part of the one there is."""

    _name = "despacho.inbound"
    _description = "Contact that comes in"

    who = fields.Char(string="Who contacts us?")
    partner_id = fields.Many2one("res.partner", string="Contact of the base")
    lead_id = fields.Many2one(
        "crm.lead",
        string="Open lead or opportunity",
        compute="_compute_lead_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', open_lead_ids)]",
    )
    open_lead_ids = fields.Many2many("crm.lead", string="Open leads", compute="_compute_open_lead_ids")
    new_lead = fields.Boolean(string="Open a new lead", compute="_compute_new_lead", store=True, readonly=False)
    contact_name = fields.Char(string="Name", compute="_compute_contact", store=True, readonly=False)
    company_name = fields.Char(string="Company", compute="_compute_contact", store=True, readonly=False)
    phone = fields.Char(compute="_compute_contact", store=True, readonly=False)
    email = fields.Char(string="E-mail", compute="_compute_contact", store=True, readonly=False)
    vat = fields.Char(string="NIF", compute="_compute_contact", store=True, readonly=False)

    channel = fields.Selection(
        [pair for code in _INBOUND_CHANNELS for pair in CHANNELS if pair[0] == code], required=True, default="call"
    )
    wants = fields.Text(string="What they want")
    service_line_ids = fields.Many2many("product.category", string="Services", domain=[("is_service_line", "=", True)])
    source_id = fields.Many2one("utm.source", string="How they knew of us")
    user_id = fields.Many2one(
        "res.users",
        string="For",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        domain=[("share", "=", False)],
        help="Who attends to it: a new lead is theirs, and of what is known they get a call to make. "
        "Empty: a new lead waits in the team, for whoever leads it to give it to somebody.",
    )
    done_at = fields.Datetime(string="Day and hour", required=True, default=fields.Datetime.now)

    @api.model
    def _open(self, context):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contact that comes in"),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "medium", **context},
        }

    @api.model
    @api.readonly
    def search_who(self, text):
        """Return the contacts and open leads that may be who contacts, by name, phone, e-mail or NIF.

        :return: list of dicts with ``model``, ``id``, ``name`` and ``detail``, leads first
        """
        text = " ".join((text or "").split())
        if len(text) < _SHORTEST:
            return []
        # What has been typed together is looked for one by one: numbers and addresses first, they say who it is.
        pieces = read_who(text).pieces() if is_several(text) else [text]
        leads, partners = self.env["crm.lead"], self.env["res.partner"]
        for piece in pieces:
            leads |= leads.search(leads._open_domain() & self._lead_domain(piece), limit=_OFFERED)
            partners |= partners.search(self._partner_domain(piece), limit=_OFFERED)
        leads, partners = leads[:_OFFERED], partners[:_OFFERED]
        return [
            *(self._offer(lead, [lead.partner_name or lead.contact_name, lead.stage_id.name]) for lead in leads),
            *(self._offer(partner, [partner.vat, partner.phone, partner.city]) for partner in partners),
        ]

    @api.model
    def _offer(self, record, details):
        return {
            "model": record._name,
            "id": record.id,
            "name": record.display_name,
            "detail": " · ".join(detail for detail in details if detail),
        }

    @api.model
    def _partner_domain(self, text):
        domain = Domain("complete_name", "ilike", text) | Domain("nif_search", "ilike", text)
        if "@" in text:
            domain |= Domain("email", "ilike", text)
        return domain | self._phone_domain(text)

    @api.model
    def _lead_domain(self, text):
        names = ("name", "contact_name", "partner_name", "email_from")
        domain = Domain.OR(Domain(name, "ilike", text) for name in names) | Domain("nif_search", "ilike", text)
        domain |= Domain("partner_id.complete_name", "ilike", text)
        return domain | self._phone_domain(text)

    @api.model
    def _phone_domain(self, text):
        # Who has it without the prefix of the country is found too.
        national = text.removeprefix("+34").strip()
        return Domain("phone_mobile_search", "ilike", national) if digits(text) else Domain.FALSE

    @api.depends("partner_id")
    def _compute_open_lead_ids(self):
        for inbound in self:
            inbound.open_lead_ids = inbound.partner_id._origin._open_leads()

    @api.depends("partner_id")
    def _compute_lead_id(self):
        """What is open with a client is offered first."""
        for inbound in self:
            if inbound.partner_id or not inbound.lead_id:
                inbound.lead_id = inbound.open_lead_ids[:1]

    @api.depends("lead_id")
    def _compute_new_lead(self):
        for inbound in self:
            inbound.new_lead = not inbound.lead_id

    @api.depends("who", "partner_id", "lead_id")
    def _compute_contact(self):
        """Of whom the base knows, what it knows; of others, what was typed tells by itself what it is."""
        for inbound in self:
            partner, lead = inbound.partner_id, inbound.lead_id
            typed = read_who("" if partner or lead else inbound.who)
            company = partner.commercial_partner_id
            inbound.contact_name = typed.name or (partner.name if not partner.is_company else "") or lead.contact_name
            inbound.company_name = company.name if company.is_company else lead.partner_name
            inbound.phone = typed.phone or partner.phone or lead.phone
            inbound.email = typed.email or partner.email or lead.email_from
            inbound.vat = typed.vat or company.vat or lead.vat

    @api.depends("partner_id", "lead_id")
    def _compute_user_id(self):
        """Who knows the client attends to it; what is new is of whoever takes it, unless he takes it for others."""
        user = self.env.user
        taker = user.browse() if user._takes_for_others() else user
        for inbound in self:
            lead, partner = inbound.lead_id, inbound.partner_id
            attending = lead.user_id or partner.user_id or partner.commercial_partner_id.user_id
            inbound.user_id = attending._sells() or taker

    def action_confirm(self):
        """Write it down and go on with what one was doing."""
        document = self._log()
        return said(
            "%s",
            links=[{"label": document.display_name, "url": f"/odoo/{document._name}/{document.id}"}],
            title=self.env._("Contact logged"),
            then=CLOSE | {"infos": {"logged": True}},
        )

    def action_confirm_open(self):
        """Write it down and open where."""
        document = self._log()
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _log(self):
        """Log the contact in the lead, in a new one or in the contact, and return that document."""
        self.ensure_one()
        if self.new_lead:
            document = self.env["crm.lead"].create(self._prepare_lead_values())
        elif self.lead_id:
            document = self.lead_id
            document.write(self._prepare_known_lead_values(document))
        else:
            document = self.partner_id
        if not document:
            raise UserError(self.env._("Choose who contacts us, or open a new lead."))
        values = {
            "activity_type_id": self.env["mail.activity.type"]._for_channel(self.channel).id,
            "summary": self._subject(),
            "channel": self.channel,
            "user_id": self.env.uid,
            "date_deadline": fields.Datetime.context_timestamp(self, self.done_at).date(),
        }
        activity = self.env["mail.activity"]._plan([(document, values)], automated=False)
        # A lead that has just come in is new: it is still to be contacted.
        activity.with_context(contact_known_to_lead=self.new_lead)._log_result(
            {
                "result": "visited" if self.channel == "visit" else "spoke" if self.channel == "call" else "answered",
                "direction": "inbound",
                "done_at": self.done_at,
                "feedback": self.wants,
            }
        )
        if not self.new_lead and self.user_id not in (self.env.user, self.user_id.browse()):
            self._tell(document)
        return document

    def _tell(self, document):
        """Plan for whoever attends to the contact that came in that it is attended to."""
        # sudo: the language in which a colleague works
        speaking = self.with_context(lang=self.user_id.sudo().lang or self.env.lang)
        values = {
            "activity_type_id": self.env["mail.activity.type"]._for_channel("call").id,
            "summary": speaking.env._("Has contacted us: %(what)s", what=self._subject()),
            "user_id": self.user_id.id,
            "date_deadline": fields.Date.context_today(self),
        }
        self.env["mail.activity"]._plan([(document, values)])

    def _subject(self):
        """Return what it is about in one line."""
        lines = [line.strip() for line in (self.wants or "").splitlines() if line.strip()]
        who = self.company_name or self.contact_name or self.who or self.email or self.phone or self.vat
        about = lines[0] if lines else ", ".join(self.service_line_ids.mapped("name"))
        return " · ".join(part for part in (who, about) if part)[:120]

    def _prepare_lead_values(self):
        if not any((self.partner_id, self.contact_name, self.company_name, self.phone, self.email, self.vat)):
            raise UserError(self.env._("Say who contacts us: a name, a phone number, an e-mail address or a NIF."))
        values = {
            "name": self._subject(),
            "type": "lead",
            "partner_id": self.partner_id.id,
            **self._prepare_owner_values(),
            "description": self.wants,
            "medium_id": self._medium().id,
            "source_id": self.source_id.id,
            "service_line_ids": [Command.set(self.service_line_ids.ids)],
        }
        typed = {
            "contact_name": self.contact_name,
            "partner_name": self.company_name,
            "phone": self.phone,
            "email_from": self.email,
            "vat": self.vat,
        }
        # What is left empty comes from the contact.
        return {**values, **{name: value for name, value in typed.items() if value}}

    def _prepare_owner_values(self):
        """Return whose the lead is: without anybody, of the team that new leads go to."""
        if self.user_id:
            return {"user_id": self.user_id.id}
        team = self.env["crm.team"]._get_default_team_id(domain=[("use_leads", "=", True)])
        return {"user_id": False, "team_id": team.id}

    def _prepare_known_lead_values(self, lead):
        """Return what the contact adds to a lead: where it came from first stays."""
        values = {"service_line_ids": [Command.link(line.id) for line in self.service_line_ids]}
        if not lead.medium_id:
            values["medium_id"] = self._medium().id
        if not lead.source_id and self.source_id:
            values["source_id"] = self.source_id.id
        if not lead.partner_id and self.partner_id:
            values["partner_id"] = self.partner_id.id
        for name, value in (("phone", self.phone), ("email_from", self.email)):
            if value and not lead[name]:
                values[name] = value
        return values

    def _medium(self):
        """Return the medium of the channel. Media have one name for everybody: in the language of the company."""
        medium = self.env.ref(_MEDIUM_OF.get(self.channel, ""), raise_if_not_found=False)
        if medium:
            return medium
        speaking = self.with_context(lang=self.env.company.partner_id.lang or self.env.lang)
        name = dict(self._fields["channel"]._description_selection(speaking.env))[self.channel]
        return self.env["utm.mixin"]._find_or_create_record("utm.medium", name)
