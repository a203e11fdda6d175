from odoo import models
from odoo.exceptions import UserError

#: What is compared of two leads, and of it what a person chooses.
_LEAD_FIELDS = (
    *("name", "partner_name", "contact_name", "vat", "email_from", "phone", "website", "street", "zip", "city"),
    *("state_id", "type", "stage_id", "user_id", "expected_revenue"),
)
_CHOOSABLE = ("name", "partner_name", "contact_name", "vat", "email_from", "phone", "website", "user_id")
#: Of a lead and of a contact, what says the same.
_ALIKE = (
    *(("partner_name", "name"), ("contact_name", "name"), ("vat", "vat"), ("email_from", "email"), ("phone", "phone")),
    *(("website", "website"), ("street", "street"), ("zip", "zip"), ("city", "city"), ("state_id", "state_id")),
)


class DespachoMatchPair(models.Model):
    """Pairs with leads: a lead and a contact are linked, two leads are joined as Odoo joins them."""

    _inherit = "despacho.match.pair"

    def _review_kind(self):
        if not self.lead_id:
            return super()._review_kind()
        return "leads" if self.other_lead_id else "link"

    def _review_sides(self):
        if not self.lead_id:
            return super()._review_sides()
        return self.lead_id, self.other_lead_id or self.partner_id

    def _review_keys(self):
        if not self.lead_id:
            return super()._review_keys()
        return -self.lead_id.id, -self.other_lead_id.id or self.partner_id.id

    def _review_hanging(self):
        hanging = super()._review_hanging()
        leads = self.lead_id | self.other_lead_id
        found = {lead: [] for lead in leads}
        _ = self.env._
        for model, field, label, domain in (
            ("sale.order", "opportunity_id", _("Quotations and orders"), []),
            ("mail.activity", "res_id", _("Activities"), [("res_model", "=", "crm.lead")]),
            ("calendar.event", "opportunity_id", _("Meetings"), []),
        ):
            records = self.env[model].sudo().with_context(active_test=False)  # sudo: only counted
            for lead, count in records._read_group([(field, "in", leads.ids), *domain], [field], ["__count"]):
                found[leads.browse(lead if field == "res_id" else lead.id)].append((label, count))
        return hanging | found

    def _review_survivors(self):
        with_leads = self.filtered("lead_id")
        places = super(DespachoMatchPair, self - with_leads)._review_survivors()
        for pair in with_leads:
            leads = pair.lead_id | pair.other_lead_id
            head = leads._sort_by_confidence_level(reverse=True)[0] if pair.other_lead_id else pair.partner_id
            places[pair] = pair._review_sides().index(head)
        return places

    def _review_side_kind(self, record):
        if record._name != "crm.lead":
            return super()._review_side_kind(record)
        label = self._review_text(record, "type")
        return f"{label}, {record.stage_id.name}" if record.stage_id else label

    def _review_fields(self):
        kind = self._review_kind()
        if kind == "partners":
            return super()._review_fields()
        one, other = self._review_sides()
        place = self._review_survivors()[self]
        rows = []
        for name, other_name in [(name, name) for name in _LEAD_FIELDS] if kind == "leads" else _ALIKE:
            values = [self._review_text(one, name), self._review_text(other, other_name)]
            if kind == "link" and not values[0]:
                continue
            differ = values[0] != values[1]
            rows.append(
                {
                    "field": name,
                    "label": one._fields[name]._description_string(self.env),
                    "values": values,
                    "chosen": place if values[place] else 1 - place,
                    "differ": differ,
                    "choosable": differ and kind == "leads" and name in _CHOOSABLE,
                }
            )
        return self._review_rows(rows)

    def _review_text(self, record, name):
        field, value = record._fields[name], record[name]
        if field.type == "many2one":
            return value.display_name or ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        return str(value) if value else ""

    def _review_hindrances(self):
        with_leads = self.filtered("lead_id")
        hindrances = super(DespachoMatchPair, self - with_leads)._review_hindrances()
        for pair in with_leads:
            texts = pair._review_lead_hindrances()
            hindrances[pair] = {"join": [texts, texts]}
        return hindrances

    def _review_lead_hindrances(self):
        _ = self.env._
        leads, owner = self.lead_id | self.other_lead_id, self.lead_id.partner_id
        texts = []
        if self.partner_id and owner and owner.commercial_partner_id != self.partner_id.commercial_partner_id:
            texts.append(_("This lead is already of «%(name)s».", name=owner.display_name))
        if len(leads.company_id) > 1:
            texts.append(_("The two leads are of different companies of the group."))
        if self.partner_id.merged_into_id:
            texts.append(_("«%(name)s» was joined into another contact.", name=self.partner_id.name))
        return texts

    def _review_join(self, survivor, values):
        kind = self._review_kind()
        if kind == "partners":
            return super()._review_join(survivor, values)
        if texts := self._review_lead_hindrances():
            raise UserError("\n".join(texts))
        merges = self.env["despacho.merge"]
        if kind == "link":
            return {"merge": merges._link_lead(self.lead_id, self.partner_id, self, why=self.why)}
        sides = self._review_sides()
        kept = {name: sides[place] for name, place in values.items() if name in _CHOOSABLE}
        return {"merge": merges._join_leads(self.lead_id | self.other_lead_id, kept, self, why=self.why)}
