from odoo import Command, models
from odoo.fields import Domain
from odoo.tools import SQL, plaintext2html

#: The medium of a lead by the channel by which somebody answered.
_MEDIUM_OF = {
    "call": "utm.utm_medium_phone",
    "email": "utm.utm_medium_email",
    "web": "utm.utm_medium_website",
    "visit": "utm.utm_medium_direct",
    "meeting": "utm.utm_medium_direct",
}


class DespachoResponse(models.Model):
    """Whoever is interested becomes a lead, or is part of the one that is open for the same."""

    _inherit = "despacho.response"

    def _make_leads(self):
        """Give each of the responses its lead, new where there is none for the action or its service."""
        without = self.filtered(lambda response: not response.created_lead_id)
        without._lock_respondents()
        for response in without:
            # One after the other: two answers of the same company are one lead.
            response.created_lead_id = response._known_lead() or response._create_lead()

    def _lock_respondents(self):
        """Have two answers of the same ones at the same moment make their leads one after the other.

        The rows are written, and not only locked: whoever comes second begins again, and sees the lead of the first.
        Those of a sealed action are written in nothing that is under the seal.
        """
        rows = self.recipient_id
        if rows:
            self.env.execute_query(
                SQL(
                    """
                    UPDATE despacho_action_recipient item SET number = item.number
                      FROM (SELECT id FROM despacho_action_recipient
                             WHERE id = ANY(%(ids)s)
                                OR action_id = ANY(%(actions)s) AND commercial_partner_id = ANY(%(companies)s)
                             ORDER BY id FOR NO KEY UPDATE) locked
                     WHERE item.id = locked.id RETURNING item.id
                    """,
                    ids=rows.ids,
                    actions=rows.action_id.ids,
                    companies=rows.commercial_partner_id.ids,
                )
            )

    def _known_lead(self):
        """Return what is open with whoever answers about the same: this action's, else of the same service."""
        self.ensure_one()
        leads = self.env["crm.lead"]
        own = self.lead_id or self.recipient_id.lead_id
        if own.active and own.won_status == "pending":
            own._take_response(self)
            return own
        if not self.commercial_partner_id:
            # Of somebody who is no contact the row says who it is: what they answered before has their lead.
            before = self.recipient_id.response_ids.created_lead_id.filtered_domain(leads._open_domain())
            before[:1]._take_response(self)
            return before[:1]
        domain = leads._open_domain() & Domain("partner_id", "child_of", self.commercial_partner_id.ids)
        domain &= Domain("company_id", "in", [self.company_id.id, False])
        action = self.action_id
        same = Domain("commercial_action_id", "=", action.id)
        found = leads.search(domain & same, order="id desc", limit=1)
        if not found and action.service_line_id:
            service = Domain("service_line_ids", "in", action.service_line_id.ids)
            found = leads.search(domain & service, order="id desc", limit=1)
        found._take_response(self)
        return found

    def _create_lead(self):
        self.ensure_one()
        company = self.company_id or self.env.company
        leads = self.env["crm.lead"].with_company(company).with_context(lead_of_response=True)
        return leads.create(self._prepare_lead_values())

    def _prepare_lead_values(self):
        """Return the values of the lead: what is left empty comes from the contact."""
        self.ensure_one()
        action, recipient = self.action_id, self.recipient_id
        service = action.service_line_id
        owner = self._lead_owner()
        values = {
            "name": " · ".join(part for part in (self.who, service.name or action.name) if part),
            "type": "lead",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "user_id": owner.id,
            "description": plaintext2html(self.text) if self.text else False,
            "service_line_ids": [Command.set(service.ids)],
            "commercial_action_id": action.id,
            "campaign_id": action.campaign_id.utm_campaign_id.id,
            "medium_id": self._medium().id,
            "source_id": action._response_source().id,
        }
        if not owner:
            team = self.env["crm.team"]._get_default_team_id(domain=[("use_leads", "=", True)])
            values["team_id"] = team.id
        known = {} if self.partner_id else recipient._prepare_lead_values()
        return {**values, **{name: value for name, value in known.items() if value}}

    def _lead_owner(self):
        """Return who attends to it: whoever knows them, whoever heard it, or whoever answers for the action."""
        partner = self.partner_id
        for user in (
            partner.user_id,
            partner.commercial_partner_id.user_id,
            self.user_id,
            self.action_id.user_id,
        ):
            if user._sells() and (not self.company_id or self.company_id in user.company_ids):
                return user
        return self.env["res.users"]

    def _medium(self):
        xmlid = _MEDIUM_OF.get(self.channel)
        medium = xmlid and self.env.ref(xmlid, raise_if_not_found=False)
        if medium:
            return medium
        # Media have one name for everybody: in the language of the firm.
        speaking = self.with_context(lang=self.company_id.partner_id.lang or self.env.lang)
        names = dict(self._fields["channel"]._description_selection(speaking.env))
        name = names.get(self.channel)
        return self.env["utm.mixin"]._find_or_create_record("utm.medium", name) if name else self.env["utm.medium"]
