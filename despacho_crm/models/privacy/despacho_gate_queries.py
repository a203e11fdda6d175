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
                   lead.partner_name, lead.contact_name, lead.street, lead.zip, lead.city, partner.personal_nif,
                   lead.nif_key
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
        nifs = {nif for person in people for nif in person.nifs}
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
                    *(("value", nif) for nif in person.nifs),
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
            SELECT consent.channel, consent.address, COALESCE(consent.partner_id, same.id), consent.lead_id,
                   MAX(consent.given_on)
              FROM despacho_consent consent
              LEFT JOIN crm_lead lead ON lead.id = consent.lead_id
              LEFT JOIN res_partner same
                ON same.id = lead.partner_id AND COALESCE(lead.contact_name, '') IN ('', same.name)
             WHERE consent.withdrawn_on IS NULL AND consent.company_id = %(company)s
               AND consent.channel = ANY(%(channels)s) AND consent.purpose = ANY(%(purposes)s)
               AND (consent.address = ANY(%(values)s)
                    OR (consent.address IS NULL
                        AND (consent.partner_id = ANY(%(partners)s) OR consent.lead_id = ANY(%(leads)s))))
             GROUP BY 1, 2, 3, 4
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
            named = [("partner", partner), ("lead", lead)] if partner or lead else [("nobody", None)]
            for kind, one in [*named, ("anybody", None)]:
                key = (channel, value, kind, one)
                days[key] = max(day, days.get(key, day))

        def consented(channel, person):
            value = person.value(channel) if channel in ("email", "phone", "sms") else None
            if channel in ("email", "phone", "sms") and not value:
                return None
            whose = self._consents_of(person, value)
            return max((day for one in whose if (day := days.get((channel, value, *one)))), default=None)

        return consented

    @api.model
    def _consents_of(self, person, value):
        """Return whose consents are this person's: one that names somebody is not of who shares their address."""
        whose = [(kind, one) for kind, one in (("partner", person.partner), ("lead", person.lead)) if one]
        if not value:
            return whose
        if not whose:
            # Nobody is named: it is for whoever reads what comes to that address.
            return [("anybody", None)]
        if person.kind == gate.CONTACT and person.company:
            # What comes to the address of the company, which it lets us use, its people read.
            whose.append(("partner", person.company))
        return [*whose, ("nobody", None)]

    @api.model
    def _gather_robinson(self, channels, people, company):
        """Return a function (channel, person) -> (they are in the list, day of the last consultation)."""
        natural = [person for person in people if person.kind in (gate.CONSUMER, gate.SOLE_TRADER)]
        last = defaultdict(lambda: (False, None))
        if natural:
            values = self._values_of(channels, natural) + sorted({nif for person in natural for nif in person.nifs})
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
            answers = [last[channel, person.value(channel)], *(last["nif", nif] for nif in person.nifs)]
            days = [day for _listed, day in answers if day]
            return any(listed for listed, _day in answers), max(days, default=None)

        return told
