from odoo import api, models
from odoo.tools import SQL


class DespachoMatchNight(models.Model):
    """The night looks in the census for who lacks a NIF, and fills in what is certain where the firm wants it."""

    _inherit = "despacho.match.night"

    @api.model
    def _cron_join(self):
        """Look first: what is found tonight is filled in tonight."""
        commit = self.env["ir.cron"]._commit_progress
        night = self._tonight()
        with night._measured():
            ended = self.env["despacho.census.match"]._search_waiting(
                lambda count, left: commit(count, remaining=left + 1)
            )
        if ended:
            return super()._cron_join()
        return commit()

    @api.model
    def _plan(self, join_companies, complete_companies):
        return [*super()._plan(join_companies, complete_companies), *self._plan_census(complete_companies)]

    @api.model
    def _plan_census(self, complete_companies):
        rows = self.env["despacho.completion"].search(
            [("band", "=", "certain"), ("source", "=", "census"), ("company_id", "in", complete_companies)]
        )
        return [
            {
                "kind": "census",
                "ids": (row.partner_id or row.lead_id).ids,
                "model": (row.partner_id or row.lead_id)._name,
                "pairs": [],
                "holder": row.holder_id.id,
                "company": row.company_id.id,
                "nif": row.nif,
                "why": row.why,
            }
            for row in rows
        ]

    @api.model
    def _judge(self, groups):
        super()._judge([group for group in groups if group["kind"] != "census"])
        mine = [group for group in groups if group["kind"] == "census"]
        keys = [group["nif"] for group in mine]
        taken = {key for _id, key, _company, _former in self.env["res.partner"]._nif_find_rows(keys)}
        wanted = self._wanted_keys(keys)
        several = self.env["despacho.merge"]._are_several_companies()
        for group in mine:
            group.update(order=group["ids"], texts=list(self._census_texts(group, taken, wanted, several)))
        return groups

    @api.model
    def _wanted_keys(self, keys):
        """Return those of ``keys`` that are proposed to more than one."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT nif_key FROM despacho_census_match WHERE state = 'proposed' AND nif_key = ANY(%s)
                 GROUP BY nif_key HAVING COUNT(DISTINCT COALESCE(-lead_id, partner_id)) > 1
                """,
                keys,
            )
        )
        return {key for (key,) in rows}

    @api.model
    def _census_texts(self, group, taken, wanted, several):
        """Give why the job leaves ``group`` to a person."""
        _, record = self.env._, self.env[group["model"]].browse(group["ids"])
        if group["holder"] or group["nif"] in taken:
            yield _("Another contact has that NIF, or had it: a person has to say whether they are one.")
        elif group["nif"] in wanted:
            yield _("The same company of the census fits several: a person has to choose.")
        if several and group["company"] and not record.company_id:
            yield _(
                "The census of %(company)s says so, and all the companies of the group see the contact.",
                company=self.env["res.company"].browse(group["company"]).name,
            )
        field = "lead_id" if group["model"] == "crm.lead" else "partner_id"
        undone = [(field, "=", record.id), ("completed_nif", "=", group["nif"]), ("state", "!=", "done")]
        if self.env["despacho.merge"].search_count(undone, limit=1):
            yield _("Somebody took it back: a person has to decide.")

    def _do_allowed(self, groups):
        result = super()._do_allowed([group for group in groups if group["kind"] != "census"])
        merges = self.env["despacho.merge"]
        for group in groups:
            if group["kind"] == "census":
                record = self.env[group["model"]].browse(group["ids"])
                merge = merges._complete_from_census(record, group["nif"], why=group["why"])
                merge.write({"night_id": self.id, "automatic": True})
                self.completed += 1
        self.env.flush_all()
        return result

    @api.model
    def _records_of(self, group):
        return {group["model"]: group["ids"]} if group["kind"] == "census" else super()._records_of(group)
