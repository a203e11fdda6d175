from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import billing, headers


class DespachoImport(models.Model):
    """What a list of what was invoiced says of itself: of which year it is, of which program, with VAT or not."""

    _inherit = "despacho.import"

    target = fields.Selection(
        selection_add=[("billing", "What was invoiced, by client and year")], ondelete={"billing": "cascade"}
    )
    billing_source = fields.Char(
        string="Invoiced with",
        help="The program. What comes again of the same program replaces what it said before; what different "
        "programs say of the same year is added up.",
    )
    billing_year = fields.Integer(
        string="Year of the amounts", help="Of those that no column says of which year they are."
    )
    billing_tax_included = fields.Boolean(
        string="Amounts with VAT", help="As those of the declaration of form 347 are. They are marked as such."
    )
    has_invoices = fields.Boolean(compute="_compute_has_invoices", help="Each row of the file is an invoice.")
    asks_year = fields.Boolean(compute="_compute_has_invoices", help="No column says of which year some amounts are.")
    billing_line_count = fields.Integer(string="Amounts written", compute="_compute_billing_line_count")

    @api.depends("column_ids.field", "source_date", "target")
    def _compute_has_invoices(self):
        for record in self:
            mapped = set(record.column_ids.mapped("field"))
            record.has_invoices = "date" in mapped and "year" not in mapped
            record.asks_year = (
                record.target == "billing"
                and not mapped & {"date", "year"}
                and not all(year for _place, year in record._get_amount_years())
            )

    @api.depends("state")
    def _compute_billing_line_count(self):
        counts = dict(
            self.env["despacho.billing.year"]._read_group([("import_id", "in", self.ids)], ["import_id"], ["__count"])
        )
        for record in self:
            record.billing_line_count = counts.get(record._origin, 0)

    def action_read(self):
        result = super().action_read()
        if self.target == "billing" and self.state == "mapped":
            self._guess_billing()
            self._note_services()
        return result

    def _guess_billing(self):
        """Propose which columns are amounts, of which year they are, and what the file says of itself."""
        columns = self.column_ids.sorted("position")
        titles = [column.header or "" for column in columns]
        samples = [column.samples or [] for column in columns]
        last_year = self.source_date.year
        wide = billing.amount_columns(titles, samples, last_year)
        if not wide:
            likely = [
                place
                for place, title in enumerate(titles)
                if headers.header_fields(title, "billing").get("amount", 0) > 0.5
                and billing.is_money(title, samples[place])
            ]
            best = min(likely, key=lambda place: (billing.rank_of(titles[place]), place), default=None)
            wide = [billing.Column(best, 0, 0, False)] if best is not None else []
        chosen = {column.place for column in wide}
        for place, column in enumerate(columns):
            by_person = column.guess_reason == "profile"
            if place in chosen and not by_person:
                column.write({"field": "amount", "guess": "amount", "guess_reason": "header", "confidence": 1.0})
            elif chosen and column.field == "amount" and not by_person:
                column.write({"field": False, "guess": False, "guess_reason": False, "confidence": 0.0})
        head = [" ".join(filter(None, cells)) for number, cells in self.head or [] if number < (self.header_row or 1)]
        told = [*head, self.sheet_id.name, self.filename]
        is_declaration = any("347" in (text or "") for text in told)
        self.write(
            {
                "billing_year": self.billing_year or billing.title_year(told, last_year),
                "billing_tax_included": self.billing_tax_included
                or is_declaration
                or any(billing.tax_of(titles[place]) for place in chosen),
                "billing_source": self.billing_source or self._guess_program(is_declaration),
            }
        )

    def _guess_program(self, is_declaration):
        if is_declaration:
            return self.env._("Form 347")
        if self.profile:
            label = dict(self._fields["profile"]._description_selection(self.env))[self.profile]
            return label.split(" ")[-1]
        earlier = self.search(
            [
                ("target", "=", "billing"),
                ("company_id", "=", self.company_id.id),
                ("billing_source", "!=", False),
                ("state", "=", "done"),
            ],
            limit=1,
        )
        return earlier.billing_source

    def action_review(self):
        if self.target != "billing":
            return super().action_review()
        self._check_step("mapped")
        mapped = set(filter(None, self.column_ids.mapped("field")))
        self._get_target()._check_mapping(mapped)
        if self.asks_year and not self.billing_year:
            raise UserError(
                self.env._(
                    "No column says of which year the amounts are: write it under «Year of the amounts», "
                    "and review again."
                )
            )
        self._note_services()
        if self.undecided_service_count:
            return True  # the screen asks for them
        return super().action_review()

    def _get_amount_years(self):
        """Return [(place of a column of amounts, its year or 0)]."""
        last_year = self.source_date.year
        return [
            (column.position, billing.title_year([column.header], last_year))
            for column in self.column_ids.filtered(lambda column: column.field == "amount")
        ]

    def _is_same_program(self, source):
        return (source or "").casefold() == " ".join((self.billing_source or "").split()).casefold()

    def action_view_billing(self):
        """Open what the file wrote."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_billing_years"),
            "domain": [("import_id", "=", self.id)],
            "context": {},
        }
