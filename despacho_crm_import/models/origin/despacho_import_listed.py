from odoo import api, models

from ...tools.listed import LISTED, field_of, items_of

#: {row number: {field: [what the row adds]}}, while rows are written to what the base has.
_ADDED = "despacho_import_added"


def _get_added(rows):
    """Return what each of ``rows`` adds to the lists that a record of the base has."""
    added = {}
    for number, changes in zip(rows._peek("number"), rows._peek("changes"), strict=True):
        for name in LISTED:
            if name in (changes or {}):
                old, new = changes[name]
                mine = [one for one in new if one not in (old or ())] if isinstance(new, list) else [new]
                added.setdefault(number, {})[name] = mine
    return added


class DespachoImportPartner(models.AbstractModel):
    """Each tag, bank account and service of interest knows where it came from: a contact may have some of each file."""

    _inherit = "despacho.import.partner"

    @api.model
    def _update_records(self, import_, rows):
        target = self.with_context(**{_ADDED: _get_added(rows)})
        return super(DespachoImportPartner, target)._update_records(import_, rows)

    @api.model
    def _prepare_origins(self, import_, brought, values, names):
        if not any(name in names for name in LISTED):
            return super()._prepare_origins(import_, brought, values, names)
        own = {name: value for name, value in values.items() if name not in LISTED}
        added = self.env.context.get(_ADDED)
        said = brought if added is None else added.get(brought.get("row"), {})
        for name in LISTED:
            if name in names and said.get(name):
                own |= items_of(name, self._keep_listed(name, said[name]))
        listed = [name for name in own if field_of(name) in LISTED]
        mine = [*(name for name in names if name not in LISTED), *listed]
        if rows := brought.get("rows"):  # of what other rows of the file said
            brought = {**brought, "rows": {**rows, **{n: rows[field_of(n)] for n in listed if field_of(n) in rows}}}
        return super()._prepare_origins(import_, brought, own, mine)

    @api.model
    def _keep_listed(self, name, texts):
        """Return those of ``texts`` that are kept as such: what is no service of the firm is told in words."""
        if name != "interests":
            return texts
        lines = {line.casefold() for line in self._get_service_lines().values()}
        return [text for text in texts if text.casefold() in lines]


class DespachoImportLead(models.AbstractModel):
    _inherit = "despacho.import.lead"

    @api.model
    def _update_records(self, import_, rows):
        target = self.with_context(**{_ADDED: _get_added(rows)})
        return super(DespachoImportLead, target)._update_records(import_, rows)


class DespachoValueOrigin(models.Model):
    _inherit = "despacho.value.origin"

    @api.model
    def _read_current(self, record, names):
        found = super()._read_current(record, names)
        for field in {field_of(name) for name in names} & set(LISTED):
            items = items_of(field, self._get_listed(record, field))
            found |= {name: value for name, value in items.items() if name in names}
        return found

    @api.model
    def _get_listed(self, record, field):
        """Return the texts that ``record``, a contact or a lead, has of ``field``."""
        is_lead = record._name == "crm.lead"
        if field == "tags":
            return record["tag_ids" if is_lead else "category_id"].mapped("name")
        if field == "interests" and is_lead:
            return record.service_line_ids.mapped("name")
        if is_lead:
            return []
        if field == "interests":
            needs = record.commercial_partner_id.with_context(active_test=False).need_ids
            return needs.service_line_id.mapped("name")
        # sudo: only whether the account is still there, whoever may see accounts
        return record.sudo().bank_ids.mapped("acc_number")


class DespachoValueOriginLine(models.Model):
    _inherit = "despacho.value.origin.line"

    @api.model
    def _get_labels(self, names):
        """Call each of several values as the column is called that they came in."""
        listed = [name for name in names if field_of(name) in LISTED]
        columns = self.env["despacho.import.column"]._get_field_labels()
        return {**super()._get_labels(names), **{name: columns[field_of(name)] for name in listed}}
