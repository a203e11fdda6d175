from odoo import api, models
from odoo.tools import SQL

from ...tools.verdict import Verdict


class DespachoImportBilling(models.AbstractModel):
    _inherit = "despacho.import.billing"

    @api.model
    def _get_followers(self, import_, firsts):
        """Return the rows that wait and tell more of the clients of the rows ``firsts``."""
        Row = self.env["despacho.import.row"]
        Row.flush_model(["details", "import_id", "reason_code", "state"])
        found = self.env.execute_query(
            SQL(
                """
                SELECT id FROM despacho_import_row
                 WHERE import_id = %s AND state = 'pending' AND reason_code = 'of_row'
                   AND (details ->> 'row')::int = ANY(%s)
                 ORDER BY number
                """,
                import_.id,
                firsts.mapped("number"),
            )
        )
        return Row.browse(row_id for (row_id,) in found)


class DespachoImport(models.Model):
    """A person said which client rows are: what is new of them there, and of their further rows."""

    _inherit = "despacho.import"

    def _decide_again(self, rows):
        if self.target != "billing":
            return super()._decide_again(rows)
        target = self._get_target()
        followers = target._get_followers(self, rows).grouped(lambda row: row.details["row"])
        for row in rows:
            nobody = self.env["res.partner"]
            choice = {"this": row.partner_id, "other": nobody}.get(row.choice)
            [head] = target._find_clients(self, [self._restore_row(row)], [choice])
            company = target._get_companies_of([head.record_id]).get(head.record_id) if head.record_id else 0
            likely = head.details.get("candidates")
            self._settle_amounts(row, company, head, included=head.creates, partner_id=likely and likely[0][0])
            for follower in followers.get(row.number, ()):
                # Who was left out by a person stays so.
                included = follower.included or follower.verdict == "same"
                one = Verdict("update", "of_row", {"row": row.number})
                self._settle_amounts(follower, company, one, included=included)
        return None

    def _settle_amounts(self, row, company, head, included, partner_id=False):
        """Note what is to be done with ``row``, of the client ``company``, 0 when it is none of the base."""
        target = self._get_target()
        lines = {(year, service): (amount, count) for year, service, amount, count in row.cleaned["lines"]}
        if company:
            others = target._get_others(target._get_told(self, {company}), row)
            fresh = target._compare(self, lines, target._get_known(self, {company}), company, head, others)
            if head.reason == "of_row":
                fresh["included"] = fresh["included"] and included
        else:
            brought = {f"{year}|{service}": [None, amount] for (year, service), (amount, _count) in lines.items()}
            fresh = target._prepare_verdict(
                head.kind, head.reason, head.details, brought, included=included, partner_id=partner_id
            )
        row._settle(fresh)
