from collections import defaultdict

from odoo import api, models

from ...tools.privacy.gate import Asked
from ...tools.recipient import addressee
from ...tools.recipient.addressee import Choice, Person
from .despacho_action_facts import ADDRESS


class DespachoAction(models.Model):
    """Who of some of the audience is addressed, and why the others are not: the same before freezing and for it."""

    _inherit = "despacho.action"

    def _judge_units(self, units):
        """Return {number: :class:`addressee.Choice`} of some of the audience, in a number of queries that is always
        the same.

        :param units: list of ``Unit``
        """
        self.ensure_one()
        if not units:
            return {}
        self.env.flush_all()
        facts = self._unit_facts(units)
        people = self._people_who_fit([unit.partner_id for unit in units if unit.partner_id and not unit.itself])
        recent = self._recently_addressed(facts)
        asked, candidates = [], {}
        for unit in units:
            mine = facts[unit.number]
            candidates[unit.number] = found = self._candidates(unit, mine, people.get(unit.partner_id, ()))
            if unit.reason or unit.number in recent:
                continue
            asked += self._ask_of(unit, mine, found)
        verdicts = (
            self.env["despacho.gate"]
            .sudo()  # who is asked about follows from the action, and the answer is the program's
            ._judge(
                self.channel,
                asked,
                self.company_id,
                service_line=self.service_line_id,
                purpose=self._get_purpose(),
            )
        )
        by_unit = defaultdict(dict)
        for (number, key), verdict in verdicts.items():
            by_unit[number][key] = verdict
        choices = {}
        for unit in units:
            found, reason = candidates[unit.number], unit.reason or ("recent" if unit.number in recent else None)
            company = ("partner", facts[unit.number]["commercial_id"]) if unit.partner_id else None
            if reason:
                choice = Choice(found[0], reason)
            elif found[0].how == "nobody":
                choice = Choice(found[0], "no_person")
            else:
                choice = addressee.choose(found, by_unit[unit.number], company)
            choices[unit.number] = choice._replace(company=company)
        return choices

    def _get_purpose(self):
        """Return for what somebody would have consented to it."""
        return "events" if self.channel == "event" else "offers"

    def _candidates(self, unit, facts, people):
        """Return the :class:`Person` who may be addressed for a unit, the best first."""
        needs = ADDRESS[self.channel]
        own = Person(
            ("partner", unit.partner_id) if unit.partner_id else ("unit", unit.number),
            facts["name"],
            has_address=bool(facts[needs]),
            bounced=facts["bounced"] and needs == "email",
            how="itself" if unit.itself or not unit.partner_id else "company",
            email=facts["email"],
            phone=facts["phone"],
        )
        if own.how == "itself":
            return [own]
        found = list(people)
        # A person of their own has nobody else to be looked for.
        if self.addressee != "only_person" or not facts["is_company"]:
            found.append(own)
        return found or [own._replace(how="nobody")]

    @api.model
    def _ask_of(self, unit, facts, found):
        """Return what the gate is asked about a unit: its candidates, and the company itself, for its no counts."""
        asked = [
            Asked((unit.number, person.key), person.key[1] if person.key[0] == "partner" else None,
                  unit.lead_id if person.how in ("itself", "company") else None, person.email, person.phone)
            for person in found
            if person.has_address and not person.excluded
        ]  # fmt: skip
        company = facts["commercial_id"]
        if company and ("partner", company) not in {person.key for person in found}:
            key = (unit.number, ("partner", company))
            asked.append(Asked(key, company, None, facts["company_email"], facts["company_phone"]))
        return asked
