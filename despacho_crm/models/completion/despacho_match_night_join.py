import logging

from odoo import api, models
from odoo.fields import Domain

from ...tools.matching.groups import grouped

_logger = logging.getLogger(__name__)

#: Groups joined with one commit.
_BATCH = 50


class DespachoMatchNight(models.Model):
    """The job that joins what is certain and fills in NIFs that are certain, where the firm wants it."""

    _inherit = "despacho.match.night"

    @api.model
    def _cron_join(self):
        """Do what :meth:`_plan` says, a batch at a time.

        A kill loses the batch in hand; what is done is no longer proposed, so that the
        next run finds only the rest.
        """
        # What is written on the joinings is read by the firm's people. sudo: only their language is looked up.
        self = self.with_context(lang=self.env.ref("base.user_admin").sudo().lang or self.env.lang)
        companies = self.env["res.company"]
        groups = self._plan(companies._match_scope("match_auto_join"), companies._match_scope("match_auto_complete"))
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(groups) + 1)
        for start in range(0, len(groups), _BATCH):
            batch = groups[start : start + _BATCH]
            night = self._tonight()
            if not start:
                night.left = 0
            with night._measured():
                night._do(batch)
            if not commit(len(batch)):
                return
        self._tonight()._count_waiting()
        commit(1, remaining=0)

    # What there is to do

    @api.model
    def _plan(self, join_companies, complete_companies):
        """Return what is certain and the scopes want done, as dicts that ``_judge`` understands.

        Contacts hang together by certain pairs only: what may be is no bridge.
        """
        return [
            *self._plan_contacts(join_companies, complete_companies),
            *self._plan_leads(complete_companies),
        ]

    @api.model
    def _plan_contacts(self, join_companies, complete_companies):
        certain = Domain("state", "=", "proposed") & Domain("band", "=", "certain") & Domain("other_id", "!=", False)
        scope = Domain("company_id", "in", list({*join_companies, *complete_companies}))
        pairs = self.env["despacho.match.pair"].search_fetch(
            certain & scope, ["partner_id", "other_id", "company_id"], order="id"
        )
        completing = {
            row.source_ref: row.nif
            for row in self.env["despacho.completion"].search_fetch(
                [("band", "=", "certain"), ("source", "=", "base"), ("partner_id", "!=", False)],
                ["source_ref", "nif"],
            )
        }
        wanted = [
            pair
            for pair in pairs
            if pair.company_id.id in (complete_companies if pair.id in completing else join_companies)
        ]
        return [
            {
                "kind": "contacts",
                "ids": sorted(ids),
                "pairs": [pair.id for pair in own],
                "nif": next((completing[pair.id] for pair in own if pair.id in completing), False),
            }
            for ids, own in grouped(wanted, lambda pair: (pair.partner_id.id, pair.other_id.id))
        ]

    @api.model
    def _plan_leads(self, complete_companies):
        rows = self.env["despacho.completion"].search(
            [
                ("band", "=", "certain"),
                ("source", "=", "base"),
                ("lead_id", "!=", False),
                ("holder_id", "!=", False),
                ("company_id", "in", complete_companies),
            ]
        )
        return [
            {
                "kind": "lead",
                "ids": [lead.id, *found.holder_id.ids],
                "pairs": found.mapped("source_ref"),
                "nif": found[0].nif,
            }
            for lead, found in rows.grouped("lead_id").items()
        ]

    @api.model
    def _judge(self, groups):
        """Add to each of ``groups`` its order (``order``), why (``why``) and what forbids it (``texts``)."""
        contacts = [group for group in groups if group["kind"] == "contacts"]
        orders = self.env["despacho.merge"]._orders([group["ids"] for group in contacts], True)
        for group, (order, texts) in zip(contacts, orders, strict=True):
            group.update(order=order, texts=texts)
        pairs = self.env["despacho.match.pair"].browse({one for group in groups for one in group["pairs"]})
        for group in groups:
            if group["kind"] == "lead":
                group.update(order=group["ids"], texts=self._lead_texts(group))
            shown = pairs.browse(group["pairs"]).with_prefetch(pairs._prefetch_ids)
            group["why"] = max(shown, key=lambda pair: pair.score).why
        return groups

    @api.model
    def _lead_texts(self, group):
        pairs = self.env["despacho.match.pair"].browse(group["pairs"])
        if len(pairs) > 1:
            return [self.env._("Several contacts fit it equally well: a person has to choose.")]
        taken_back = self.env["despacho.merge"].search_count(
            [("lead_id", "=", pairs.lead_id.id), ("partner_id", "=", pairs.partner_id.id), ("state", "!=", "done")],
            limit=1,
        )
        if taken_back:
            return [self.env._("Somebody took their joining back: a person has to decide.")]
        return pairs._review_lead_hindrances()

    # Doing it

    def _do(self, groups):
        """Do ``groups`` at once; if that fails, one by one, so that one of them does not stop the others."""
        allowed = [group for group in self._judge(groups) if not group["texts"]]
        self.left += len(groups) - len(allowed)
        try:
            with self.env.cr.savepoint():
                self._do_allowed(allowed)
            return
        except Exception:
            _logger.info("A batch of joinings failed: each is tried alone", exc_info=True)
        self.env.invalidate_all(flush=False)
        for group in allowed:
            try:
                with self.env.cr.savepoint():
                    self._do_allowed([group])
            except Exception as error:
                self.env.invalidate_all(flush=False)
                _logger.warning("Not joined: %s", self._names_of(group), exc_info=True)
                self._note_failure(self._failure_words(error), self._records_of(group))

    def _do_allowed(self, groups):
        merges = self.env["despacho.merge"]
        contacts = [group for group in groups if group["kind"] == "contacts"]
        done = merges._join_many(
            [(group["order"][0], group["order"][1:], None, group["why"]) for group in contacts], automatic=True
        )
        nif_of = {group["order"][0]: group["nif"] for group in contacts if group["nif"]}
        for merge in done:
            merge.write({"night_id": self.id, "completed_nif": nif_of.get(merge.partner_id.id, False)})
        for group in groups:
            if group["kind"] == "lead":
                pair = self.env["despacho.match.pair"].browse(group["pairs"])
                merge = merges._complete_lead(pair.lead_id, pair.partner_id, why=group["why"], pair=pair)
                merge.write({"night_id": self.id, "automatic": True})
                done |= merge
        completed = len(done.filtered("completed_nif"))
        self.completed += completed
        self.joined += len(done) - completed
        self.env.flush_all()

    @api.model
    def _records_of(self, group):
        """Return {model: ids} of what ``group`` is made of."""
        if group["kind"] == "lead":
            return {"crm.lead": group["ids"][:1], "res.partner": group["ids"][1:]}
        return {"res.partner": group.get("order", group["ids"])}

    @api.model
    def _names_of(self, group):
        records = self._records_of(group).items()
        return " + ".join(name for model, ids in records for name in self.env[model].browse(ids).mapped("display_name"))
