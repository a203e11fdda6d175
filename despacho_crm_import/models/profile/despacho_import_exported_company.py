from odoo import models
from odoo.fields import Domain

#: How the company of a contact is written in an exported list.
_OF_COMPANY = frozenset(("parent_id", "parent_id/name", "parent_id/complete_name", "parent_id/display_name"))
#: What of the row of a person is said beside what the company has, and what is the company's alone.
_PERSONAL = {"phone": "mobile", "email": "email2"}
_NOT_PERSONAL = frozenset(("kind", "street", "street2", "zip", "city", "state", "country", "website", "ref", "iban"))


class DespachoImport(models.Model):
    """Who was added by hand to a list that was exported from here comes to the company that the row names.

    Of the company nothing else is said: its NIF, where the base knows only one of that name, tells which one it is.
    """

    _inherit = "despacho.import"

    def _stage_rows(self, table):
        places = self._get_company_places()
        if not places:
            return super()._stage_rows(table)
        named = {cells[place] for _number, cells in table.rows for place in places if cells[place]}
        companies = self.with_context(despacho_import_companies=self._get_company_keys(named))
        return super(DespachoImport, companies)._stage_rows(table)

    def _get_company_places(self):
        if self.profile != "odoo" or self.target != "partner":
            return []
        return [column.position for column in self.column_ids if column.path in _OF_COMPANY]

    def _get_company_keys(self, names):
        """Return {name: NIF, '' when it has none or several are called so} of companies of the base."""
        target = self._get_target()
        found = target._fetch(self, Domain("complete_name", "in", sorted(names)))
        keys = {}
        for partner in found:
            keys.setdefault(partner.complete_name, set()).add(partner.commercial_partner_id.nif_key or "")
        return {name: next(iter(keys[name])) if len(keys.get(name, ())) == 1 else "" for name in names}

    def _clean(self, cells, positions):
        keys = self.env.context.get("despacho_import_companies")
        # Of a record of the base a cell more says what it is: it has its company already.
        if not keys or len(cells) != len(self.column_ids):
            return super()._clean(cells, positions)
        company = next((cells[place] for place in self._get_company_places() if cells[place]), "")
        places = dict(positions)
        row = super()._clean(cells, positions)
        if not company or not row.values.get("name") or ("kind" in places and row.values.get("kind") == "company"):
            return row
        cells = list(cells)
        for place in places.get("nif", ())[:1]:
            cells[place] = cells[place] or keys.get(company, "")
        mine = [
            ("contact_name" if name == "name" else name, own) for name, own in positions if name not in _NOT_PERSONAL
        ]
        mine.append(("name", [len(cells)]))
        if "nif" not in places:
            mine.append(("nif", [len(cells) + 1]))
        row = super()._clean([*cells, company, keys.get(company, "")], mine)
        return row._replace(values={_PERSONAL.get(name, name): value for name, value in row.values.items()})
