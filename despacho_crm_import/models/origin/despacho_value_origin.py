import json

from odoo import fields, models
from odoo.tools import SQL

from ...tools.undo import RECORDER


class DespachoValueOrigin(models.Model):
    """Where the values of a contact came from: one record per contact.

    A field's origin is {"value", "source", "date", "import_id", "row"}. It holds as long as
    the contact still has that value; when it has another one, somebody typed it, and
    no import replaces it. So whoever writes a contact elsewhere pays nothing for this.

    ``origins`` is [{"source", "date", "import_id", "row", "values": {field: value}}]: what came
    together is kept together. ``row`` is its number in the file, 0 where it was not noted.
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
        return {origin.partner_id.id: _unpacked(origin.origins) for origin in known}

    def _join(self, sources, target):
        """Give ``target`` the origins of the values that it gets from ``sources``, about to be merged.

        As the merge does: its own values stay, blanks are filled by the last that has one.
        """
        Target = self.env["despacho.import.partner"]
        origins = self._get_by_partner(sources | target)
        joined = {}
        for partner in [*sources, target]:
            for name, value in {**Target._read_values(partner), **Target._read_contact_values(partner)}.items():
                origin = origins.get(partner.id, {}).get(name)
                if origin and origin["value"] == value:
                    joined[name] = origin
                else:
                    joined.pop(name, None)  # typed by a person
        self.search([("partner_id", "in", sources.ids)]).unlink()
        if joined:
            self._remember({target.id: joined})

    def _remember(self, entries):
        """Store new origins: ``entries`` is {partner id: {field: origin}}."""
        # sudo: whoever may write the contact leaves the trace of it, and nobody edits traces.
        self = self.sudo()
        known = self.search_fetch([("partner_id", "in", list(entries))], ["partner_id", "origins"])
        if recorder := self.env.cr.cache.get(RECORDER):
            former = {record.partner_id.id: _unpacked(record.origins) for record in known}
            for partner_id, mine in entries.items():
                recorder.note_origins(("res.partner", partner_id), former.get(partner_id, {}), mine)
        for record in known:
            record.origins = _packed({**_unpacked(record.origins), **entries[record.partner_id.id]})
        missing = sorted(entries.keys() - set(known.partner_id.ids))
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
                    origins=[json.dumps(_packed(entries[partner])) for partner in missing],
                )
            )

    def _give_back(self, entries, owner="partner_id"):
        """Return origins to what they were: ``entries`` is {partner id: {field: [before, after]}}.

        ``owner``: the field that says whose they are.
        """
        # sudo: as when they are remembered.
        for record in self.sudo().search_fetch([(owner, "in", list(entries))], [owner, "origins"]):
            origins = _unpacked(record.origins)
            for name, (before, after) in entries[record[owner].id].items():
                if _is_same_origin(origins.get(name), after):
                    origins[name] = before
            origins = {name: origin for name, origin in origins.items() if origin}
            if origins:
                record.origins = _packed(origins)
            else:
                record.unlink()

    def _forget(self, names):
        """Take back where values came from, ``names`` {partner id: fields}: a person chose them."""
        recorder = self.env.cr.cache.get(RECORDER)
        # sudo: whoever may write the contact leaves the trace of it, and nobody edits traces.
        for record in self.sudo().search([("partner_id", "in", list(names))]):
            chosen, origins = names[record.partner_id.id], _unpacked(record.origins)
            if recorder:
                gone = {name: None for name in chosen if name in origins}
                recorder.note_origins(("res.partner", record.partner_id.id), origins, gone)
            record.origins = _packed({name: origin for name, origin in origins.items() if name not in chosen})


def _is_same_origin(one, other):
    """Whether two origins are one, be it that there is none."""
    if not (one and other):
        return not one and not other
    return (one["import_id"], one["value"]) == (other["import_id"], other["value"])


def _packed(origins):
    """Return {field: origin} as it is stored."""
    groups = {}
    for name, origin in origins.items():
        stamp = origin["source"], origin["date"], origin["import_id"], origin.get("row", 0)
        groups.setdefault(stamp, {})[name] = origin["value"]
    return [
        {"source": source, "date": date, "import_id": import_id, "row": row, "values": values}
        for (source, date, import_id, row), values in groups.items()
    ]


def _unpacked(groups):
    """Return {field: origin} of what is stored."""
    origins = {}
    for group in groups or ():
        stamp = {name: group.get(name, 0) for name in ("source", "date", "import_id", "row")}
        origins.update((name, {"value": value, **stamp}) for name, value in group["values"].items())
    return origins
