from .common import ImportCase


class BillingCase(ImportCase):
    """Lists of what was invoiced: `bring` applies one, `years_of` says what the base has of a client.

    fiscal, labour: service lines of the firm
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Category = cls.env["product.category"]
        root = Category._services_root()
        cls.fiscal, cls.labour = Category.create(
            [{"name": name, "parent_id": root.id} for name in ("Asesoría fiscal", "Laboral")]
        )
        cls.other_nif = cls.nifs[1]

    def bring(self, *lines, apply=True, **values):
        values = {"filename": "ventas.csv", "source_date": "2026-01-31", "target": "billing", **values}
        record = self.review(self.csv(*lines), **values)
        if apply:
            record.action_apply()
        return record

    def years_of(self, partner):
        lines = self.env["despacho.billing.year"].search([("partner_id", "=", partner.id)], order="year, id")
        return [
            (line.year, line.service_line_id.name or "", line.amount, line.invoice_count or 0) for line in lines
        ]  # fmt: skip

    def amounts_of(self, partner):
        return {(year, service): amount for year, service, amount, _count in self.years_of(partner)}

    def said_of(self, row):
        """Return in one text what the screen says of the amounts of a row."""
        return " · ".join(
            " ".join((line["label"], line["old"], line["new"], line["why"])) for line in row.diff["lines"]
        )

    def rows_of(self, record):
        return [(row.number, row.verdict, row.reason_code) for row in record.row_ids.sorted("number")]
