from odoo import api, models

from odoo.addons.despacho_crm.models.need.product_category import ROOT

from ...tools import services, verdict
from .despacho_import_partner import WRITE_CONTEXT


class DespachoImportPartner(models.AbstractModel):
    """The services of interest of a row that the firm offers become needs of the client; the others stay notes."""

    _inherit = "despacho.import.partner"

    @api.model
    def _place(self, row, source):
        texts = row.values.get("interests")
        if not texts:
            return super()._place(row, source)
        lines = self._get_service_lines()
        found = {text: services.find_line(text, lines) for text in texts}
        known = list(dict.fromkeys(lines[line] for line in found.values() if line))
        row = row._replace(values={**row.values, "interests": [text for text, line in found.items() if not line]})
        placed = super()._place(row, source)
        return {**placed, "interests": known} if known else placed

    @api.model
    def _get_service_lines(self):
        """Return {id: name} of the service lines of the firm, read once for the rows of a batch."""
        # Asked for each row: not even whether the root is still there may cost a query.
        root = self.env["ir.model.data"]._xmlid_to_res_id(ROOT, raise_if_not_found=False)
        lines, level = {}, self.env["product.category"].browse(root or ()).child_id
        while level:
            lines.update((line.id, line.name) for line in level)
            level = level.child_id
        return lines

    @api.model
    def _get_known_for_row(self, row, partner, known, contacts, origins):
        known = super()._get_known_for_row(row, partner, known, contacts, origins)
        if "interests" in row.values:
            # Solved or discarded, it was noted once.
            needs = partner.commercial_partner_id.with_context(active_test=False).need_ids
            names = list(dict.fromkeys(needs.service_line_id.mapped("name")))
            if names:
                known = {**known, "interests": verdict.Known(names)}
        return known

    @api.model
    def _create_records(self, import_, rows):
        result = super()._create_records(import_, rows)
        told = zip(rows, rows._peek("cleaned"), strict=True)
        self._create_needs(import_, [(row, (cleaned or {}).get("interests", ())) for row, cleaned in told])
        return result

    @api.model
    def _update_records(self, import_, rows):
        result = super()._update_records(import_, rows)
        changed = [(row, (row.changes or {}).get("interests") or [[], []]) for row in rows]
        self._create_needs(
            import_, [(row, [name for name in new if name not in (old or ())]) for row, (old, new) in changed]
        )
        return result

    @api.model
    def _create_needs(self, import_, pairs):
        """Note as needs of the client of each row the services named, [(row, names)]."""
        pairs = [(row, names) for row, names in pairs if names]
        if not pairs:
            return
        line_of = {name: line for line, name in reversed(self._get_service_lines().items())}
        self.env["despacho.need"].with_context(**WRITE_CONTEXT).create(
            [
                {
                    "name": self.env._("Interest in %(service)s", service=name),
                    "kind": "interest",
                    "partner_id": row.partner_id.id,
                    "service_line_id": line_of[name],
                    "source": "other",
                    "date": row.cleaned.get("date") or import_.source_date,
                    "company_id": import_.company_id.id,
                }
                for row, names in pairs
                for name in names
                if name in line_of
            ]
        )
