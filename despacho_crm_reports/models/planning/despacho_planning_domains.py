from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.activity.mail_activity import CONTACT_OF, REACHED
from odoo.addons.despacho_crm.models.lifecycle.account_move import SALES

from ...tools.planning import borders

#: By which fields a record that is not hidden itself names who may be.
_NAMING = {"despacho.agenda": ("partner_id", "lead_id", "contact_id"), "sale.order": ("partner_id",)}
#: Of which companies is what a row of the log names.
_COMPANIES = ("lead_company_id", "client_company_id", "document_company_id")


class DespachoPlanningFacts(models.AbstractModel):
    """Which records are what was done: the domain of each kind."""

    _inherit = "despacho.planning.facts"

    @api.model
    def _facts_domain(self, code, users, start, end):
        """Return the domain of what ``users`` did of a kind from ``start`` to ``end``, both included."""
        if code == "clients":
            return Domain("id", "in", sorted(self._new_clients(users, start, end)))
        return getattr(self, f"_domain_{code}")(users, start, end)

    @api.model
    def _of_company(self, company_field="company_id", user_field="user_id"):
        """Return the domain of what is of the company, or of none and of somebody whose company it is."""
        company = self.env.company.id
        nobodys = Domain(company_field, "=", False) & Domain(f"{user_field}.company_id", "=", company)
        return Domain(company_field, "=", company) | nobodys

    @api.model
    def _between(self, name, start, end):
        """Return the domain of the moments of these days, on the clock of the company."""
        first, after = borders.bounds(start, end, self._zone())
        return Domain(name, ">=", first) & Domain(name, "<", after)

    @api.model
    def _domain_shown(self, model):
        """Return the domain of the records of a model that are not of anybody blocked.

        It is for the program alone, which would see them: the rules hide them from all others.
        """
        if not (self.env.su and self.env["despacho.privacy.block"]._is_anybody_blocked()):
            return Domain.TRUE
        if "privacy_blocked" in self.env[model]._fields:
            return Domain("privacy_blocked", "!=", True)
        blocked = Domain("privacy_blocked", "=", True)
        return Domain.AND(Domain(name, "not any", blocked) for name in _NAMING.get(model, ()))

    # What is in the log: its days are those that it shows

    @api.model
    def _domain_log(self, users, start, end):
        return Domain("user_id", "in", users.ids) & self._domain_done(start, end) & self._of_company()

    @api.model
    def _domain_done(self, start, end):
        """Return the domain of what anybody did, of whatever company it is where it names none."""
        days = Domain("date", ">=", start) & Domain("date", "<=", end)
        # A private meeting is seen by its owner alone: it counts for nobody, so that all read the same number.
        seen = Domain("done", "=", True) & Domain("private", "=", False)
        # Nor what names somebody of another company, which not all see.
        company = [False, self.env.company.id]
        seen &= Domain.AND(Domain(name, "in", company) for name in _COMPANIES)
        return days & seen

    @api.model
    def _domain_calls(self, users, start, end):
        made = Domain("kind", "=", "activity") & Domain("channel", "=", "call") & Domain("direction", "!=", "inbound")
        return self._domain_log(users, start, end) & made

    @api.model
    def _domain_calls_reached(self, users, start, end):
        return self._domain_calls(users, start, end) & Domain("result", "in", sorted(REACHED))

    @api.model
    def _domain_visits(self, users, start, end):
        return Domain("user_id", "in", users.ids) & self._domain_met(start, end) & self._of_company()

    @api.model
    def _domain_met(self, start, end):
        """Return the domain of the visits and meetings of anybody."""
        met = Domain("kind", "in", ["activity", "meeting"]) & Domain("channel", "in", ["visit", "meeting"])
        # Nobody was there: it was a try.
        held = Domain("result", "not in", ["no_answer", "left_message", "wrong_number", "bounced"])
        return self._domain_done(start, end) & met & held

    @api.model
    def _domain_emails_noted(self, users, start, end):
        sent = Domain("kind", "=", "activity") & Domain("channel", "=", "email") & Domain("direction", "!=", "inbound")
        return self._domain_log(users, start, end) & sent

    @api.model
    def _domain_responses(self, users, start, end):
        return self._domain_log(users, start, end) & Domain("direction", "=", "inbound")

    @api.model
    def _domain_stages(self, users, start, end):
        return self._domain_log(users, start, end) & Domain("stage_forward", "=", True)

    @api.model
    def _domain_activities(self, users, start, end):
        return self._domain_log(users, start, end) & Domain("kind", "=", "activity")

    # What is elsewhere

    @api.model
    def _domain_emails(self, users, start, end):
        """Written by them on a document of the CRM, and sent by e-mail to somebody who is not of the firm."""
        left = Domain("notification_type", "=", "email") & Domain("res_partner_id.partner_share", "=", True)
        written = Domain("model", "in", list(CONTACT_OF)) & Domain("message_type", "in", ["comment", "email_outgoing"])
        mine = Domain("author_id", "in", users.partner_id.ids)
        ours = self._of_company("record_company_id", "author_id.user_ids")
        return mine & written & self._between("date", start, end) & ours & Domain("notification_ids", "any", list(left))

    @api.model
    def _domain_leads(self, users, start, end):
        return (
            Domain("user_id", "in", users.ids)
            & self._between("create_date", start, end)
            & Domain("stage_id.outcome", "!=", "spam")
            & self._of_company()
        )

    @api.model
    def _domain_proposals(self, users, start, end):
        return (
            Domain("user_id", "in", users.ids)
            & self._between("proposed_on", start, end)
            & Domain("company_id", "=", self.env.company.id)
        )

    @api.model
    def _domain_won(self, users, start, end):
        return (
            Domain("user_id", "in", users.ids)
            & Domain("won_status", "=", "won")
            & self._between("date_closed", start, end)
            & self._of_company()
        )

    @api.model
    def _domain_invoiced(self, users, start, end):
        return (
            Domain("invoice_user_id", "in", users.ids)
            & Domain("state", "=", "posted")
            & Domain("move_type", "in", SALES)
            & Domain("invoice_date", ">=", start)
            & Domain("invoice_date", "<=", end)
            & Domain("company_id", "=", self.env.company.id)
        )

    @api.model
    def _domain_actions(self, users, start, end):
        return (
            Domain("user_id", "in", users.ids)
            & self._between("launched_on", start, end)
            & Domain("company_id", "=", self.env.company.id)
        )

    # New clients: who signed or was invoiced for the first time

    @api.model
    def _count_clients(self, code, kind, users, start, end, with_ids=False, without=Domain.TRUE):
        """Return {user: figure} of the new clients."""
        found = {}
        won_by = self._new_clients(users, start, end)
        if not without.is_true():
            untold = self._records(kind).search(without & Domain("id", "in", list(won_by)))
            won_by = {partner_id: won_by[partner_id] for partner_id in untold.ids}
        for partner_id, user_id in won_by.items():
            figure = found.setdefault(users.browse(user_id), {"count": 0, "amount": 0.0})
            figure["count"] += 1
            if with_ids:
                figure.setdefault("ids", []).append(partner_id)
        return found

    @api.model
    def _new_clients(self, users, start, end):
        """Return {id of the client: id of who won them}, of those whom one may see and ``users`` won in these days.

        Whoever signed, was invoiced or was billed with another program before is not new. Who won them: that of
        the opportunity or the invoice that made them clients, or else who attends to them.
        """
        self.env.flush_all()
        zone = self._zone()
        first, after = borders.bounds(start, end, zone)
        rows = self.env.execute_query(
            SQL(
                """
                WITH bought AS (
                    SELECT move.commercial_partner_id AS partner_id, move.invoice_date AS day,
                           1 AS place, move.invoice_user_id AS user_id
                      FROM account_move move
                     WHERE move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_receipt')
                       AND move.company_id = %(company)s AND move.invoice_date BETWEEN %(start)s AND %(end)s
                    UNION ALL
                    SELECT contact.commercial_partner_id,
                           (lead.date_closed AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date, 0, lead.user_id
                      FROM crm_lead lead JOIN res_partner contact ON contact.id = lead.partner_id
                      LEFT JOIN res_users seller ON seller.id = COALESCE(lead.user_id, contact.user_id)
                     WHERE lead.won_status = 'won' AND COALESCE(lead.company_id, seller.company_id) = %(company)s
                       AND lead.date_closed >= %(first)s AND lead.date_closed < %(after)s)
                SELECT * FROM (
                    SELECT DISTINCT ON (bought.partner_id) bought.partner_id,
                           COALESCE(bought.user_id, partner.user_id) AS user_id
                      FROM bought JOIN res_partner partner ON partner.id = bought.partner_id
                     WHERE NOT EXISTS (
                               SELECT FROM account_move earlier
                                WHERE earlier.commercial_partner_id = bought.partner_id AND earlier.state = 'posted'
                                  AND earlier.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
                                  AND earlier.company_id = %(company)s AND earlier.invoice_date < %(start)s)
                       AND NOT EXISTS (
                               SELECT FROM crm_lead earlier JOIN res_partner contact ON contact.id = earlier.partner_id
                                WHERE contact.commercial_partner_id = bought.partner_id
                                  AND earlier.won_status = 'won' AND earlier.date_closed < %(first)s
                                  AND (earlier.company_id = %(company)s OR earlier.company_id IS NULL))
                       AND NOT EXISTS (
                               SELECT FROM despacho_billing_year earlier
                                WHERE earlier.partner_id = bought.partner_id AND earlier.company_id = %(company)s
                                  AND earlier.year <= EXTRACT(YEAR FROM %(start)s::date))
                     ORDER BY bought.partner_id, bought.day, bought.place) winners
                 WHERE user_id = ANY(%(users)s)
                """,
                company=self.env.company.id,
                start=start,
                end=end,
                first=first,
                after=after,
                zone=zone,
                users=users.ids,
            )
        )
        won_by = dict(rows)
        # Who may not see them neither counts nor opens them.
        shown = Domain("id", "in", list(won_by)) & self._domain_shown("res.partner")
        seen = self.env["res.partner"].with_context(active_test=False).search(shown)
        return {partner_id: won_by[partner_id] for partner_id in seen.ids}
