from collections import defaultdict
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ...tools.recipient import addressee
from ...tools.recipient.addressee import Person

#: What a channel needs, of what is known of each.
ADDRESS = {
    "email": "email",
    "call": "phone",
    "sms": "phone",
    "event": "phone",
    "post": "street",
    "visit": "street",
}
#: Messages that came back, after which the address is taken for a dead one. What arrives sets it to none again.
BOUNCES = 3


class DespachoAction(models.Model):
    """What is known of some of the audience to choose whom to address, in one query each."""

    _inherit = "despacho.action"

    def _unit_facts(self, units):
        """Return {number: what is known of a unit to address it}."""
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT unit.number, partner.commercial_partner_id AS commercial_id,
                       COALESCE(partner.name, company.name, lead.contact_name, lead.partner_name, contact.name,
                                contact.email, '') AS name,
                       COALESCE(partner.is_company, FALSE) AS is_company,
                       COALESCE(partner.email_normalized, lead.email_normalized, contact.email_normalized) AS email,
                       COALESCE(partner.phone_sanitized, lead.phone_sanitized,
                                CASE WHEN partner.parent_id IS NOT NULL THEN company.phone_sanitized END) AS phone,
                       company.email_normalized AS company_email, company.phone_sanitized AS company_phone,
                       %(partner_street)s OR %(company_street)s OR %(lead_street)s AS street,
                       COALESCE(partner.message_bounce, lead.message_bounce, contact.message_bounce, 0) >= %(bounces)s
                       AS bounced
                  FROM UNNEST(%(numbers)s::int[], %(partners)s::int[], %(leads)s::int[], %(contacts)s::int[])
                       AS unit (number, partner_id, lead_id, contact_id)
                  LEFT JOIN res_partner partner ON partner.id = unit.partner_id
                  LEFT JOIN res_partner company ON company.id = partner.commercial_partner_id
                  LEFT JOIN crm_lead lead ON lead.id = unit.lead_id AND unit.partner_id IS NULL
                  LEFT JOIN mailing_contact contact ON contact.id = unit.contact_id AND unit.partner_id IS NULL
                """,
                numbers=[unit.number for unit in units],
                partners=[unit.partner_id for unit in units],
                leads=[unit.lead_id for unit in units],
                contacts=[unit.list_contact_id for unit in units],
                partner_street=_has_street("partner"),
                company_street=_has_street("company"),
                lead_street=_has_street("lead"),
                bounces=BOUNCES,
            )
        )
        return {row["number"]: row for row in rows}

    def _people_who_fit(self, company_ids):
        """Return {company id: [:class:`addressee.Person`]} of the people whom the action is for, the best first."""
        if self.addressee == "company" or not company_ids:
            return {}
        wanted = addressee.posts(self.addressee_post)
        role = self.addressee_role or ""
        needs = ADDRESS[self.channel]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT person.parent_id, person.id, COALESCE(person.name, ''), COALESCE(person.contact_role, ''),
                       COALESCE(person.function, ''), person.email_normalized,
                       COALESCE(person.phone_sanitized, company.phone_sanitized),
                       COALESCE(person.message_bounce, 0) >= %(bounces)s,
                       %(person_street)s OR %(company_street)s,
                       person.id IN (SELECT partner_id FROM %(out)s)
                  FROM res_partner person JOIN res_partner company ON company.id = person.parent_id
                 WHERE person.parent_id = ANY(%(companies)s) AND person.active AND person.merged_into_id IS NULL
                   AND NOT person.is_company AND COALESCE(person.type, 'contact') = 'contact'
                   AND (person.contact_role = %(role)s OR (%(by_post)s AND person.function > ''))
                 ORDER BY person.parent_id, person.id
                """,
                companies=company_ids,
                role=role,
                by_post=bool(wanted),
                bounces=BOUNCES,
                person_street=_has_street("person"),
                company_street=_has_street("company"),
                out=self._excluded_sql(),
            )
        )
        found = defaultdict(list)
        for company_id, person_id, name, has_role, post, email, phone, bounced, street, out in rows:
            has = {"email": email, "phone": phone, "street": street}[needs]
            found[company_id].append(
                Person(
                    ("partner", person_id),
                    name,
                    has_role,
                    post,
                    has_address=bool(has),
                    bounced=bounced and needs == "email",
                    excluded=out,
                    email=email,
                    phone=phone,
                )
            )
        return {company_id: addressee.fitting(people, role, wanted) for company_id, people in found.items()}

    def _recently_addressed(self, facts):
        """Return the numbers of those to whom another action of the firm was sent lately, or is about to be.

        One that is approved is about to leave around its date: forgotten for longer than that, it addresses nobody.
        """
        if not self.exclude_days:
            return set()
        now, days = fields.Datetime.now(), timedelta(days=self.exclude_days)
        mine = max(self.date_planned or now, now)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT unit.number
                  FROM UNNEST(%(numbers)s::int[], %(companies)s::int[], %(emails)s::text[])
                       AS unit (number, commercial_id, email)
                 WHERE EXISTS (
                       SELECT FROM despacho_action_recipient other JOIN despacho_action action
                           ON action.id = other.action_id
                        WHERE other.commercial_partner_id = unit.commercial_id AND %(recent)s)
                    OR EXISTS (
                       SELECT FROM despacho_action_recipient other JOIN despacho_action action
                           ON action.id = other.action_id
                        WHERE other.email_normalized = unit.email AND %(recent)s)
                """,
                numbers=list(facts),
                companies=[row["commercial_id"] for row in facts.values()],
                emails=[row["email"] for row in facts.values()],
                recent=SQL(
                    """
                    other.action_id <> %(action)s AND other.company_id = %(company)s
                    AND (other.sent_on >= %(since)s
                         OR (other.state IN ('waiting', 'leaving')
                             AND (action.state IN ('freezing', 'running')
                                  OR (action.state = 'approved'
                                      AND GREATEST(action.date_planned, action.approved_on)
                                          BETWEEN %(before)s AND %(after)s))))
                    """,
                    action=self.id,
                    company=self.company_id.id,
                    since=now - days,
                    before=mine - days,
                    after=mine + days,
                ),
            )
        )
        return {number for (number,) in rows}


def _has_street(alias):
    """Return whether there is enough of an address to write to."""
    name = SQL.identifier
    return SQL(
        "(COALESCE(%s, '') > '' AND (COALESCE(%s, '') > '' OR COALESCE(%s, '') > ''))",
        name(alias, "street"),
        name(alias, "zip"),
        name(alias, "city"),
    )
