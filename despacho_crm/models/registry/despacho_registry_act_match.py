from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...tools.matching import normalise
from ...tools.territory import BY_CODE

#: Bits of the name from which a person is asked whether it is the same company: eight to one that it is.
_ASK_BITS = 3.0
#: Contacts among whom a person chooses.
_MOST = 5
#: Contacts whose changes are read before names are compared.
_STALE = 20_000


class Verdict(NamedTuple):
    """Whose an entry is within a company's contacts: ``partner_id`` when it is certain, else ``possible`` ones."""

    company_id: int
    partner_id: int
    possible: tuple
    by: str


class _Holder(NamedTuple):
    """A contact that has a name: ``by``: name or former_name."""

    partner_id: int
    form: str
    province: str
    by: str


class DespachoRegistryAct(models.Model):
    """Whose an entry of the gazette is, which gives no NIF.

    It is certain when exactly one contact has, or had, that name, and the legal form and the province are its own, or
    the register's sheet is known to be its own by an earlier act. Whatever is less than that is asked.
    """

    _inherit = "despacho.registry.act"

    @api.model
    def _match_ready(self):
        """Read the contacts that changed, so that those of today are found as well."""
        records = self.env["despacho.match.record"]
        records._refresh(records._stale_ids(limit=_STALE))

    @api.model
    def _match_entries(self, entries):
        """Return {index: [Verdict of each company's contacts]} of ``entries``: (name, sheet, province's number)."""
        names = [normalise.name(name) for name, _sheet, _province in entries]
        by_sheet = self._match_sheets({sheet for _name, sheet, _province in entries if sheet})
        holders = self._match_names({name.text for name in names if name.text})
        left, found = {}, {}
        for index, (name, (_said, sheet, province)) in enumerate(zip(names, entries, strict=True)):
            own = holders.get(name.text, ())
            if known := by_sheet.get(sheet):
                # Who has the sheet and the name is the same one wherever it moved; without the name it is asked.
                named = {one.partner_id for one in own}
                found[index] = {partner_id: ("sheet", partner_id in named) for partner_id in known}
            elif own:
                found[index] = {
                    one.partner_id: (
                        one.by,
                        one.province == province and (not one.form or not name.form or one.form == name.form),
                    )
                    for one in own
                }
            else:
                left[index] = {"name": entries[index][0], "province": province}
        for index, likely in self._match_likely(left).items():
            found[index] = {partner_id: ("name", False) for partner_id in likely}
        return self._verdicts(found)

    @api.model
    def _match_sheets(self, sheets):
        """Return {sheet: ids of the contacts that an earlier act of it was found to be of}."""
        known = self.search_fetch(
            [("registry_sheet", "in", list(sheets)), ("state", "=", "matched"), ("partner_id", "!=", False)],
            ["registry_sheet", "partner_id"],
        )
        found = {}
        for act in known:
            found.setdefault(act.registry_sheet, set()).add((act.partner_id.merged_into_id or act.partner_id).id)
        return found

    @api.model
    def _match_names(self, texts):
        """Return {name in the form in which it is compared: [_Holder]} of who has it, or had it."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT name, partner_id, form, province FROM despacho_match_record
                 WHERE partner_id > 0 AND name = ANY(%s)
                """,
                list(texts),
            )
        )
        holders = {}
        for text, partner_id, form, province in rows:
            holders.setdefault(text, []).append(_Holder(partner_id, form, province, "name"))
        former = [
            (found, partner_id)
            for said, partner_id in self._former_names()
            if (found := normalise.name(said)).text in texts
        ]
        if former:
            provinces = self._provinces_of({partner_id for _name, partner_id in former})
            for name, partner_id in former:
                mine = holders.setdefault(name.text, [])
                if partner_id not in {one.partner_id for one in mine}:
                    mine.append(_Holder(partner_id, name.form, provinces.get(partner_id, ""), "former_name"))
        return holders

    @api.model
    def _former_names(self):
        """Return (name, id of the contact) of the names that contacts had: before they were joined, or changed it."""
        self.env["despacho.merge"].flush_model(["former_name", "partner_id", "state"])
        self.env["res.partner"].flush_model(["name", "merged_into_id"])
        self.flush_model(["name", "new_name", "partner_id", "state"])
        return self.env.execute_query(
            SQL(
                """
                SELECT former_name, partner_id FROM despacho_merge WHERE state = 'done' AND former_name IS NOT NULL
                UNION
                SELECT name, merged_into_id FROM res_partner WHERE merged_into_id IS NOT NULL AND name IS NOT NULL
                UNION
                SELECT UNNEST(ARRAY[name, new_name]), partner_id FROM despacho_registry_act
                 WHERE state = 'matched' AND new_name IS NOT NULL AND partner_id IS NOT NULL
                """
            )
        )

    @api.model
    def _provinces_of(self, ids):
        partners = self.env["res.partner"].browse(ids)
        numbers = {code: province.number for code, province in BY_CODE.items()}
        return {partner.id: numbers.get(partner.state_id.code, "") for partner in partners}

    @api.model
    def _match_likely(self, rows):
        """Return {index: ids of the contacts with a very similar name in that province, or in none that is known}."""
        if not rows:
            return {}
        indexes, nobody = list(rows), self.env["res.company"]
        found = self.env["despacho.match.engine"]._match_rows(list(rows.values()), company=nobody)
        return {
            indexes[position]: likely
            for position, mine in found.items()
            if (
                likely := [one for one, _band, _score, bits in mine if bits["name"] >= _ASK_BITS and bits["place"] >= 0]
            )
        }

    @api.model
    def _verdicts(self, found):
        """Return {index: [Verdict]} of {index: {contact: (by what, whether name, form and province are its own)}}."""
        partners = self.env["res.partner"].browse({one for mine in found.values() for one in mine})
        # The people of companies, and those who are nobody's client, are in no register.
        ours = partners.exists().filtered(lambda one: one.active and not one.parent_id and one.is_company)
        by_id, verdicts = {partner.id: partner for partner in ours}, {}
        for index, mine in found.items():
            scopes = {}
            for partner_id in mine:
                if partner := by_id.get(partner_id):
                    scopes.setdefault(partner.company_id.id, []).append(partner_id)
            for company_id, ids in scopes.items():
                sure = len(ids) == 1 and mine[ids[0]][1]
                by = mine[ids[0]][0] if sure else ""
                verdict = Verdict(company_id, ids[0] if sure else 0, () if sure else tuple(sorted(ids)[:_MOST]), by)
                verdicts.setdefault(index, []).append(verdict)
        return verdicts
