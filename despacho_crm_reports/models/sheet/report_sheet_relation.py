from odoo import models
from odoo.tools import format_amount, format_date
from odoo.tools.mail import html_to_inner_content

from odoo.addons.despacho_crm.tools.sheet import Table

LAST_CONTACTS = 12


class ReportSheet(models.AbstractModel):
    """Who is who in the company, what is open with it, and what was said."""

    _inherit = "report.despacho_crm_reports.sheet"

    def _get_contacts(self, clients):
        _ = self.env._
        headers = [(_("Name"), "start"), (_("Post"), "start"), (_("Phone"), "whole"), (_("E-mail"), "start")]
        return {
            client.id: Table(
                _("Contacts"),
                headers,
                [
                    (contact.name or "", self._get_post(contact), contact.phone or "", contact.email or "")
                    for contact in client.child_ids
                    if contact.type == "contact"
                ],
            )
            for client in clients
        }

    def _get_post(self, contact):
        """Return the post of a person in the company, and what it does in the relation with the firm."""
        return " · ".join(filter(None, (contact.function, self._get_selection_label(contact, "contact_role"))))

    def _get_addresses(self, clients):
        _ = self.env._
        headers = [(_("Use"), "start"), (_("Name"), "start"), (_("Address"), "start"), (_("Phone"), "whole")]
        return {
            client.id: Table(
                _("Other addresses"),
                headers,
                [
                    (
                        self._get_selection_label(address, "type"),
                        address.name or "",
                        ", ".join(self._get_address_lines(address)),
                        address.phone or "",
                    )
                    for address in client.child_ids
                    if address.type != "contact"
                ],
            )
            for client in clients
        }

    def _get_leads(self, clients):
        _ = self.env._
        leads = clients._get_open_leads()
        headers = [
            (_("Subject"), "start"),
            (_("Stage"), "start"),
            (_("Expected revenue"), "end"),
            (_("Probability"), "end"),
            (_("Expected closing"), "whole"),
            (_("Person in charge"), "start"),
        ]
        titles = {"opportunity": _("Open opportunities"), "lead": _("Open leads")}
        return [
            {
                client: Table(title, headers, [self._get_lead_row(lead) for lead in found if lead.type == kind])
                for client, found in leads.items()
            }
            for kind, title in titles.items()
        ]

    def _get_lead_row(self, lead):
        amount = lead.expected_revenue and format_amount(self.env, lead.expected_revenue, lead.company_currency)
        return (
            lead.name,
            lead.stage_id.name or "",
            amount or "",
            f"{lead.probability:.0f} %",
            format_date(self.env, lead.date_deadline),
            lead.user_id.name or "",
        )

    def _get_activities(self, clients):
        """Two sections: what is to be done, the earliest first, and what was done, the latest first."""
        _ = self.env._
        activities = clients._get_activities()
        pending, done = {}, {}
        for client, found in activities.items():
            pending[client] = Table(
                _("Next actions"),
                [
                    (_("Date"), "whole"),
                    (_("Action"), "start"),
                    (_("Subject"), "start"),
                    (_("Person in charge"), "start"),
                ],
                [
                    (format_date(self.env, activity.date_deadline), *self._get_activity_row(activity))
                    for activity in found.filtered("active").sorted("date_deadline")
                ],
            )
            done[client] = Table(
                _("Last contacts"),
                [
                    (_("Date"), "whole"),
                    (_("Action"), "start"),
                    (_("Result"), "start"),
                    (_("Subject"), "start"),
                    (_("Who"), "start"),
                ],
                [
                    (format_date(self.env, activity.date_done), *self._get_done_row(activity))
                    for activity in found.filtered(lambda a: not a.active and a.date_done).sorted(
                        lambda a: (a.date_done, a.id), reverse=True
                    )[:LAST_CONTACTS]
                ],
            )
        return [pending, done]

    def _get_done_row(self, activity):
        action, subject, who = self._get_activity_row(activity)
        return action, self._get_outcome(activity), subject, who

    def _get_outcome(self, activity):
        """Return how a contact went: its result, the reaction and the chance that they contract."""
        chance = activity._fields["chance"].known(activity)
        return " · ".join(
            filter(
                None,
                (
                    self._get_selection_label(activity, "result"),
                    self._get_selection_label(activity, "reaction"),
                    "" if chance is None else f"{chance} %",
                ),
            )
        )

    def _get_activity_row(self, activity):
        """What it was, what is known of it, and whose it is. A lead is named, the client itself is not."""
        document = activity.res_model == "crm.lead" and activity.res_name
        if activity.active:
            what = html_to_inner_content(activity.note or "")
        else:
            what = activity.feedback
        return (
            activity.activity_type_id.name or "",
            "\n".join(filter(None, (activity.summary, document, what))),
            activity.user_id.name or "",
        )
