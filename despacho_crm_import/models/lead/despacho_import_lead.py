from odoo import api, models
from odoo.exceptions import UserError

from ...tools import headers, verdict_lead
from ...tools.first_seen import FirstSeen
from ...tools.joined import Joining
from ...tools.keys import fingerprint
from ...tools.people import is_person

#: What tells where a lead came from: {field of a column: (field of the lead, its model)}.
UTM_FIELDS = {
    "source": ("source_id", "utm.source"),
    "medium": ("medium_id", "utm.medium"),
    "campaign": ("campaign_id", "utm.campaign"),
}
#: What a lead has no field for: it is kept as lines of its description.
_HOMELESS = ("trade_name", "activity", "employees", "turnover", "iban", "email2", "ref", "date")
#: One of these tells who a row is about.
_WHO = frozenset(("name", "trade_name", "nif", "last_name", "first_name", "contact_name", "email", "phone", "mobile"))
#: What is asked for, and by whom.
_ASKED = ("contact_name", "subject", "description")


class DespachoImportLead(models.AbstractModel):
    """Leads as what the rows of a file become: lists of a fair, of the web, of a campaign."""

    _name = "despacho.import.lead"
    _inherit = "despacho.import.target"
    _description = "Leads as Target of an Import"

    @api.model
    def _get_fields(self):
        own = ("subject", "description", *UTM_FIELDS, "expected_revenue", "interests")
        return (*(name for name in headers.OF_CONTACT if name not in own), *own)

    @api.model
    def _check_mapping(self, mapped):
        self.env["crm.lead"].check_access("create")
        if not mapped & _WHO:
            raise UserError(
                self.env._(
                    "Say which column holds whom each row is about: a company, a person, an e-mail or a phone. "
                    "Choose it under «Is stored as», and review again."
                )
            )

    @api.model
    def _place(self, row, source):
        found = dict(row.values)
        for name in ("first_name", "last_name"):
            found.pop(name, None)
        if is_person(found):
            found["kind"] = "person"
            found.setdefault("name", found.get("contact_name"))
            found.pop("contact_name", None)
        else:
            found.setdefault("kind", "company")
        homeless = {name: found.pop(name, None) for name in _HOMELESS if name != "date"}
        homeless["date"] = found.get("date")
        mobile = found.pop("mobile", None)
        if found.setdefault("phone", mobile) != mobile:
            homeless["mobile"] = mobile
        labels, to_text = (
            self.env["despacho.import.column"]._get_field_labels(),
            self.env["despacho.import.row"]._to_text,
        )
        lines = [
            f"{labels[name]}: {to_text(name, value, {})}"
            for name, value in homeless.items()
            if value not in (None, "", found.get("name"))
        ]
        found["description"] = "\n".join(filter(None, [found.get("description"), found.pop("notes", None), *lines]))
        return {name: value for name, value in found.items() if value not in (None, "", [])}

    @api.model
    def _get_further(self, values):
        """A further row of the same company tells of another person, or asks for something else."""
        return " ".join(filter(None, (values.get(name) for name in _ASKED)))

    @api.model
    def _find_nameless(self, rows):
        """Whoever left but an e-mail or a phone is who left the same in another row."""
        firsts = FirstSeen()
        for number, values in rows:
            marks = [mark for name in ("email", "phone") if (mark := values.get(name))]
            first = next((known for mark in marks if (known := firsts.get(mark)) is not None), number)
            for mark in marks:
                firsts.first(mark, first)
            if first != number and "name" not in values:
                yield number, first

    @api.model
    def _join_rows(self, rows):
        labels = self.env["despacho.import.column"]._get_field_labels
        # What each asks for is told one below the other as the rows are written.
        joining = Joining(rows[0], labels, kept=_ASKED, notes="description")
        for number, row in rows[1:]:
            joining.add(number, row)
        return joining.rows

    @api.model
    def _get_fingerprint(self, values):
        # Whoever became a client since is found again by the row, not by an open lead.
        return fingerprint(values)

    @api.model
    def _judge(self, import_, row, candidates, date, first_row, other_contact):
        return verdict_lead.decide(row, candidates, import_.source_kind, date, first_row, other_contact)

    @api.model
    def _prepare_verdict_values(self, found):
        lead = self.env["crm.lead"].browse(max(found.record_id, 0) or ())
        client = found.details.get("client") or super()._prepare_verdict_values(found)["partner_id"]
        return {
            "lead_id": lead.id,
            "partner_id": lead.partner_id.id if lead else client and client > 0 and client,
        }

    @api.model
    def _get_record_id(self, row):
        return row.lead_id.id or (-row.partner_id.id if row.reason_code == "of_client" else 0)

    @api.model
    def _get_done_words(self):
        return (
            self.env._("%(created)s leads created, %(updated)s completed, %(failed)s rows failed."),
            self.env._("Leads created: %(created)s. Leads completed: %(updated)s."),
        )
