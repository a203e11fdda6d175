from typing import NamedTuple

from odoo import models
from odoo.tools import SQL


class Unit(NamedTuple):
    """One of the audience: a company, a person, a lead or a contact of a list, with its number."""

    number: int
    partner_id: int | None = None
    lead_id: int | None = None
    list_contact_id: int | None = None
    #: Addressed as such: nobody else of the company is looked for.
    itself: bool = False
    #: Why it is left out, known from the start.
    reason: str | None = None


class DespachoAction(models.Model):
    """Who is in the audience of an action: what was chosen, each one once, in the order of the list."""

    _inherit = "despacho.action"

    def _refresh_audience(self):
        """Bring the segments that the action asks for up to date."""
        segments = self.segment_ids | self.exclude_segment_ids
        segments._with_needed().filtered("active")._refresh()

    def _get_audience(self):
        """Return the :class:`Unit` of the whole audience."""
        self.ensure_one()
        self.env.flush_all()
        return [Unit(*row) for row in self.env.execute_query(self._audience_sql())]

    def _audience_sql(self):
        """Return the columns of :class:`Unit` of the whole audience.

        A contact comes once, however often it was chosen. Whom a list knows by an address that a contact has is that
        contact, addressed at that address. Only contacts that are active and of the company of the action.
        """
        self.ensure_one()
        return SQL(
            """
            WITH known AS MATERIALIZED (
                -- Of several contacts with an address, the company before its people, and the oldest.
                SELECT DISTINCT ON (partner.email_normalized) partner.email_normalized, partner.id
                  FROM mailing_subscription subscription
                  JOIN mailing_contact contact ON contact.id = subscription.contact_id
                  JOIN res_partner partner ON partner.email_normalized = contact.email_normalized
                 WHERE subscription.list_id = ANY(%(some_lists)s) AND partner.active
                   AND partner.merged_into_id IS NULL
                   AND COALESCE(partner.company_id, %(company)s) = %(company)s
                 ORDER BY partner.email_normalized, partner.parent_id NULLS FIRST, partner.id
            ), wanted (partner_id, lead_id, contact_id, listed, gone) AS MATERIALIZED (
                SELECT partner_id, NULL::int, NULL::int, FALSE, FALSE
                  FROM despacho_segment_member WHERE active AND segment_id = ANY(%(segments)s)
                 UNION ALL
                SELECT res_partner_id, NULL, NULL, FALSE, FALSE
                  FROM despacho_action_partner_rel WHERE despacho_action_id = %(action)s
                 UNION ALL
                SELECT lead.partner_id, lead.id, NULL, FALSE, FALSE
                  FROM despacho_action_lead_rel chosen JOIN crm_lead lead ON lead.id = chosen.crm_lead_id
                 WHERE chosen.despacho_action_id = %(action)s AND lead.active
                   AND COALESCE(lead.company_id, %(company)s) = %(company)s
                 UNION ALL
                SELECT known.id, NULL, contact.id, TRUE, BOOL_AND(COALESCE(subscription.opt_out, FALSE))
                  FROM mailing_subscription subscription
                  JOIN mailing_contact contact ON contact.id = subscription.contact_id
                  LEFT JOIN known ON known.email_normalized = contact.email_normalized
                 WHERE subscription.list_id = ANY(%(lists)s)
                 GROUP BY known.id, contact.id
            ), every AS MATERIALIZED (
                SELECT wanted.partner_id, MIN(lead_id) AS lead_id, MIN(contact_id) AS contact_id,
                       BOOL_AND(listed) OR BOOL_OR(partner.parent_id IS NOT NULL AND partner.type <> 'other')
                       AS itself,
                       BOOL_AND(gone) AS gone
                  FROM wanted JOIN res_partner partner ON partner.id = wanted.partner_id
                 WHERE partner.active AND partner.merged_into_id IS NULL
                   AND COALESCE(partner.company_id, %(company)s) = %(company)s
                 GROUP BY wanted.partner_id
                 UNION ALL
                SELECT NULL, lead_id, contact_id, TRUE, BOOL_AND(gone)
                  FROM wanted WHERE partner_id IS NULL GROUP BY lead_id, contact_id
            ), unwanted AS MATERIALIZED (
                SELECT DISTINCT partner_id FROM %(out)s
            ), unwanted_email AS MATERIALIZED (
                -- Whoever is no contact is known by the address alone: theirs, or of their people.
                SELECT partner.email_normalized AS email
                  FROM unwanted JOIN res_partner partner ON partner.id = unwanted.partner_id
                 UNION
                SELECT partner.email_normalized
                  FROM unwanted JOIN res_partner partner ON partner.commercial_partner_id = unwanted.partner_id
                 UNION
                SELECT contact.email_normalized
                  FROM mailing_subscription subscription
                  JOIN mailing_contact contact ON contact.id = subscription.contact_id
                 WHERE subscription.list_id = ANY(%(no_lists)s)
            )
            SELECT ROW_NUMBER() OVER (
                       ORDER BY LOWER(COALESCE(company.name, lead.partner_name, contact.company_name, contact.name,
                                               lead.contact_name, lead.name, '')),
                                partner.parent_id NULLS FIRST, partner.id, every.lead_id, every.contact_id
                   )::int,
                   every.partner_id, every.lead_id, every.contact_id, every.itself,
                   CASE WHEN partner.id IN (SELECT partner_id FROM unwanted)
                          OR partner.commercial_partner_id IN (SELECT partner_id FROM unwanted)
                          OR (partner.id IS NULL AND COALESCE(lead.email_normalized, contact.email_normalized)
                              IN (SELECT email FROM unwanted_email))
                          OR contact.id IN (SELECT contact_id FROM mailing_subscription
                                             WHERE list_id = ANY(%(no_lists)s)) THEN 'excluded_by_hand'
                        WHEN contact.email_normalized IN (SELECT email_normalized FROM mailing_contact
                                                           WHERE privacy_blocked IS TRUE) THEN 'blocked'
                        WHEN every.gone THEN 'opposed' END
              FROM every
              LEFT JOIN res_partner partner ON partner.id = every.partner_id
              LEFT JOIN res_partner company ON company.id = partner.commercial_partner_id
              LEFT JOIN crm_lead lead ON lead.id = every.lead_id AND every.partner_id IS NULL
              LEFT JOIN mailing_contact contact ON contact.id = every.contact_id
             ORDER BY 1
            """,
            action=self.id,
            company=self.company_id.id,
            segments=self.segment_ids.ids,
            lists=self.list_ids.ids,
            no_lists=self.exclude_list_ids.ids,
            some_lists=(self.list_ids | self.exclude_list_ids).ids,
            out=self._excluded_sql(),
        )

    def _excluded_sql(self):
        """Return the contacts that the action leaves out, as a table with ``partner_id``."""
        return SQL(
            """
            (SELECT partner_id FROM despacho_segment_member WHERE active AND segment_id = ANY(%(segments)s)
              UNION ALL
             SELECT res_partner_id FROM despacho_action_no_partner_rel WHERE despacho_action_id = %(action)s
              UNION ALL
             SELECT partner.id FROM mailing_subscription subscription
               JOIN mailing_contact contact ON contact.id = subscription.contact_id
               JOIN res_partner partner ON partner.email_normalized = contact.email_normalized
              WHERE subscription.list_id = ANY(%(lists)s)) AS left_out
            """,
            action=self.id,
            segments=self.exclude_segment_ids.ids,
            lists=self.exclude_list_ids.ids,
        )
