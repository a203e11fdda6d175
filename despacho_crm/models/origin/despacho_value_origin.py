import json

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..person.res_partner import PERSONAL

#: What tells of a value and is no field of the contact: {name in origins: field}.
FIELDS = {"nif": "nif_key", "kind": "is_company", "state": "state_id", "country": "country_id"}
#: {field: name in origins}
NAMES = {field: name for name, field in FIELDS.items()}


class DespachoValueOrigin(models.Model):
    """Where the values of a contact came from: one record per contact.

    A field's origin is {"value", "source", "date", ...}: what brings values adds to its stamp what it
    needs. It holds as long as the contact still has that value; when it has another one, somebody typed
    it, and no program replaces it. So whoever writes a contact elsewhere pays nothing for this.

    ``origins`` is [{"source", "date", ..., "values": {field: value}}]: what came together is kept together.
    """

    _name = "despacho.value.origin"
    _description = "Origin of the Values of a Contact"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    origins = fields.Json(default=list)

    _partner_uniq = models.UniqueIndex("(partner_id)")

    def init(self):
        """Give origins that were kept one by one the form that keeps together what came together."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE despacho_value_origin
                   SET origins = COALESCE(
                       (SELECT jsonb_agg(stamp || jsonb_build_object('values', taken))
                          FROM (SELECT origin - 'value' AS stamp, jsonb_object_agg(name, origin -> 'value') AS taken
                                  FROM jsonb_each(origins) AS one (name, origin)
                                 GROUP BY origin - 'value') AS groups), '[]')
                 WHERE jsonb_typeof(origins) = 'object'
                """
            )
        )

    def _get_by_partner(self, partners):
        """Return {partner id: {field: origin}}."""
        if not partners:
            return {}
        known = self.search_fetch([("partner_id", "in", partners.ids)], ["partner_id", "origins"])
        return {origin.partner_id.id: unpacked(origin.origins) for origin in known}

    @api.model
    def _read_current(self, record, names):
        """Return {name: value} of those ``names`` that ``record`` has a value for, as origins hold values."""
        found = {}
        for name in names:
            field = record._fields.get(FIELDS.get(name, name))
            if field is None:
                continue
            value = record[field.name]
            if name in ("state", "country"):
                value = value.code
            elif name == "kind":
                value = "company" if value else "person"
            elif field.relational:
                value = value.id if field.type == "many2one" else value.ids
            elif field.type in ("date", "datetime"):
                value = field.to_string(value)
            if value or is_zero_said(field, value):
                found[name] = value
        return found

    @api.model
    def _get_of_field(self, record, origins, field_name):
        """Return the one of ``origins``, {name: origin} of ``record``, that tells of its field, None when none does."""
        return origins.get(NAMES.get(field_name, field_name))

    @api.model
    def _get_told_fields(self, record, name):
        """Return the names of the fields of ``record`` that the origin ``name`` tells of."""
        return [FIELDS.get(name, name)]

    def _join(self, sources, target):
        """Give ``target`` the origins of the values that it gets from ``sources``, about to be merged.

        As the merge does: its own values stay, blanks are filled by the last that has one.
        """
        origins = self._get_by_partner(sources | target)
        names = {name for mine in origins.values() for name in mine}
        joined = {}
        for partner in [*sources, target]:
            for name, value in self._read_current(partner, names).items():
                origin = origins.get(partner.id, {}).get(name)
                if origin and origin["value"] == value:
                    joined[name] = origin
                else:
                    joined.pop(name, None)  # typed by a person
        self.search([("partner_id", "in", sources.ids)]).unlink()
        if joined:
            self._remember({target.id: joined})

    def _remember(self, entries):
        """Store new origins: ``entries`` is {partner id: {field: origin}}.

        Those of personal data are not kept: traces are read by more people than these.
        """
        # sudo: whoever may write the contact leaves the trace of it, and nobody edits traces.
        self = self.sudo()
        entries = without_personal(entries)
        known = self.search_fetch([("partner_id", "in", list(entries))], ["partner_id", "origins"])
        former = {record.partner_id.id: unpacked(record.origins) for record in known}
        self._note_changes("res.partner", former, entries)
        for record in known:
            partner_id = record.partner_id.id
            record.origins = packed({**former[partner_id], **entries[partner_id]})
        missing = sorted(entries.keys() - former.keys())
        if missing:
            # One statement for thousands of rows of which nobody computes anything.
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO despacho_value_origin
                           (partner_id, origins, create_uid, write_uid, create_date, write_date)
                    SELECT partner_id, origins::jsonb, %(uid)s, %(uid)s, %(now)s, %(now)s
                      FROM UNNEST(%(partners)s, %(origins)s) AS new (partner_id, origins)
                    RETURNING id
                    """,
                    uid=self.env.uid,
                    now=self.env.cr.now(),
                    partners=missing,
                    origins=[json.dumps(packed(entries[partner])) for partner in missing],
                )
            )

    def _forget(self, names):
        """Take back where values came from, ``names`` {partner id: fields}: a person chose them."""
        # sudo: whoever may write the contact leaves the trace of it, and nobody edits traces.
        for record in self.sudo().search([("partner_id", "in", list(names))]):
            partner_id = record.partner_id.id
            chosen, origins = names[partner_id], unpacked(record.origins)
            gone = {name: None for name in chosen if name in origins}
            self._note_changes("res.partner", {partner_id: origins}, {partner_id: gone})
            record.origins = packed({name: origin for name, origin in origins.items() if name not in chosen})

    @api.model
    def _get_words(self, origin):
        """Return where a value came from, in words: the source and the day."""
        labels = dict(self.env["despacho.value.origin.line"]._selection_source())
        source = labels.get(origin["source"], origin["source"])
        day = format_date(self.env, origin["date"]) if origin["date"] else ""
        words = f"{source}, {day}" if day else source
        if origin.get("user"):
            # sudo: who accepted it is told by name
            user = self.env["res.users"].sudo().browse(origin["user"]).exists()
            words = self.env._("%(where)s, accepted by %(name)s", where=words, name=user.name or "?")
        return words

    @api.model
    def _note_changes(self, model, former, entries):
        """Be told that origins of records of ``model`` change: {id: {field: origin}} before, and those that are new."""


def is_zero_said(field, value):
    """Whether ``value`` is a zero that somebody said, which is another thing than nothing: «no employees»."""
    return field.falsy_value is None and value == 0 and value is not False


def without_personal(entries):
    """Return ``entries``, {id: {field: origin}}, without those of personal data and whom they leave nothing of."""
    kept = {
        record_id: origins
        if PERSONAL.isdisjoint(origins)
        else {name: origin for name, origin in origins.items() if name not in PERSONAL}
        for record_id, origins in entries.items()
    }
    return {record_id: origins for record_id, origins in kept.items() if origins}


def packed(origins):
    """Return {field: origin} as it is stored."""
    groups = []
    for name, origin in origins.items():
        stamp = {**origin}
        value = stamp.pop("value")
        for known, values in groups:
            if known == stamp:
                values[name] = value
                break
        else:
            groups.append((stamp, {name: value}))
    return [{**stamp, "values": values} for stamp, values in groups]


def unpacked(groups):
    """Return {field: origin} of what is stored."""
    origins = {}
    for group in groups or ():
        stamp = {"source": "", "date": "", **group}
        values = stamp.pop("values")
        origins.update((name, {"value": value, **stamp}) for name, value in values.items())
    return origins
