from odoo import api, models
from odoo.tools import SQL

from ..recipient.despacho_action_recipient import SENT_SQL

#: What somebody answered, each of them a number.
KINDS = ("interested", "information", "later", "not_interested", "wrong_person", "complaint", "unsubscribe")
#: By what the results can be taken apart: {code: where it is in what was known of the recipient}.
DIMENSIONS = ("segment", "sector", "province", "size", "lifecycle", "temperature")
_MANY = {"segment": "segments"}
SALES = ("out_invoice", "out_refund")


class DespachoResults(models.AbstractModel):
    """What came of commercial actions, counted in one query for each kind of record, whatever the number of actions.

    The counts are those of the action, also where the person behind one is hidden from whoever looks: records are
    opened with the rights of each one.
    """

    _name = "despacho.results"
    _description = "Results of commercial actions"

    @api.model
    def _count(self, actions, owner, by=None):
        """Return ``{(owner id, value): {measure: number}}``.

        :param actions: ``despacho.action``
        :param str owner: ``"id"`` for each action, ``"campaign_id"`` for each campaign
        :param by: a code of DIMENSIONS; without one the values are ``None``
        """
        found = {}
        if not actions.ids:
            return found
        self._flush()
        owner = SQL.identifier("action", owner)
        for query in (self._recipients_sql, self._responses_sql, self._leads_sql, self._revenue_sql):
            for row in self.env.execute_query_dict(query(actions.ids, owner, by)):
                numbers = found.setdefault((row.pop("owner"), row.pop("value")), {})
                numbers.update({name: number or 0 for name, number in row.items()})
        return found

    @api.model
    def _flush(self):
        for model in ("despacho.action", "despacho.action.recipient", "despacho.response", "crm.lead"):
            self.env[model].flush_model()
        for model in ("account.move", "account.move.line", "res.partner", "product.category"):
            self.env[model].flush_model()

    @api.model
    def _known_sql(self, by):
        """Return the join that gives what was known, ``known.value``, of the recipient ``recipient``."""
        if not by:
            return SQL("CROSS JOIN (SELECT NULL::text AS value) known")
        if by in _MANY:
            values = SQL("recipient.values -> %s", _MANY[by])
            return SQL(
                """LEFT JOIN LATERAL (
                    SELECT JSONB_ARRAY_ELEMENTS_TEXT(%(values)s) AS value WHERE JSONB_TYPEOF(%(values)s) = 'array'
                   ) known ON TRUE""",
                values=values,
            )
        return SQL("LEFT JOIN LATERAL (SELECT NULLIF(recipient.values ->> %s, '') AS value) known ON TRUE", by)

    @api.model
    def _recipients_sql(self, action_ids, owner, by):
        return SQL(
            """
            SELECT %(owner)s AS owner, known.value,
                   COUNT(*) FILTER (WHERE recipient.included) AS recipient_count,
                   COUNT(*) FILTER (WHERE recipient.state = 'excluded') AS excluded_count,
                   COUNT(*) FILTER (WHERE %(sent)s) AS sent_count,
                   COUNT(*) FILTER (WHERE recipient.reached) AS reached_count
              FROM despacho_action_recipient recipient
              JOIN despacho_action action ON action.id = recipient.action_id
              %(known)s
             WHERE recipient.action_id = ANY(%(ids)s)
             GROUP BY 1, 2
            """,
            owner=owner,
            sent=SENT_SQL,
            known=self._known_sql(by),
            ids=action_ids,
        )

    @api.model
    def _responses_sql(self, action_ids, owner, by):
        kinds = SQL(", ").join(
            SQL("COUNT(*) FILTER (WHERE response.kind = %s) AS %s", kind, SQL.identifier(f"{kind}_count"))
            for kind in KINDS
        )
        return SQL(
            """
            SELECT %(owner)s AS owner, known.value, %(kinds)s,
                   COUNT(*) FILTER (WHERE response.kind IS NOT NULL OR response.to_classify) AS response_count
              FROM despacho_response response
              JOIN despacho_action action ON action.id = response.action_id
              LEFT JOIN despacho_action_recipient recipient ON recipient.id = response.recipient_id
              %(known)s
             WHERE response.action_id = ANY(%(ids)s)
             GROUP BY 1, 2
            """,
            owner=owner,
            kinds=kinds,
            known=self._known_sql(by),
            ids=action_ids,
        )

    @api.model
    def _lead_recipient_sql(self):
        """Return the join that gives the recipient from which ``lead`` comes, if it is known."""
        return SQL(
            """
            LEFT JOIN LATERAL (
                SELECT one.* FROM despacho_action_recipient one
                 WHERE one.action_id = lead.commercial_action_id AND one.included
                   AND (one.id IN (SELECT recipient_id FROM despacho_response WHERE created_lead_id = lead.id)
                        OR one.lead_id = lead.id OR one.commercial_partner_id = partner.commercial_partner_id)
                 ORDER BY (one.lead_id = lead.id) DESC NULLS LAST, one.number LIMIT 1
            ) recipient ON TRUE
            """
        )

    @api.model
    def _leads_sql(self, action_ids, owner, by):
        return SQL(
            """
            SELECT %(owner)s AS owner, known.value,
                   COUNT(DISTINCT lead.id) AS lead_count,
                   COUNT(DISTINCT lead.id) FILTER (WHERE lead.type = 'opportunity') AS opportunity_count,
                   COUNT(DISTINCT COALESCE(partner.commercial_partner_id, -lead.id))
                         FILTER (WHERE lead.won_status = 'won') AS client_count,
                   SUM(lead.expected_revenue) FILTER (WHERE lead.won_status = 'won') AS contracted
              FROM crm_lead lead
              JOIN despacho_action action ON action.id = lead.commercial_action_id
              LEFT JOIN res_partner partner ON partner.id = lead.partner_id
              %(recipient)s %(known)s
             WHERE lead.commercial_action_id = ANY(%(ids)s)
             GROUP BY 1, 2
            """,
            owner=owner,
            recipient=self._lead_recipient_sql() if by else SQL(),
            known=self._known_sql(by),
            ids=action_ids,
        )

    @api.model
    def _won_sql(self, action_ids):
        """Return the clients won by these actions, each with the lead that won it first in its company.

        ``is_new``: nothing had been invoiced to it before. Of others only the service promoted counts.
        """
        return SQL(
            """
            SELECT * FROM (
                SELECT DISTINCT ON (partner.commercial_partner_id, action.company_id)
                       partner.commercial_partner_id AS client_id, lead.id AS lead_id, lead.commercial_action_id,
                       lead.partner_id, action.company_id, action.campaign_id, line.parent_path,
                       lead.create_date::date AS since,
                       NOT EXISTS (SELECT FROM account_move earlier
                                    WHERE earlier.commercial_partner_id = partner.commercial_partner_id
                                      AND earlier.state = 'posted' AND earlier.move_type = 'out_invoice'
                                      AND earlier.company_id = action.company_id
                                      AND earlier.invoice_date < lead.create_date::date)
                       AND NOT EXISTS (SELECT FROM despacho_billing_year earlier
                                        WHERE earlier.partner_id = partner.commercial_partner_id
                                          AND earlier.company_id = action.company_id
                                          AND earlier.year < DATE_PART('year', lead.create_date)) AS is_new
                  FROM crm_lead lead
                  JOIN res_partner partner ON partner.id = lead.partner_id
                  JOIN despacho_action action ON action.id = lead.commercial_action_id
                  JOIN product_category line ON line.id = action.service_line_id
                 WHERE lead.won_status = 'won' AND partner.commercial_partner_id IN (
                       SELECT other.commercial_partner_id
                         FROM crm_lead theirs JOIN res_partner other ON other.id = theirs.partner_id
                        WHERE theirs.commercial_action_id = ANY(%(ids)s) AND theirs.won_status = 'won')
                 ORDER BY partner.commercial_partner_id, action.company_id, lead.create_date, lead.id
            ) first WHERE first.commercial_action_id = ANY(%(ids)s)
            """,
            ids=action_ids,
        )

    @api.model
    def _invoices_sql(self, action_ids):
        """Return what was invoiced since to the clients won: lead, invoice and amount without taxes."""
        return SQL(
            """
            SELECT won.lead_id, won.commercial_action_id, won.partner_id, move.id AS move_id,
                   -SUM(item.balance) AS amount
              FROM (%(won)s) won
              JOIN account_move move ON move.commercial_partner_id = won.client_id
               AND move.company_id = won.company_id AND move.state = 'posted' AND move.move_type IN %(sales)s
               AND move.invoice_date >= won.since
              JOIN account_move_line item ON item.move_id = move.id AND item.display_type = 'product'
              LEFT JOIN product_product product ON product.id = item.product_id
              LEFT JOIN product_template template ON template.id = product.product_tmpl_id
              LEFT JOIN product_category category ON category.id = template.categ_id
             WHERE won.is_new OR category.parent_path LIKE won.parent_path || '%%'
             GROUP BY 1, 2, 3, 4
            """,
            won=self._won_sql(action_ids),
            sales=SALES,
        )

    @api.model
    def _revenue_sql(self, action_ids, owner, by):
        return SQL(
            """
            SELECT %(owner)s AS owner, known.value, SUM(lead.amount) AS revenue
              FROM (SELECT invoice.lead_id AS id, invoice.commercial_action_id, invoice.partner_id,
                           SUM(invoice.amount) AS amount
                      FROM (%(invoices)s) invoice GROUP BY 1, 2, 3) lead
              JOIN despacho_action action ON action.id = lead.commercial_action_id
              LEFT JOIN res_partner partner ON partner.id = lead.partner_id
              %(recipient)s %(known)s
             GROUP BY 1, 2
            """,
            owner=owner,
            invoices=self._invoices_sql(action_ids),
            recipient=self._lead_recipient_sql() if by else SQL(),
            known=self._known_sql(by),
        )

    # The records behind a number

    @api.model
    def _lead_ids(self, actions, by, value):
        """Return the ids of the leads that come from recipients of whom that was known."""
        self._flush()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT lead.id FROM crm_lead lead
                  LEFT JOIN res_partner partner ON partner.id = lead.partner_id
                  %(recipient)s %(known)s
                 WHERE lead.commercial_action_id = ANY(%(ids)s) AND known.value IS NOT DISTINCT FROM %(value)s
                """,
                recipient=self._lead_recipient_sql(),
                known=self._known_sql(by),
                ids=actions.ids,
                value=value,
            )
        )
        return [lead_id for (lead_id,) in rows]

    @api.model
    def _client_lead_ids(self, actions, by=None, value=None):
        """Return the ids of the leads that won a client, the first of each client: as many as are counted."""
        self._flush()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (COALESCE(partner.commercial_partner_id, -lead.id)) lead.id FROM crm_lead lead
                  LEFT JOIN res_partner partner ON partner.id = lead.partner_id
                  %(recipient)s %(known)s
                 WHERE lead.commercial_action_id = ANY(%(ids)s) AND lead.won_status = 'won'
                   AND known.value IS NOT DISTINCT FROM %(value)s
                 ORDER BY COALESCE(partner.commercial_partner_id, -lead.id), lead.create_date, lead.id
                """,
                recipient=self._lead_recipient_sql() if by else SQL(),
                known=self._known_sql(by),
                ids=actions.ids,
                value=value,
            )
        )
        return [lead_id for (lead_id,) in rows]

    @api.model
    def _invoice_ids(self, actions, lead_ids=None):
        """Return the ids of the invoices that make up the revenue, of those leads if they are given."""
        self._flush()
        rows = self.env.execute_query(self._invoices_sql(actions.ids))
        return sorted({move for lead, _action, _partner, move, _amount in rows if lead_ids is None or lead in lead_ids})
