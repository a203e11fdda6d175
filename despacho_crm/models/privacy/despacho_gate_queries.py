from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from ...tools.privacy import gate


class DespachoGate(models.AbstractModel):
    """What is asked of the database: who they are, what they allowed and refused, what the Lista Robinson said."""

    _inherit = "despacho.gate"

    @api.model
    def _people_sql(self, rows):
        """Return who is behind each row, in the order of the rows."""
        return SQL(
            """
            SELECT partner.id, company.id, partner.is_company, company.is_company, company.nif_key,
                   partner.company_name,
                   COALESCE(partner.cnae_id, partner.cnae_2009_id), partner.name, partner.street, partner.zip,
                   partner.city, company.street, company.zip, company.email_normalized,
                   partner.privacy_blocked OR company.privacy_blocked OR lead.privacy_blocked, lead.id,
                   lead.partner_name, lead.contact_name, lead.street, lead.zip, lead.city
              FROM UNNEST(%s::int[], %s::int[]) WITH ORDINALITY AS asked (partner_id, lead_id, place)
              LEFT JOIN crm_lead lead ON lead.id = asked.lead_id
              LEFT JOIN res_partner partner ON partner.id = COALESCE(asked.partner_id, lead.partner_id)
              LEFT JOIN res_partner company ON company.id = partner.commercial_partner_id
             ORDER BY asked.place
            """,
            [row.partner_id or None for row in rows],
            [row.lead_id or None for row in rows],
        )

    @api.model
    def _ids_of(self, people):
        """Return the contacts, with their companies, and the leads of these people."""
        partners = {one for person in people for one in (person.partner, person.company) if one}
        return sorted(partners), sorted({person.lead for person in people if person.lead})

    @api.model
    def _values_of(self, channels, people):
        values = {person.value(channel) for person in people for channel in channels}
        return sorted(values - {None})

    @api.model
    def _gather_opposed(self, channels, people):
        """Return a function (channel, person) -> day on which they said no."""
        partners, leads = self._ids_of(people)
        nifs = {person.nif for person in people if person.nif}
        values = self._values_of(channels, people)
        query = SQL(
            """
            SELECT channel, value, partner_id, lead_id, opposed_on::date FROM despacho_opposition
             WHERE lifted_on IS NULL AND channel = ANY(%(channels)s) AND value = ANY(%(values)s)
             UNION ALL
            SELECT channel, NULL, partner_id, NULL, opposed_on::date FROM despacho_opposition
             WHERE lifted_on IS NULL AND channel = ANY(%(channels)s) AND value IS NULL
               AND partner_id = ANY(%(partners)s)
             UNION ALL
            SELECT channel, NULL, NULL, lead_id, opposed_on::date FROM despacho_opposition
             WHERE lifted_on IS NULL AND channel = ANY(%(channels)s) AND value IS NULL AND lead_id = ANY(%(leads)s)
             UNION ALL
            SELECT 'email', email, NULL, NULL, write_date::date FROM mail_blacklist
             WHERE active AND email = ANY(%(values)s)
             UNION ALL
            SELECT UNNEST(ARRAY['phone', 'sms']), number, NULL, NULL, write_date::date FROM phone_blacklist
             WHERE active AND number = ANY(%(values)s)
            """,
            channels=list(channels),
            values=[*values, *sorted(nifs)],
            partners=partners,
            leads=leads,
        )
        days = {}
        for channel, value, partner, lead, day in self.env.execute_query(query):
            keys = [("value", value)] if value else [("partner", partner)] if partner else [("lead", lead)]
            for key in keys:
                known = days.get((channel, *key))
                days[(channel, *key)] = min(known, day) if known else day

        def opposed(channel, person):
            known = (
                days.get((channel, kind, one))
                for kind, one in (
                    ("value", person.value(channel)),
                    ("value", person.nif),
                    ("partner", person.partner),
                    ("partner", person.company),
                    ("lead", person.lead),
                )
                if one
            )
            return next((day for day in known if day), None)

        return opposed

    @api.model
    def _gather_consents(self, channels, people, company, purpose):
        """Return a function (channel, person) -> day of the last consent in force."""
        partners, leads = self._ids_of(people)
        query = SQL(
            """
            SELECT channel, address, partner_id, lead_id, MAX(given_on) FROM despacho_consent
             WHERE withdrawn_on IS NULL AND company_id = %(company)s AND channel = ANY(%(channels)s)
               AND purpose = ANY(%(purposes)s)
               AND (address = ANY(%(values)s)
                    OR (address IS NULL AND (partner_id = ANY(%(partners)s) OR lead_id = ANY(%(leads)s))))
             GROUP BY channel, address, partner_id, lead_id
            """,
            company=company.id,
            channels=list(channels),
            purposes=["all", purpose],
            values=self._values_of([channel for channel in channels if channel in ("email", "phone", "sms")], people),
            partners=partners,
            leads=leads,
        )
        days = {}
        for channel, value, partner, lead, day in self.env.execute_query(query):
            for kind, one in (("value", value),) if value else (("partner", partner), ("lead", lead)):
                if one:
                    days[channel, kind, one] = max(day, days.get((channel, kind, one), day))

        def consented(channel, person):
            if channel in ("email", "phone", "sms"):
                return days.get((channel, "value", person.value(channel)))
            known = (days.get((channel, "partner", person.partner)), days.get((channel, "lead", person.lead)))
            return max((day for day in known if day), default=None)

        return consented

    @api.model
    def _gather_robinson(self, channels, people, company):
        """Return a function (channel, person) -> (they are in the list, day of the last consultation)."""
        natural = [person for person in people if person.kind in (gate.CONSUMER, gate.SOLE_TRADER)]
        last = defaultdict(lambda: (False, None))
        if natural:
            values = self._values_of(channels, natural) + sorted({person.nif for person in natural if person.nif})
            query = SQL(
                """
                SELECT DISTINCT ON (channel, value) channel, value, listed, consulted_on FROM despacho_robinson_line
                 WHERE company_id = %s AND channel = ANY(%s) AND value = ANY(%s)
                 ORDER BY channel, value, consulted_on DESC, id DESC
                """,
                company.id,
                [*channels, "nif"],
                values,
            )
            for channel, value, listed, day in self.env.execute_query(query):
                last[channel, value] = (listed, day)

        def told(channel, person):
            answers = [last[channel, person.value(channel)], last["nif", person.nif]]
            days = [day for _listed, day in answers if day]
            return any(listed for listed, _day in answers), max(days, default=None)

        return told
