import re
from typing import NamedTuple

from odoo import api, models

from ...tools.matching.words import FREE_MAIL
from ...tools.privacy import address, gate
from .despacho_privacy_notice import _PERSONAL_NIF

_PROFESSIONAL = "professional"


class Person(NamedTuple):
    """Who is behind a row, and by what they are known."""

    kind: str
    partner: int | None
    company: int | None
    lead: int | None
    email: str | None
    phone: str | None
    place: bool
    who: str | None
    #: All the NIFs by which lists may know them: that of their company among them.
    nifs: frozenset
    blocked: bool
    private: bool

    def value(self, channel):
        """Return the address of a channel as lists have it."""
        if channel == "email":
            return self.email
        return self.phone if channel in ("phone", "sms") else self.who


class DespachoGate(models.AbstractModel):
    """The facts on which the gate decides, for all rows at once."""

    _inherit = "despacho.gate"

    @api.model
    def _gather(self, channels, rows, company, service_line, purpose, today):
        """Return {(key, channel): :class:`gate.Facts`}."""
        self.env.flush_all()
        people = self._gather_people(rows, bool({"post", "visit"} & set(channels)))
        opposed = self._gather_opposed(channels, people)
        consents = self._gather_consents(channels, people, company, purpose)
        listed = self._gather_robinson(channels, people, company)
        clients = self._gather_clients(people, company, service_line, today)
        touched = self._gather_interactions(channels, people)
        balancing = self.env["despacho.balancing"]._get_in_force(company, today)
        facts = {}
        for row, person in zip(rows, people, strict=True):
            client_on, similar_on = clients.get(person.company, (None, None))
            audience = "consumer" if person.kind == gate.CONSUMER else _PROFESSIONAL
            for channel in channels:
                robinson, robinson_on = listed(channel, person)
                has_address = person.place if channel in ("post", "visit") else bool(person.value(channel))
                facts[row.key, channel] = gate.Facts(
                    kind=person.kind,
                    has_address=has_address,
                    private_address=person.private and channel == "email",
                    blocked=person.blocked,
                    opposed_on=opposed(channel, person),
                    consent_on=consents(channel, person),
                    robinson=robinson,
                    robinson_on=robinson_on,
                    similar_on=similar_on,
                    client_on=client_on,
                    interaction_on=touched.get(person.partner),
                    balancing=balancing.get((channel, audience), ""),
                )
        return facts

    @api.model
    def _gather_people(self, rows, with_place):
        """Return the :class:`Person` of each row, in one query."""
        found = self.env.execute_query(self._people_sql(rows))
        return [self._person_of(row, told, with_place) for row, told in zip(rows, found, strict=True)]

    @api.model
    def _person_of(self, row, told, with_place):
        (
            partner, company, is_company, of_company, company_nif, works_for, activity, name, street, code, city,
            company_street, company_code, company_email, blocked, lead, lead_company, lead_person, lead_street,
            lead_zip, lead_city, personal_nif, lead_nif,
        ) = told  # fmt: skip
        email, phone = address.email(row.email), address.phone(row.phone)
        if partner:
            kind = self._kind_of(partner == company, is_company, of_company, company_nif, works_for, activity)
            place = bool((street and (code or city)) or (kind == gate.CONTACT and company_street))
            code = code or company_code
        else:
            kind = gate.CONSUMER
            if lead_company and self._is_of_a_person(lead_nif):
                kind = gate.SOLE_TRADER
            elif lead_company:
                kind = gate.CONTACT if lead_person else gate.COMPANY
            name, code = lead_person or lead_company, lead_zip
            place = bool(lead_street and (lead_zip or lead_city))
        return Person(
            kind=kind,
            partner=partner,
            company=company,
            lead=lead,
            email=email,
            phone=phone,
            place=place,
            who=address.who(name, code) if with_place else None,
            nifs=frozenset(one for one in (company_nif, personal_nif, lead_nif) if one),
            blocked=bool(blocked),
            private=kind == gate.CONTACT and self._is_private(email, company_email),
        )

    @api.model
    def _kind_of(self, is_main, is_company, of_company, company_nif, works_for, activity):
        """Return who is addressed; strict: whoever is not known to be addressed as a professional is a consumer."""
        if of_company:
            if not is_main:
                return gate.CONTACT
            return gate.SOLE_TRADER if self._is_of_a_person(company_nif) else gate.COMPANY
        if is_main and works_for:
            return gate.CONTACT
        return gate.SOLE_TRADER if is_main and activity and not is_company else gate.CONSUMER

    @api.model
    def _is_of_a_person(self, nif_key):
        """Whether a NIF is of a natural person, as the consultations of the Lista Robinson have it."""
        return bool(re.match(_PERSONAL_NIF, nif_key or ""))

    @api.model
    def _is_private(self, email, company_email):
        """Whether somebody's address is of a provider of mailboxes, and that of their company is not."""
        if not email or not company_email:
            return False
        own, theirs = email.rpartition("@")[2], company_email.rpartition("@")[2]
        return own in FREE_MAIL and theirs not in FREE_MAIL
