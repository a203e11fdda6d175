from odoo import api, models


class DespachoImportBilling(models.AbstractModel):
    """What is new of the amounts of a row of a client of the base."""

    _inherit = "despacho.import.billing"

    @api.model
    def _get_told(self, import_, partner_ids):
        """Return {(client, year, service line): [(row, amount, invoices)]} of the rows of the file that are theirs.

        Those that nothing was written of: they wait, or say what the base had already.
        """
        domain = [
            ("import_id", "=", import_.id),
            ("partner_id", "in", sorted(partner_ids)),
            ("verdict", "in", ("update", "same")),
            ("state", "in", ("pending", "skipped")),
        ]
        told = {}
        for row in self.env["despacho.import.row"].search(domain) if partner_ids else ():
            counts = row.included and row.state == "pending" if row.verdict == "update" else row.choice != "out"
            for year, service, amount, count in (row.cleaned or {}).get("lines", ()) if counts else ():
                told.setdefault((row.partner_id.id, year, service), []).append((row, amount, count))
        return told

    @api.model
    def _get_others(self, told, row):
        """Return {(client, year, service line): amount} of those of ``told`` that are not of ``row``."""
        return {
            place: sum(amount for other, amount, _count in some if other.id != row.id) for place, some in told.items()
        }

    @api.model
    def _compare(self, import_, lines, known, partner_id, head, others=None):
        """Return what is staged of a row of a client of the base: what of its ``lines`` is new there.

        ``others``: {(client, year, service line): amount} of other rows that turned out to be of the same client.
        """
        changes, kept, details = {}, {}, dict(head.details)
        for (year, service), (amount, _count) in lines.items():
            place = partner_id, year, service
            every = known.get(place, self.env["despacho.billing.year"])
            mine = every.filtered(lambda line: import_._is_same_program(line.source))
            key, old = f"{year}|{service}", round(sum(mine.mapped("amount")), 2)
            is_ours = bool(mine.filtered(lambda line: line.import_id == import_))
            beside = every - mine
            if beside:
                names = ", ".join(sorted({line.source or "" for line in beside}))
                details.setdefault("beside", {})[key] = [names, round(sum(beside.mapped("amount")), 2)]
            if mine:
                # What the file says is what all its rows of the client add up to.
                amount = round(amount + (old if is_ours else (others or {}).get(place, 0)), 2)
            if (not mine and not amount) or (mine and old == amount):
                continue
            if mine and not all(line.import_id for line in mine):
                kept[key] = [old, amount, "typed"]
            elif mine and max(mine.mapped("as_of")) > import_.source_date:
                kept[key] = [old, amount, "newer"]
            else:
                changes[key] = [old if mine else None, amount]
                if mine:
                    details.setdefault("replaces", {})[key] = mine[-1:].import_id.name or ""
        kind = "update" if changes else "same"
        return self._prepare_verdict(
            kind, head.reason, details, changes, kept, included=bool(changes), partner_id=partner_id
        )
