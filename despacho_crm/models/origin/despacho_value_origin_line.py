from odoo import api, fields, models
from odoo.tools import SQL

from .despacho_value_origin import FIELDS, NAMES

#: Values of one record at most: each has its number among them.
_PLACES = 1000


class DespachoValueOriginLine(models.Model):
    """«Where its data come from»: value by value, which source and when.

    Read from the origins when somebody looks; nothing is stored, and no other screen pays for it.
    """

    _name = "despacho.value.origin.line"
    _description = "Origin of a Value"
    _auto = False
    _log_access = False
    _order = "date desc, partner_id, id"

    partner_id = fields.Many2one("res.partner", string="Contact", readonly=True)
    lead_id = fields.Many2one("crm.lead", string="Lead", readonly=True)
    name = fields.Char(string="Name of the datum", readonly=True)
    stored = fields.Char(string="As it is stored", readonly=True)
    label = fields.Char(string="Datum", compute="_compute_words")
    value = fields.Char(string="What the source said", compute="_compute_words")
    still = fields.Selection(
        [("yes", "As it came"), ("no", "Changed since")],
        string="Today",
        compute="_compute_still",
        help="What a person changed afterwards is theirs: no program replaces it.",
    )
    source = fields.Selection(selection="_selection_source", string="Kind of source", readonly=True)
    date = fields.Date(string="Data as of", readonly=True)

    @api.model
    def _selection_source(self):
        """Return what brings values: [(name, words)]."""
        return []

    @property
    def _table_query(self):
        return SQL(
            "SELECT %s FROM %s WHERE value.key <> ALL(%s)",
            SQL(", ").join(self._columns_sql()),
            self._from_sql(),
            self._get_hidden_names(),
        )

    @api.model
    def _get_hidden_names(self):
        """Return the names of the values that the user may not read on the contact itself."""
        partner = self.env["res.partner"]
        hidden = [
            name
            for name, field in partner._fields.items()
            if field.groups and not partner._has_field_access(field, "read")
        ]
        return [NAMES.get(name, name) for name in hidden]

    @api.model
    def _columns_sql(self):
        return [
            SQL("origin.id * %s + ROW_NUMBER() OVER (PARTITION BY origin.id) AS id", _PLACES),
            SQL("origin.partner_id, origin.lead_id, value.key AS name, value.value #>> '{}' AS stored"),
            SQL("stamp ->> 'source' AS source, NULLIF(stamp ->> 'date', '')::date AS date"),
        ]

    @api.model
    def _from_sql(self):
        return SQL(
            """
            despacho_value_origin origin
             CROSS JOIN JSONB_ARRAY_ELEMENTS(origin.origins) AS stamp
             CROSS JOIN JSONB_EACH(stamp -> 'values') AS value
            """
        )

    @api.model
    def _get_labels(self, names):
        """Return {name: what people call it} of ``names`` of origins, those that are known."""
        partner = self.env["res.partner"].fields_get([FIELDS.get(name, name) for name in names], ["string"])
        lead = self.env["crm.lead"].fields_get(list(names), ["string"])
        labels = {name: lead[name]["string"] for name in names if name in lead}
        labels.update(
            (name, partner[field]["string"]) for name in names if (field := FIELDS.get(name, name)) in partner
        )
        if "kind" in names:
            labels["kind"] = self.env._("Company or person")
        return labels

    @api.model
    def _get_shown(self, pairs):
        """Return {(name, value as text): words} of ``pairs`` that are stored otherwise than people read them."""
        shown = {("kind", "company"): self.env._("Company"), ("kind", "person"): self.env._("Person")}
        Partner = self.env["res.partner"]
        for name in {name for name, _stored in pairs}:
            wanted = list({stored for other, stored in pairs if other == name and stored})
            field = Partner._fields.get(name)
            if name in ("state", "country"):
                domain = [("code", "in", wanted)] + ([("country_id.code", "=", "ES")] if name == "state" else [])
                records = self.env[Partner._fields[FIELDS[name]].comodel_name].search(domain)
                shown.update(((name, record.code), record.name) for record in records)
            elif field is not None and field.type == "many2one":
                ids = [int(stored) for stored in wanted if stored.isdigit()]
                records = self.env[field.comodel_name].browse(ids).exists()
                shown.update(((name, str(record.id)), record.display_name) for record in records)
            elif field is not None and field.type == "selection":
                shown.update(((name, code), words) for code, words in field._description_selection(self.env))
        return shown

    @api.depends("name", "stored")
    @api.depends_context("lang")
    def _compute_words(self):
        labels = self._get_labels({line.name for line in self if line.name})
        shown = self._get_shown([(line.name, line.stored) for line in self])
        for line in self:
            line.label = labels.get(line.name, line.name)
            line.value = shown.get((line.name, line.stored), line.stored)

    @api.depends("name", "stored", "partner_id", "lead_id")
    def _compute_still(self):
        origins = self.env["despacho.value.origin"]
        known = {}
        for name in ("partner_id", "lead_id"):
            for record, lines in self.grouped(name).items():
                if record:
                    known[record] = origins._read_current(record, set(lines.mapped("name")))
        for line in self:
            now = known.get(line.partner_id or line.lead_id, {}).get(line.name)
            text = ", ".join(map(str, now)) if isinstance(now, list) else now
            line.still = "yes" if str("" if text is None else text) == (line.stored or "") else "no"

    def action_open(self):
        """Open whose value it is."""
        self.ensure_one()
        return (self.partner_id or self.lead_id).get_formview_action()

    @api.model
    def _open(self, records, domain):
        """Return the action that shows where the values of ``records`` came from."""
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.despacho_value_origin_line_action")
        return {**action, "domain": domain, "context": {"of_many": len(records) > 1}}
