from odoo import Command, api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

#: Actions that somebody may still answer to.
_ANSWERED = ("running", "done", "sealed")


class CrmLead(models.Model):
    """A lead that comes in through a campaign is a response to it."""

    _inherit = "crm.lead"

    response_ids = fields.One2many(
        "despacho.response", "created_lead_id", string="Responses", copy=False, groups="despacho_crm.group_user"
    )

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        if not self.env.context.get("lead_of_response"):
            # What comes by itself with a campaign of Odoo that is none of ours costs one query, and the rest none.
            leads.filtered("campaign_id")._respond_to_campaign()
        return leads

    def _respond_to_campaign(self):
        """Note the leads that come in with a campaign's mark as responses to its last action."""
        # sudo: forms of the web are filled in by nobody in particular
        actions = self.env["despacho.action"].sudo()
        responses = self.env["despacho.response"].with_context(response_known=True)
        answered = Domain("campaign_id.utm_campaign_id", "in", self.campaign_id.ids) & Domain("state", "in", _ANSWERED)
        found = actions.search(answered, order="launched_on desc, id desc")
        for lead in self if found else ():
            own = found.filtered(lambda action, lead=lead: action.campaign_id.utm_campaign_id == lead.campaign_id)
            if lead.company_id:
                own = own.filtered(lambda action, lead=lead: action.company_id == lead.company_id)
            if own:
                recipient = own._recipient_of_lead(lead)
                # sudo: as above; where a lead comes from is written by the program
                written = lead.sudo()
                action = recipient.action_id or written.commercial_action_id or own[0]
                came_by_web = lead._came_by_web()
                known = written._find_answered(own, recipient) if came_by_web else written.browse()
                (known or written).write((known or written)._prepare_response_values(action))
                responses._record(
                    recipient,
                    "interested",
                    "web" if came_by_web else "typed",
                    action_id=action.id,
                    partner_id=lead.partner_id.id or known.partner_id.id,
                    lead_id=False,
                    created_lead_id=(known or lead).id,
                    text=lead._response_text(),
                )
                if known:
                    written._go_on_in(known)

    def _find_answered(self, actions, recipient):
        """Return the lead, still open, with which whoever fills in this one answered these actions before, if any.

        Or the lead that ``recipient``, to whom one of them was addressed, was. The same by NIF, by e-mail or as a
        contact: a telephone is of a whole office.
        """
        who = Domain.OR(Domain(name, "=", self[name]) for name in ("nif_key", "email_normalized") if self[name])
        company = self.partner_id.commercial_partner_id
        if company:
            who |= Domain("partner_id", "child_of", company.ids)
        theirs = Domain("commercial_action_id", "in", actions.ids) | Domain("id", "=", recipient.lead_id.id)
        open_ones = self._open_domain() & Domain("id", "!=", self.id) & theirs
        firm = Domain("company_id", "in", [self.company_id.id or actions.company_id[:1].id, False])
        return self.search(open_ones & firm & who, order="id desc", limit=1)

    def _go_on_in(self, known):
        """Put this lead away: what it says goes on in ``known``. It stays as it came, with what is attached to it."""
        known._message_log(
            body=self.env._(
                "They answered once more, with a form: %(lead)s. It goes on here.", lead=self._get_html_link()
            )
        )
        self._message_log(
            body=self.env._("They had answered before: it goes on in %(lead)s.", lead=known._get_html_link())
        )
        # It is put away because it goes on in the other one, not lost with a reason.
        self.write({"active": False})

    def _came_by_web(self):
        """Tell whether nobody of the firm wrote it: a form, a message, a chat."""
        website = self.env.ref("utm.utm_medium_website", raise_if_not_found=False)
        return self.env.su or self.env.user.share or (website and self.medium_id == website)

    def _response_text(self):
        return html2plaintext(self.description or "").strip() or self.name

    def _take_response(self, response):
        """Go on with a lead that was there: where it came from first stays."""
        for lead in self:
            lead.write(lead._prepare_response_values(response.action_id))

    def _prepare_response_values(self, action):
        """Return what a response to ``action`` adds to the lead."""
        self.ensure_one()
        values = {}
        if not self.commercial_action_id:
            values["commercial_action_id"] = action.id
        if not self.campaign_id:
            values["campaign_id"] = action.campaign_id.utm_campaign_id.id
        missing = action.service_line_id - self.service_line_ids
        if missing:
            values["service_line_ids"] = [Command.link(line.id) for line in missing]
        return values

    def _merge_dependences(self, opportunities):
        """What was answered by a lead, or made it, is of the one that it is joined into."""
        # sudo: whoever joins leads writes no responses otherwise
        responses = self.env["despacho.response"].sudo()
        for name in ("lead_id", "created_lead_id") if opportunities._may_be_named(responses._name) else ():
            responses.search([(name, "in", opportunities.ids)]).write({name: self.id})
        return super()._merge_dependences(opportunities)
