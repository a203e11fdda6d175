import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools import xlsx

_BATCH = 2000
MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DespachoActionCopy(models.Model):
    """The list of those addressed, as a spreadsheet with its hash, kept with the action; one for each time it was made.

    Made when the recipients are frozen. Who is erased afterwards is taken out of it: the list is made again without
    their data, and the earlier one goes; its hash stays, and why.
    """

    _name = "despacho.action.copy"
    _description = "Copy of the recipients of an action"
    _order = "id desc"
    _rec_name = "made_on"

    action_id = fields.Many2one("despacho.action", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="action_id.company_id", store=True, index=True)
    made_on = fields.Datetime(string="Made on", required=True, readonly=True)
    why = fields.Selection(
        [("frozen", "The recipients were frozen"), ("erased", "Somebody was erased")],
        required=True,
        readonly=True,
    )
    row_count = fields.Integer(string="Rows", readonly=True)
    erased_count = fields.Integer(string="Rows without data", readonly=True)
    sha256 = fields.Char(string="SHA-256", required=True, readonly=True)
    attachment_id = fields.Many2one("ir.attachment", string="File", readonly=True, ondelete="restrict")
    is_intact = fields.Boolean(string="As it was made", compute="_compute_is_intact")

    @api.depends("sha256", "attachment_id")
    def _compute_is_intact(self):
        for copy in self:
            # sudo: whether the file is the one that was made, whoever asks; all of it, and not its size for the screen
            raw = copy.sudo().attachment_id.with_context(bin_size=False, bin_size_raw=False).raw
            copy.is_intact = bool(raw) and hashlib.sha256(raw).hexdigest() == copy.sha256

    def action_download(self):
        self.ensure_one()
        self.check_access("read")
        if not self.attachment_id:
            raise UserError(
                self.env._("This list was made again without the data of who was erased: download the last one.")
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
            "target": "self",
        }


class DespachoAction(models.Model):
    """Makes the copy of its recipients."""

    _inherit = "despacho.action"

    copy_ids = fields.One2many("despacho.action.copy", "action_id", string="Lists kept", readonly=True, copy=False)

    def _keep_copy(self, why):
        """Make the list of the recipients of each action, and keep it with its hash; the earlier file goes."""
        # sudo: the copies are the program's
        for action in self.sudo().filtered("frozen_on"):
            content = action._copy_file()
            rows = action.env["despacho.action.recipient"]
            mine = [("action_id", "=", action.id)]
            attachment = action.env["ir.attachment"].create(
                {
                    "name": action.env._("Recipients of %(action)s.xlsx", action=action.name),
                    "res_model": "despacho.action",
                    "res_id": action.id,
                    "raw": content,
                    "mimetype": MIMETYPE,
                }
            )
            earlier = action.copy_ids.attachment_id
            action.env["despacho.action.copy"].create(
                {
                    "action_id": action.id,
                    "made_on": fields.Datetime.now(),
                    "why": why,
                    "row_count": rows.search_count(mine),
                    "erased_count": rows.search_count([*mine, ("erased", "=", True)]),
                    "sha256": hashlib.sha256(content).hexdigest(),
                    "attachment_id": attachment.id,
                }
            )
            action.copy_ids.filtered(lambda copy, last=attachment: copy.attachment_id != last).attachment_id = False
            earlier.with_context(despacho_copy=True).unlink()

    def _copy_file(self):
        """Return the spreadsheet: one row for each recipient, those who are left out and why as well."""
        self.ensure_one()
        rows = self.env["despacho.action.recipient"]
        labels = rows.fields_get([name for name, _kind in _COLUMNS], ["string", "selection", "type"])
        columns = [xlsx.Column(labels[name]["string"], _reader(name, labels[name]), kind) for name, kind in _COLUMNS]
        columns += [xlsx.Column(label, read) for label, read in self._known_labels()]
        return xlsx.build(self.name, columns, self._copy_rows(), author=self.company_id.name)

    @api.model
    def _known_labels(self):
        """Return [(label, function from a row to its text)] of what was known of each when it was frozen."""
        of_company = ["size_class", "lifecycle", "temperature"]
        fields_of = self.env["res.partner"].sudo().fields_get(of_company, ["string", "selection"])  # sudo: their labels
        known = {
            "segments": self.env._("Segments"),
            "lists": self.env._("Mailing lists"),
            "sector": self.env._("Sector of activity"),
            "activity": self.env._("Activity (CNAE)"),
            "size": fields_of["size_class"],
            "region": self.env._("Comunidad autónoma"),
            "lifecycle": fields_of["lifecycle"],
            "temperature": fields_of["temperature"],
        }
        return [
            (label if isinstance(label, str) else label["string"], _known_reader(name, label))
            for name, label in known.items()
        ]

    def _copy_rows(self):
        """Yield the rows of the recipients as dictionaries, not all of them in memory."""
        self.env["despacho.action.recipient"].flush_model()
        names = [*(name for name, _kind in _COLUMNS), "values"]
        last = 0
        while True:
            found = self.env.execute_query_dict(
                SQL(
                    """
                    SELECT %s FROM despacho_action_recipient
                     WHERE action_id = %s AND number > %s AND %s ORDER BY number LIMIT %s
                    """,
                    SQL(", ").join(map(SQL.identifier, names)),
                    self.id,
                    last,
                    self._copy_shown_sql(),
                    _BATCH,
                )
            )
            yield from found
            if len(found) < _BATCH:
                return
            last = found[-1]["number"]

    def _copy_shown_sql(self):
        """Return the condition on the rows that go in the list: all of them."""
        return SQL("TRUE")


#: What the list tells of each.
_COLUMNS = (
    ("number", "integer"),
    *((name, "text") for name in ("company_name", "nif_key", "name", "function", "contact_role")),
    *((name, "text") for name in ("street", "zip", "city", "state_name", "country_name", "email", "phone", "lang")),
    *((name, "text") for name in ("included", "reason", "reason_text", "basis", "evidence", "addressed")),
)


def _reader(name, described):
    if described["type"] == "selection":
        labels = dict(described["selection"])
        return lambda row: labels.get(row[name], row[name])
    if described["type"] == "boolean":
        return lambda row: "✓" if row[name] else ""
    return lambda row: row[name]


def _known_reader(name, label):
    labels = {} if isinstance(label, str) else dict(label["selection"])

    def read(row):
        value = (row["values"] or {}).get(name)
        if isinstance(value, list):
            return ", ".join(value)
        return labels.get(value, value)

    return read
