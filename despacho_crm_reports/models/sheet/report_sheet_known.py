from odoo import models
from odoo.tools import format_amount, format_date

from odoo.addons.despacho_crm.tools.sheet import Facts, Table


class ReportSheet(models.AbstractModel):
    """What the firm knows of the client: where the relation is and why, how to reach it, and what it needs."""

    _inherit = "report.despacho_crm_reports.sheet"

    def _get_sections(self, clients, billing):
        sections = super()._get_sections(clients, billing)
        return [
            {client.id: self._get_relation(client) for client in clients},
            {client.id: self._get_reach(client) for client in clients},
            self._get_needs(clients),
            *sections,
        ]

    def _get_relation(self, client):
        _ = self.env._
        money = client.lifecycle_currency_id
        return Facts(
            _("Relation"),
            [
                (self._get_field_label(client, "lifecycle"), self._get_reasoned(client, "lifecycle")),
                (self._get_field_label(client, "temperature"), self._get_reasoned(client, "temperature")),
                (self._get_field_label(client, "contact_refused"), client.contact_refused and _("Yes")),
                (
                    self._get_field_label(client, "potential"),
                    client.potential and format_amount(self.env, client.potential, money),
                ),
                (
                    self._get_field_label(client, "service_line_ids"),
                    ", ".join(client.service_line_ids.mapped("name")),
                ),
                (
                    self._get_field_label(client, "discount_interest"),
                    self._get_selection_label(client, "discount_interest"),
                ),
                (
                    self._get_field_label(client, "priority_score"),
                    client.priority_score and f"{client.priority_score:.0f} · {client.priority_why or ''}".rstrip(" ·"),
                ),
            ],
        )

    def _get_reach(self, client):
        return Facts(
            self.env._("How to reach them"),
            [
                (self._get_field_label(client, name), value)
                for name, value in (
                    ("preferred_channel", self._get_selection_label(client, "preferred_channel")),
                    ("call_habit", client.call_habit),
                    ("mail_habit", client.mail_habit),
                    ("follow_up_text", client.follow_up_text),
                )
            ],
        )

    def _get_reasoned(self, client, name):
        """Return what a field says and why it says it."""
        value = self._get_selection_label(client, name)
        return value and "\n".join(filter(None, (value, client[f"{name}_reason"])))

    def _get_field_label(self, record, name):
        return record._fields[name]._description_string(self.env)

    def _get_needs(self, clients):
        _ = self.env._
        needs = self.env["despacho.need"].search(
            [("partner_id", "in", clients.ids), ("status", "in", ("open", "opportunity"))],
            order="horizon desc, date_due, id",
        )
        headers = [
            (_("Subject"), "start"),
            (_("Service line"), "start"),
            (_("When"), "whole"),
            (_("State"), "start"),
            (_("Person in charge"), "start"),
        ]
        return {
            partner.id: Table(_("Needs"), headers, [self._get_need_row(need) for need in found])
            for partner, found in needs.grouped("partner_id").items()
        }

    def _get_need_row(self, need):
        when = format_date(self.env, need.date_due) or self._get_selection_label(need, "horizon")
        return (
            need.name,
            need.service_line_id.name or "",
            when,
            self._get_selection_label(need, "status"),
            need.user_id.name or "",
        )
