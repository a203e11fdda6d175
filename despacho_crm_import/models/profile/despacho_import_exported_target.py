from odoo import api, models
from odoo.fields import Domain

from odoo.addons.despacho_crm.tools import nif

from ...tools import exported

_ADDRESS = {
    "street": "street",
    "street2": "street2",
    "zip": "zip",
    "city": "city",
    "state_id": "state",
    "country_id": "country",
    "phone": "phone",
    "website": "website",
    "function": "function",
}
_NUMBERS = {exported.EXTERNAL_ID: "record", exported.DATABASE_ID: "record"}


class DespachoImportTarget(models.AbstractModel):
    """What of a target Odoo can export, and how its rows are found again; by default nothing."""

    _inherit = "despacho.import.target"

    @api.model
    def _get_exported_model(self):
        """Return the name of the model whose lists may come back, '' for none."""
        return ""

    @api.model
    def _get_exported_fields(self):
        """Return {path of an exported column, or its first field: field of ``headers.FIELDS``}."""
        return {}

    @api.model
    def _find_exported_records(self, import_, rows, places):
        """Return for each of ``rows``, without number, the records that it may be.

        ``places``: {field: [place of a column, ...]}.
        """
        return [() for __ in rows]

    @api.model
    def _describe_exported(self, import_, rows):
        """Return for each of ``rows`` the ``verdict.Record`` whose number it has, None when it may not be seen."""
        return [None for __ in rows]

    @api.model
    def _get_exported_kind(self, record):
        return "company"

    @api.model
    def _get_exported_name(self, record):
        return ""

    @api.model
    def _without_company(self, record, name):
        return name


class DespachoImportPartner(models.AbstractModel):
    _inherit = "despacho.import.partner"

    @api.model
    def _get_fields(self):
        return (*super()._get_fields(), "record")

    @api.model
    def _get_exported_model(self):
        return "res.partner"

    @api.model
    def _get_exported_fields(self):
        return {
            **_NUMBERS,
            **_ADDRESS,
            "name": "name",
            "complete_name": "name",
            "display_name": "name",
            "vat": "nif",
            "nif_key": "nif",
            "email": "email",
            "ref": "ref",
            "comment": "notes",
            "category_id": "tags",
            "is_company": "kind",
            "company_type": "kind",
            "bank_ids/acc_number": "iban",
            "cnae_id": "cnae",
            "employees": "employees",
            "turnover": "turnover",
        }

    @api.model
    def _find_exported_records(self, import_, rows, places):
        """By the name in full, which tells the people of a company, or by the NIF."""
        names = [{cells[place] for place in places.get("name", ()) if cells[place]} for __, cells in rows]
        keys = [self._get_nif(cells, places) for __, cells in rows]
        wanted = list(set().union(*names))
        scope = self._get_scope_domain(import_)
        Partner = self.env["res.partner"].with_context(active_test=False)
        found = Partner.search(
            scope
            & (
                Domain("complete_name", "in", wanted)
                | Domain("name", "in", wanted)
                | Domain("nif_key", "in", [key for key in keys if key])
            )
        )
        by_name, by_nif = {}, {}
        for partner in found:
            for name in {partner.name, partner.complete_name}:
                by_name.setdefault(name, []).append(partner)
            by_nif.setdefault(partner.nif_key, []).append(partner)
        result = []
        for mine, key in zip(names, keys, strict=True):
            likely = [one for name in mine for one in by_name.get(name, ())]
            likely += [one for one in by_nif.get(key, ()) if key and one not in likely]
            result.append(likely)
        return result

    @api.model
    def _get_nif(self, cells, places):
        written = next((cells[place] for place in places.get("nif", ()) if cells[place]), "")
        found = nif.parse(written, "ES") if written else None
        return found.key if found and found.valid else ""

    @api.model
    def _describe_exported(self, import_, rows):
        ids = {row.values["record"] for row in rows}
        known = self._fetch(import_, Domain("id", "in", [one for one in ids if one > 0])).grouped("id")
        plan = [
            (row, {"exported": known[row.values["record"]]} if row.values["record"] in known else {}) for row in rows
        ]
        return [next(iter(found.get("exported", ())), None) for found in self._describe(plan)]

    @api.model
    def _get_exported_kind(self, record):
        return "company" if record.is_company else "person"

    @api.model
    def _get_exported_name(self, record):
        return record.name or ""

    @api.model
    def _without_company(self, record, name):
        """Return what of ``name`` is the person's: in full, it begins with the company's."""
        company = (record.parent_id.name or record.company_name or "").strip()
        return name.removeprefix(f"{company}, ") if company else name


class DespachoImportLead(models.AbstractModel):
    _inherit = "despacho.import.lead"

    @api.model
    def _get_fields(self):
        return (*(name for name in super()._get_fields() if name != "record"), "record")

    @api.model
    def _get_exported_model(self):
        return "crm.lead"

    @api.model
    def _get_exported_fields(self):
        return {
            **_NUMBERS,
            **_ADDRESS,
            "name": "subject",
            "partner_name": "name",
            "contact_name": "contact_name",
            "vat": "nif",
            "nif_key": "nif",
            "email_from": "email",
            "description": "description",
            "tag_ids": "tags",
            "source_id": "source",
            "medium_id": "medium",
            "campaign_id": "campaign",
            "expected_revenue": "expected_revenue",
            "service_line_ids": "interests",
        }

    @api.model
    def _find_exported_records(self, import_, rows, places):
        subjects = [{cells[place] for place in places.get("subject", ()) if cells[place]} for __, cells in rows]
        found = self._fetch(import_, Domain("name", "in", list(set().union(*subjects)))).grouped("name")
        return [[one for name in mine for one in found.get(name, ())] for mine in subjects]

    @api.model
    def _describe_exported(self, import_, rows):
        ids = [row.values["record"] for row in rows if row.values["record"] > 0]
        leads = self._fetch(import_, Domain("id", "in", ids)).grouped("id")
        records = self._describe(self.env["crm.lead"].union(*leads.values()))
        return [
            self._complete_record(records[lead.id], lead, row) if (lead := leads.get(row.values["record"])) else None
            for row in rows
        ]

    @api.model
    def _get_exported_kind(self, record):
        return "company" if record.partner_name else "person"

    @api.model
    def _get_exported_name(self, record):
        return record.partner_name or record.contact_name or record.name or ""
