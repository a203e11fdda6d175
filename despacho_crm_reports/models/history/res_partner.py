from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain


class YearBilled(NamedTuple):
    """What was invoiced to one client in one year, in the currency of the firm."""

    year: int
    count: int
    untaxed: float
    total: float
    last_date: date


class ResPartner(models.Model):
    """What happened with many clients at once: a query per question, never one per client.

    Every method is asked of commercial entities, answers by their ids, counts what hangs from their contacts as
    theirs, and reads with the rights of the user: what that user may not see is not counted.
    """

    _inherit = "res.partner"

    def _get_billing_domain(self):
        """Domain of the posted invoices and credit notes of these clients, in the currency of the firm."""
        return Domain(
            [
                ("commercial_partner_id", "in", self.ids),
                ("move_type", "in", ("out_invoice", "out_refund", "out_receipt")),
                ("state", "=", "posted"),
                ("company_id", "in", self.env.companies.ids),
                ("company_id.currency_id", "=", self.env.company.currency_id.id),
            ]
        )

    def _get_billing_by_year(self):
        """Return {partner id: [YearBilled, latest year first]}; empty for who may not read invoices."""
        billing = defaultdict(list)
        if not self.env["account.move"].has_access("read"):
            return billing
        for partner, year, count, untaxed, total, last_date in self.env["account.move"]._read_group(
            self._get_billing_domain(),
            groupby=["commercial_partner_id", "invoice_date:year"],
            aggregates=["__count", "amount_untaxed_signed:sum", "amount_total_signed:sum", "invoice_date:max"],
        ):
            billing[partner.id].append(YearBilled(year.year, count, untaxed, total, last_date))
        for years in billing.values():
            years.sort(reverse=True)
        return billing

    def _get_last_invoices(self, limit):
        """Return {partner id: its last posted invoices}, at most ``limit`` of each."""
        if not self.env["account.move"].has_access("read"):
            return {}
        moves = self.env["account.move"].search_fetch(
            self._get_billing_domain(), ["commercial_partner_id"], order="invoice_date desc, id desc"
        )
        last = {partner.id: found[:limit] for partner, found in moves.grouped("commercial_partner_id").items()}
        moves.browse(move.id for found in last.values() for move in found).fetch(
            ["name", "invoice_date", "amount_untaxed_signed", "amount_total_signed", "payment_state"]
        )
        return last

    def _get_open_leads(self):
        """Return {partner id: leads and opportunities neither won nor lost}."""
        leads = self.env["crm.lead"].search_fetch(
            [("partner_id.commercial_partner_id", "in", self.ids), ("won_status", "=", "pending")],
            [
                "name",
                "type",
                "stage_id",
                "expected_revenue",
                "company_id",
                "probability",
                "date_deadline",
                "user_id",
                "partner_id",
            ],
        )
        return {
            partner.id: found
            for partner, found in leads.grouped(lambda lead: lead.partner_id.commercial_partner_id).items()
        }

    def _get_activity_domain(self):
        """Domain of the activities, done ones included, of the clients, of their contacts and of their leads."""
        everything = self.with_context(active_test=False)
        family = everything._search([("commercial_partner_id", "in", self.ids)])
        leads = everything.env["crm.lead"]._search([("partner_id.commercial_partner_id", "in", self.ids)])
        return Domain("active", "in", (True, False)) & (
            Domain([("res_model", "=", "res.partner"), ("res_id", "in", family)])
            | Domain([("res_model", "=", "crm.lead"), ("res_id", "in", leads)])
        )

    def _get_activities(self):
        """Return {partner id: activities}, done ones included: those are archived and have a ``date_done``."""
        activities = self.env["mail.activity"].search_fetch(
            self._get_activity_domain(),
            [
                "active",
                "activity_type_id",
                "chance",
                "date_deadline",
                "date_done",
                "feedback",
                "note",
                "reaction",
                "res_id",
                "res_model",
                "res_name",
                "result",
                "summary",
                "user_id",
            ],
        )
        partner_of = self._get_partner_of_documents(
            {model: found.mapped("res_id") for model, found in activities.grouped("res_model").items()}
        )
        return {
            partner.id: found
            for partner, found in activities.grouped(lambda a: partner_of[a.res_model, a.res_id]).items()
        }

    def _get_contact_dates(self):
        """Return two dictionaries by partner id: date of the last done activity, deadline of the next one."""
        groups = self.env["mail.activity"]._read_group(
            self._get_activity_domain(),
            groupby=["res_model", "res_id", "active"],
            aggregates=["date_done:max", "date_deadline:min"],
        )
        ids = defaultdict(set)
        for model, document_id, *_dates in groups:
            ids[model].add(document_id)
        partner_of = self._get_partner_of_documents(ids)
        last_done, next_due = {}, {}
        for model, document_id, active, done, due in groups:
            client = partner_of[model, document_id].id
            if active:
                next_due[client] = min(due, next_due.get(client, due))
            elif done:
                last_done[client] = max(done, last_done.get(client, done))
        return last_done, next_due

    def _get_partner_of_documents(self, ids):
        """Return {(model, id): commercial entity} for {model: ids of partners or of leads}."""
        partner_of = {}
        for model, document_ids in ids.items():
            for document in self.env[model].browse(document_ids):
                partner = document.partner_id if model == "crm.lead" else document
                partner_of[model, document.id] = partner.commercial_partner_id
        return partner_of
