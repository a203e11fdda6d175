from odoo import api, fields, models

from ...tools import billing, services
from ...tools.cells import BOOKS


class DespachoImportService(models.Model):
    """What a file calls a service, and which service line of the firm it is."""

    _name = "despacho.import.service"
    _description = "Service of an Imported File"
    _order = "is_decided, amount desc, id"
    _rec_name = "text"

    import_id = fields.Many2one("despacho.import", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    key = fields.Char(required=True, readonly=True, index=True)
    text = fields.Char(string="In the file", required=True, readonly=True)
    row_count = fields.Integer(string="Rows", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(readonly=True)
    service_line_id = fields.Many2one(
        "product.category", string="Service line", ondelete="set null", domain=[("is_service_line", "=", True)]
    )
    without_line = fields.Boolean(string="None", help="Its amounts are written without service line.")
    is_decided = fields.Boolean(compute="_compute_is_decided", store=True)

    @api.depends("service_line_id", "without_line")
    def _compute_is_decided(self):
        for service in self:
            service.is_decided = bool(service.service_line_id) or service.without_line

    @api.constrains("service_line_id")
    def _check_service_line_id(self):
        self.service_line_id._check_service_lines()

    def action_create_line(self):
        """Create a service line with the name that the file gives it."""
        Category = self.env["product.category"]
        for service in self:
            service.service_line_id = Category.create(
                {"name": services.line_name(service.text), "parent_id": Category._services_root().id}
            )
            service.without_line = False


class DespachoImport(models.Model):
    """The services of a list of what was invoiced: known by their words, else a person is asked."""

    _inherit = "despacho.import"

    service_ids = fields.One2many("despacho.import.service", "import_id", string="Services", copy=False)
    undecided_service_count = fields.Integer(compute="_compute_undecided_service_count")

    @api.depends("service_ids.is_decided")
    def _compute_undecided_service_count(self):
        for record in self:
            record.undecided_service_count = len(record.service_ids.filtered(lambda service: not service.is_decided))

    def _note_services(self):
        """Find the services that the file names; what was decided of them stays."""
        found = self._find_services()
        (self.service_ids.filtered(lambda service: service.key not in found)).unlink()
        known = self.service_ids.grouped("key")
        lines = self._get_line_names()
        decided = self._get_decided(found.keys() - known.keys())
        news = []
        for key, (text, count, amount) in found.items():
            vals = {"text": text, "row_count": count, "amount": amount}
            if key in known:
                known[key].write(vals)
                continue
            line = services.find_line(text, lines)
            earlier = decided.get(key, {"service_line_id": line} if line else {})
            news.append({"import_id": self.id, "key": key, **vals, **earlier})
        self.env["despacho.import.service"].create(news)

    def _find_services(self):
        """Return {key: [first text, rows, amount]} of the services in the file."""
        places = dict(self._get_positions())
        if not places.get("service"):
            return {}
        table = self._read_table()
        amounts = [place for place, _year in self._get_amount_years()]
        point = table.kind in BOOKS
        found = {}
        for _number, cells in table.rows:
            text = " ".join(cells[place] for place in places["service"]).strip()
            if not text:
                continue
            one = found.setdefault(services.service_key(text) or text, [text, 0, 0.0])
            one[1] += 1
            one[2] += sum(billing.read_amount(cells[place], point) or 0 for place in amounts if cells[place])
        return found

    def _get_service_lines(self):
        """Return a dictionary that gives the service line (0: none) of each text in the file."""
        return _LineOf({service.key: service.service_line_id.id or 0 for service in self.service_ids})

    @api.model
    def _get_line_names(self):
        lines = self.env["product.category"].search_fetch([("is_service_line", "=", True)], ["name"])
        return {line.id: line.name for line in lines}

    def _get_decided(self, keys):
        """Return {key: values} of what a person decided of the services ``keys`` in earlier files."""
        earlier = self.env["despacho.import.service"].search(
            [
                ("key", "in", list(keys)),
                ("is_decided", "=", True),
                ("company_id", "=", self.company_id.id),
                ("import_id.state", "in", ("reviewed", "applying", "stopped", "done")),
            ],
            order="id",
        )
        # What is only reviewed may still be decided otherwise, but for a file of which part is written already.
        open_ones = earlier.import_id.filtered(lambda one: one.state == "reviewed")
        written = [("import_id", "in", open_ones.ids), ("state", "=", "applied")]
        begun = [found for (found,) in self.env["despacho.import.row"]._read_group(written, ["import_id"])]
        earlier = earlier.filtered(lambda one: one.import_id not in open_ones or one.import_id in begun)
        return {
            service.key: {"service_line_id": service.service_line_id.id, "without_line": service.without_line}
            for service in earlier
        }

    def action_services_without_line(self):
        """Leave without service line what nobody has decided on."""
        self._check_step("mapped")
        self.service_ids.filtered(lambda service: not service.is_decided).without_line = True


class _LineOf(dict):
    """{key of a service: its line}, asked by the text of a row."""

    def get(self, text, default=None):
        return super().get(services.service_key(text) or text, default) if text else default
