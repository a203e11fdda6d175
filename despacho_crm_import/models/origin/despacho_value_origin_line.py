from odoo import api, fields, models
from odoo.tools import SQL

#: Values of one record at most: each has its number among them.
_PLACES = 1000


class DespachoValueOriginLine(models.Model):
    """«Where its data come from»: value by value, which file, which row, when and by whom.

    Read from the origins when somebody looks; nothing is stored, and no other screen pays for it.
    """

    _name = "despacho.value.origin.line"
    _description = "Origin of a Value"
    _auto = False
    _log_access = False
    _order = "date desc, import_id desc, partner_id, id"

    partner_id = fields.Many2one("res.partner", string="Contact", readonly=True)
    lead_id = fields.Many2one("crm.lead", string="Lead", readonly=True)
    name = fields.Char(string="Name of the datum", readonly=True)
    stored = fields.Char(string="As it is stored", readonly=True)
    label = fields.Char(string="Datum", compute="_compute_words")
    value = fields.Char(string="What the file said", compute="_compute_words")
    still = fields.Selection(
        [("yes", "As it came"), ("no", "Changed since")],
        string="Today",
        compute="_compute_still",
        help="What a person changed afterwards is theirs: no import replaces it.",
    )
    source = fields.Selection(
        lambda self: self.env["despacho.import"]._fields["source_kind"]._description_selection(self.env),
        string="Kind of source",
        readonly=True,
    )
    import_id = fields.Many2one("despacho.import", string="File", readonly=True)
    row_number = fields.Integer(string="Row", readonly=True, aggregator=None)
    date = fields.Date(string="Data as of", readonly=True)
    user_id = fields.Many2one("res.users", string="Imported by", readonly=True)
    applied_on = fields.Datetime(string="Imported on", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT origin.id * %(places)s + ROW_NUMBER() OVER (PARTITION BY origin.id) AS id,
                   origin.partner_id, origin.lead_id, value.key AS name, value.value #>> '{}' AS stored,
                   stamp ->> 'source' AS source, file.id AS import_id,
                   COALESCE((stamp ->> 'row')::integer, 0) AS row_number,
                   NULLIF(stamp ->> 'date', '')::date AS date, file.user_id, file.applied_on
              FROM despacho_value_origin origin
             CROSS JOIN JSONB_ARRAY_ELEMENTS(origin.origins) AS stamp
             CROSS JOIN JSONB_EACH(stamp -> 'values') AS value
              LEFT JOIN despacho_import file ON file.id = (stamp ->> 'import_id')::integer
            """,
            places=_PLACES,
        )

    @api.depends("name", "stored")
    @api.depends_context("lang")
    def _compute_words(self):
        labels = self.env["despacho.import.column"]._get_field_labels()
        codes = {}
        for name, model in (("state", "res.country.state"), ("country", "res.country")):
            wanted = list({line.stored for line in self if line.name == name})
            domain = [("code", "in", wanted)] + ([("country_id.code", "=", "ES")] if name == "state" else [])
            codes.update(((name, record.code), record.name) for record in self.env[model].search(domain) if wanted)
        codes["kind", "company"], codes["kind", "person"] = self.env._("Company"), self.env._("Person")
        for line in self:
            line.label = labels.get(line.name, line.name)
            line.value = codes.get((line.name, line.stored), line.stored)

    @api.depends("name", "stored", "partner_id", "lead_id")
    def _compute_still(self):
        contacts, leads = self.env["despacho.import.partner"], self.env["despacho.import.lead"]
        known = {}
        for partner in self.partner_id:
            known[partner] = {**contacts._read_contact_values(partner), **contacts._read_values(partner)}
            if partner.parent_id:
                known[partner].update(contacts._read_contact_values(partner))
        for lead in self.lead_id:
            known[lead] = leads._read_values(lead)
        for line in self:
            now = known.get(line.partner_id or line.lead_id, {}).get(line.name)
            text = ", ".join(now) if isinstance(now, list) else now
            line.still = "yes" if str(text or "") == (line.stored or "") else "no"

    def action_open(self):
        """Open the file that the value came in."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "despacho.import",
            "res_id": self.import_id.id,
            "views": [(False, "form")],
        }

    @api.model
    def _open(self, records, domain):
        """Return the action that shows where the values of ``records`` came from."""
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm_import.despacho_value_origin_line_action")
        return {**action, "domain": domain, "context": {"of_many": len(records) > 1}}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_view_origins(self):
        """Open where the data of the contact and of its people came from."""
        self.ensure_one()
        self.check_access("read")
        people = self | self.with_context(active_test=False).child_ids
        return self.env["despacho.value.origin.line"]._open(people, [("partner_id", "in", people.ids)])


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def action_view_origins(self):
        """Open where the data of the lead, and of its contact, came from."""
        self.ensure_one()
        self.check_access("read")
        domain = ["|", ("lead_id", "=", self.id), ("partner_id", "=", self.partner_id.id or 0)]
        return self.env["despacho.value.origin.line"]._open(self | self, domain)
