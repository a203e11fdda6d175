from datetime import timedelta

from odoo import api, models

from ...tools.enrichment import borme_acts
from ...tools.territory import plain

#: Rows that are deleted in one go.
_AT_ONCE = 2_000


class DespachoRegistryAct(models.Model):
    """How entries of the gazette come in: those of ours, those that may be, and the new companies that are wanted."""

    _inherit = "despacho.registry.act"

    @api.model
    def _come(self, day, document, entries):
        """Keep what is of use of the ``entries`` of a province's ``document``; return {counter of the day: how many}.

        An entry that is kept already is not kept twice.
        """
        read = [(entry, borme_acts.read_entry(entry.text, day)) for entry in entries]
        province = document.province
        keys = [
            (entry.name, found.registry.sheet if found.registry else "", province.number if province else "")
            for entry, found in read
        ]
        verdicts, wanted = self._match_entries(keys), self._wanted_by()
        known = self.search_fetch([("bulletin", "=", document.id)], ["number", "company_id"])
        there = {(act.number, act.company_id.id) for act in known}
        vals_list = []
        for index, (entry, found) in enumerate(read):
            values = self._prepare_values(day, document, entry, found)
            mine = [self._prepare_verdict(verdict) for verdict in verdicts.get(index, ())]
            if not mine and "constitution" in found.kinds:
                mine = self._prepare_candidate(values, wanted)
            vals_list += [{**values, **one} for one in mine if (entry.number, one["company_id"]) not in there]
        acts = self.create(vals_list)
        acts.filtered(lambda act: act.state == "matched")._tell()
        return {
            "entries": len(read),
            "matched": len(acts.filtered(lambda act: act.state == "matched")),
            "asked": len(acts.filtered(lambda act: act.state == "asked")),
            "candidates": len(acts.filtered(lambda act: act.state == "candidate")),
        }

    @api.model
    def _prepare_verdict(self, verdict):
        if verdict.partner_id:
            whose = {"state": "matched", "partner_id": verdict.partner_id, "matched_by": verdict.by}
        else:
            whose = {"state": "asked", "possible_ids": [(6, 0, verdict.possible)]}
        return {**whose, "company_id": verdict.company_id}

    @api.model
    def _wanted_by(self):
        """Return [(id of a company of the firm, ids of provinces, words of the object)] of those that want any."""
        # sudo: what each company wants decides on what is kept for it
        companies = self.env["res.company"].sudo().search([("active", "=", True)])
        return [
            (company.id, provinces, company._registry_get_words())
            for company in companies
            if (provinces := set((company.registry_state_ids or company.state_id).ids))
        ]

    @api.model
    def _prepare_candidate(self, values, wanted):
        """Return the values of whom a new company is kept for: one company, several, or nobody."""
        said = plain(values["object"] or "")
        takers = [
            company_id
            for company_id, provinces, words in wanted
            if values["state_id"] in provinces and (not words or any(word in said for word in words))
        ]
        if not takers:
            return []
        return [{"state": "candidate", "company_id": takers[0] if len(takers) == 1 else False}]

    @api.model
    def _forget_old(self):
        """Delete the new companies, and what was not of ours, that are older than the firm keeps them."""
        days = self.env["res.company"]._registry_get_days()
        if not days:
            return 0
        limit = self.env["despacho.registry.day"]._today() - timedelta(days=days)
        old = self.search([("date", "<", limit), ("state", "in", ("candidate", "dismissed", "asked"))], limit=_AT_ONCE)
        count = len(old)
        old.unlink()
        return count
