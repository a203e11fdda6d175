from odoo import api, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ...tools import verdict, verdict_lead
from ...tools.alike import read_texts
from ...tools.keys import fingerprint
from .despacho_import_lead import UTM_FIELDS
from .despacho_import_lead_write import PLAIN_FIELDS

#: Where a lead goes on while somebody works on it.
_OPEN = ("open", "snoozed")


class DespachoImportLead(models.AbstractModel):
    """Which lead or which contact of the base a row may be, and what is known of them."""

    _inherit = "despacho.import.lead"

    @api.model
    def _find_candidates(self, import_, rows, first_rows, choices, known=None):
        """Return for each row the candidates that ``verdict_lead.decide`` takes."""
        places = [place for place, first in enumerate(first_rows) if not first]
        result = [{} for __ in rows]
        if not places:
            return result
        mine = [rows[place] for place in places]
        clients = self.env["despacho.import.partner"]._find_candidates(
            import_, mine, [0] * len(mine), [choices[place] for place in places]
        )
        earlier = self._find_by_earlier_row(import_, mine)
        client_ids = [verdict_lead.find_client(row.values, one)[0] for row, one in zip(mine, clients, strict=True)]
        partners = self.env["res.partner"].with_context(active_test=False).browse(filter(None, client_ids))
        opened = self._find_open(import_, mine, partners, client_ids)
        leads = self.env["crm.lead"].union(*earlier.values(), *opened)
        records = self._describe(leads)
        closed = set((leads - self._filter_open(leads)).ids)
        linked = set(leads.filtered("partner_id").ids)
        numbered = set(partners.filtered("commercial_partner_id.nif_key").ids)
        for place, row, client, lead in zip(places, mine, clients, opened, strict=True):
            result[place] = {"client": client, "closed": closed, "linked": linked, "numbered": numbered}
            for key, found in (("row", earlier.get(fingerprint(row.values))), ("lead", lead)):
                if found:
                    result[place][key] = [self._complete_record(records[found.id], found, row)]
        return result

    @api.model
    def _get_scope_domain(self, import_):
        return Domain("company_id", "in", [False, import_.company_id.id])

    @api.model
    def _get_lead_type(self):
        """Return as what leads come in where the firm works with leads, and where it does not."""
        return "lead" if self.env.user.has_group("crm.group_use_lead") else "opportunity"

    @api.model
    def _filter_open(self, leads):
        return leads.filtered(
            lambda lead: lead.active and lead.won_status == "pending" and (lead.stage_outcome or "open") in _OPEN
        )

    @api.model
    def _find_by_earlier_row(self, import_, rows):
        """Return {fingerprint: the lead that an equal row of an earlier file became}, be it closed since."""
        found = self.env["despacho.import.row"].search_fetch(
            [
                ("fingerprint", "in", [fingerprint(row.values) for row in rows]),
                ("state", "=", "applied"),
                ("lead_id", "!=", False),
                ("company_id", "=", import_.company_id.id),
                ("import_id.target", "=", "lead"),
            ],
            ["fingerprint", "lead_id"],
            order="id",
        )
        visible = self._fetch(import_, Domain("id", "in", found.lead_id.ids))
        return {row.fingerprint: row.lead_id.with_env(self.env) for row in found if row.lead_id in visible}

    @api.model
    def _fetch(self, import_, domain):
        return self.env["crm.lead"].with_context(active_test=False).search(domain & self._get_scope_domain(import_))

    @api.model
    def _find_open(self, import_, rows, partners, client_ids):
        """Return for each row the open lead of the same company or person: empty when there is none.

        By the NIF, else by the contact of the base that the row is (``client_ids``), else by the
        e-mail where one of the two says no name, else when the engine of the duplicates is certain of one.
        """
        Lead = self.env["crm.lead"]
        wanted = Domain("type", "=", self._get_lead_type())
        families = {partner.id: partner.commercial_partner_id.id for partner in partners}
        found = self._fetch(
            import_,
            wanted
            & (
                Domain("nif_key", "in", [row.values["nif"] for row in rows if row.values.get("nif")])
                | Domain("partner_id", "child_of", list(set(families.values())))
                | Domain("email_normalized", "in", [row.values["email"] for row in rows if row.values.get("email")])
            ),
        )
        opened = self._filter_open(found).sorted("id")
        by_nif = {lead.nif_key: lead for lead in opened if lead.nif_key}
        by_family = {lead.partner_id.commercial_partner_id.id: lead for lead in opened if lead.partner_id}
        by_email = {lead.email_normalized: lead for lead in opened if lead.email_normalized}
        result = []
        for row, client in zip(rows, client_ids, strict=True):
            lead = by_nif.get(row.values.get("nif")) or by_family.get(families.get(client))
            if not lead:
                same = by_email.get(row.values.get("email"))
                nameless = same and not (row.values.get("name") and (same.partner_name or same.contact_name))
                lead = same if nameless else None
            result.append(lead or Lead)
        wondering = [place for place, lead in enumerate(result) if not lead and rows[place].values.get("name")]
        likely = self.env["despacho.match.engine"]._match_rows(
            [read_texts(rows[place].values) for place in wondering], import_.company_id, leads=True
        )
        certain = {
            wondering[index]: [lead_id for lead_id, band, __, bits in found if band == "certain" and bits["name"] > 0]
            for index, found in likely.items()
        }
        ids = {lead_id for mine in certain.values() for lead_id in mine}
        known = self._filter_open(self._fetch(import_, wanted & Domain("id", "in", list(ids)))) if ids else Lead
        for place, mine in certain.items():
            leads = known.filtered(lambda lead, mine=mine: lead.id in mine)
            number = rows[place].values.get("nif")
            leads = leads.filtered(lambda lead, number=number: not (number and lead.nif_key))
            if len(leads) == 1:
                result[place] = leads
        return result

    @api.model
    def _get_written_names(self, field):
        if field == "interests":
            return self.env["despacho.import.partner"]._get_written_names(field)
        return self._get_names_in(self.env["crm.tag"].search([("name", "!=", False)]))

    # ------------------------------------------------------------
    # WHAT THE BASE KNOWS OF THEM
    # ------------------------------------------------------------

    @api.model
    def _describe(self, leads):
        """Return {id: Record} of ``leads``, as verdicts compare them."""
        origins = self.env["despacho.value.origin"]._get_by_lead(leads)
        to_known = self.env["despacho.import.partner"]._to_known
        return {
            lead.id: verdict.Record(
                lead.id,
                {
                    name: to_known(value, origins.get(lead.id, {}).get(name))
                    for name, value in self._read_values(lead).items()
                },
            )
            for lead in leads
        }

    @api.model
    def _read_values(self, lead):
        """Return {field of a column: value}, as verdicts compare them; nothing blank."""
        found = {name: lead[field] for name, field in PLAIN_FIELDS.items()}
        found.update({name: lead[field].name for name, (field, __) in UTM_FIELDS.items()})
        found["subject"] = lead.name
        found["name"] = lead.partner_name
        if not lead.partner_name:
            found["name"] = found.pop("contact_name")
        found["nif"] = lead.nif_key
        found["country"] = lead.country_id.code
        found["state"] = lead.state_id.code
        found["description"] = lead.description and html2plaintext(lead.description, include_references=False).strip()
        found["tags"] = lead.tag_ids.mapped("name")
        return {name: value for name, value in found.items() if value}

    @api.model
    def _complete_record(self, record, lead, row):
        """Add what depends on the row: of its services, those that the lead has or tells of."""
        if "interests" not in row.values:
            return record
        said = {line.name.casefold() for line in lead.service_line_ids}
        text = (record.values["description"].value if "description" in record.values else "").casefold()
        mine = [name for name in row.values["interests"] if name.casefold() in said or name.casefold() in text]
        return record._replace(values={**record.values, "interests": verdict.Known(mine)})

    # ------------------------------------------------------------
    # WHAT CHANGES MEANWHILE
    # ------------------------------------------------------------

    @api.model
    def _refresh_changed(self, import_, rows):
        """Leads and contacts are compared again when the rows are applied, whatever changed."""
        self._read_changed()
        return True

    @api.model
    def _drop_own_work(self, import_, candidates, staged):
        """Take out of ``candidates`` the leads that other rows of this very import wrote meanwhile."""
        ids = {one.id for found in candidates for key in ("row", "lead") for one in found.get(key, ())}
        if not ids:
            return
        written = self.env["despacho.import.row"].search_fetch(
            [("import_id", "=", import_.id), ("state", "=", "applied"), ("lead_id", "in", list(ids))], ["lead_id"]
        )
        mine = set(written.lead_id.ids)
        for row, found in zip(staged, candidates, strict=True):
            for key in ("row", "lead"):
                if key in found:
                    found[key] = [one for one in found[key] if one.id not in mine or one.id == row.lead_id.id]

    @api.model
    def _get_taken(self, import_, rows, ids):
        """Return which of the leads ``ids`` are other rows of the file already."""
        taken = self.env["despacho.import.row"].search(
            [("import_id", "=", import_.id), ("lead_id", "in", [one for one in ids if one > 0]),
             ("verdict", "!=", "ask"), ("id", "not in", rows.ids)]
        )  # fmt: skip
        return set(taken.lead_id.ids)
