from odoo import api, models
from odoo.tools import SQL

from ...tools import habits
from .account_move import SALES


class ResPartner(models.Model):
    """The steps of the update that read what happened: invoices, leads, quotations, contacts, mailings."""

    _inherit = "res.partner"

    @api.model
    def _lifecycle_sql_sold(self):
        """Return the condition that an invoice, ``move``, counts. It is that of its index."""
        return SQL("move.state = 'posted' AND move.move_type IN %s", SALES)

    @api.model
    def _lifecycle_sql_amounts(self, today):
        """Return what the invoices ``move`` say of each column, without taxes, at the rates of ``scope``.

        An invoice that was reversed makes nobody a client.
        """
        billed = SQL("SUM(move.amount_untaxed_signed * scope.rate)")
        this_year = SQL("FILTER (WHERE move.invoice_date > %s::date - INTERVAL '12 months')", today)
        standing = SQL("FILTER (WHERE move.move_type <> 'out_refund' AND move.payment_state <> 'reversed')")
        return {
            "invoiced_total": SQL("ROUND(%s, 2)", billed),
            "invoiced_12m": SQL("ROUND(%s %s, 2)", billed, this_year),
            "last_invoice_date": SQL("MAX(move.invoice_date) %s", standing),
            "last_company_id": SQL(
                "(ARRAY_AGG(move.company_id ORDER BY move.invoice_date DESC, move.id DESC) %s)[1]", standing
            ),
        }

    @api.model
    def _lifecycle_sql_money(self, today):
        """Return what was invoiced."""
        amounts = self._lifecycle_sql_amounts(today).items()
        return SQL(
            """
            SELECT target.id AS partner_id, %(amounts)s
              FROM target
              JOIN account_move move ON move.commercial_partner_id = target.id
              JOIN scope ON scope.owner_id = COALESCE(target.company_id, 0) AND scope.company_id = move.company_id
             WHERE target.related AND %(sold)s
             GROUP BY target.id
            """,
            amounts=SQL(", ").join(SQL("%s AS %s", amount, SQL.identifier(name)) for name, amount in amounts),
            sold=self._lifecycle_sql_sold(),
        )

    @api.model
    def _lifecycle_sql_leads(self):
        return SQL(
            """
            SELECT family.partner_id, lead.id, lead.type, lead.active, lead.wake_date,
                   COALESCE(stage.outcome, 'open') AS outcome,
                   COALESCE(lead.date_last_stage_update, lead.create_date) AS moved_at,
                   COALESCE(lead.date_closed, lead.date_last_stage_update, lead.create_date) AS closed_at
              FROM family
              JOIN crm_lead lead ON lead.partner_id = family.id
              LEFT JOIN crm_stage stage ON stage.id = lead.stage_id
             WHERE %s
            """,
            self._lifecycle_in_scope(SQL("lead.company_id"), SQL("family.company_id")),
        )

    @api.model
    def _lifecycle_sql_orders(self):
        return SQL(
            """
            SELECT family.partner_id, orders.id, orders.company_id, orders.state, orders.date_order,
                   %(discounted)s AS discounted
              FROM family
              JOIN sale_order orders ON orders.partner_id = family.id
             WHERE %(in_scope)s
            """,
            discounted=self._lifecycle_sql_discounted(),
            in_scope=self._lifecycle_in_scope(SQL("orders.company_id"), SQL("family.company_id")),
        )

    @api.model
    def _lifecycle_sql_discounted(self):
        """Return the condition that a quotation, ``orders``, has a discount."""
        return SQL("EXISTS (SELECT FROM sale_order_line line WHERE line.order_id = orders.id AND line.discount > 0)")

    @api.model
    def _lifecycle_sql_contacts(self):
        return SQL(
            """
            SELECT target.id AS partner_id, activity.id, activity.channel, activity.direction, activity.result,
                   activity.reaction, activity.chance, activity.done_at
              FROM target
              JOIN mail_activity activity ON activity.partner_id = target.id
             WHERE target.related AND activity.active IS FALSE AND activity.result IS NOT NULL
               AND activity.done_at IS NOT NULL
            """
        )

    @api.model
    def _lifecycle_sql_traces(self):
        """Return the mailings sent to the partner's people, to its leads, and to its addresses in mailing lists."""
        columns = SQL(
            """trace.trace_status, trace.sent_datetime, trace.reply_datetime, trace.links_click_datetime,
               CASE WHEN trace.open_datetime > trace.sent_datetime + %s * INTERVAL '1 second'
                    THEN trace.open_datetime END AS open_datetime""",
            habits.MACHINE_SECONDS,
        )
        return SQL(
            """
            SELECT family.partner_id, %(columns)s
              FROM family
              JOIN mailing_trace trace ON trace.res_id = family.id AND trace.model = 'res.partner'
             WHERE trace.is_test_trace IS NOT TRUE
            UNION ALL
            SELECT leads.partner_id, %(columns)s
              FROM leads
              JOIN mailing_trace trace ON trace.res_id = leads.id AND trace.model = 'crm.lead'
             WHERE trace.is_test_trace IS NOT TRUE
            UNION ALL
            SELECT family.partner_id, %(columns)s
              FROM family
              JOIN mailing_contact contact ON contact.email_normalized = family.email_normalized
              JOIN mailing_trace trace ON trace.res_id = contact.id AND trace.model = 'mailing.contact'
             WHERE trace.is_test_trace IS NOT TRUE
            """,
            columns=columns,
        )

    @api.model
    def _lifecycle_sql_mails(self):
        """Return the e-mails that came in, from people outside, to the partner, its leads and its quotations."""
        return SQL(
            """
            SELECT document.partner_id, message.date AS at
              FROM (SELECT partner_id, 'res.partner' AS model, id FROM family
                    UNION ALL
                    SELECT partner_id, 'crm.lead', id FROM leads WHERE outcome <> 'spam'
                    UNION ALL
                    SELECT partner_id, 'sale.order', id FROM orders) document
              JOIN mail_message message ON message.model = document.model AND message.res_id = document.id
              LEFT JOIN res_partner author ON author.id = message.author_id
             WHERE message.message_type = 'email' AND (author.id IS NULL OR author.partner_share)
            """
        )

    @api.model
    def _lifecycle_sql_services(self):
        """Add the services of open leads and needs to those of interest. What people added stays."""
        return SQL(
            """
            INSERT INTO res_partner_service_line_rel (partner_id, category_id)
            SELECT leads.partner_id, line.category_id
              FROM leads JOIN crm_lead_service_line_rel line ON line.lead_id = leads.id
             WHERE leads.active AND leads.outcome IN ('open', 'snoozed')
            UNION
            SELECT family.partner_id, need.service_line_id
              FROM family JOIN despacho_need need ON need.partner_id = family.id
             WHERE need.service_line_id IS NOT NULL AND need.status = 'open' AND need.active
            ON CONFLICT DO NOTHING
            RETURNING partner_id
            """
        )
