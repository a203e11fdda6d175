import datetime

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: No program that a firm still has invoiced before.
FIRST_YEAR = 1980


class DespachoBillingYear(models.Model):
    """What was invoiced to a client in a year with another program, all of it or that of a service line.

    It comes before Odoo's own invoices, or beside them where the firm goes on invoicing elsewhere: whoever
    adds up what a client bought adds both. It belongs to a commercial entity, like invoices.
    """

    _name = "despacho.billing.year"
    _description = "Invoiced in a Year with another Program"
    _order = "year desc, amount desc, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", string="Client", required=True, index=True, ondelete="cascade", check_company=True
    )
    year = fields.Integer(required=True, aggregator=None)
    service_line_id = fields.Many2one(
        "product.category",
        string="Service line",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_service_line", "=", True)],
        help="Empty when the program does not tell the services apart.",
    )
    amount = fields.Monetary(required=True, help="Credit notes discounted.")
    invoice_count = fields.Integer(string="Invoices", help="How many invoices it adds up, if that is known.")
    tax_included = fields.Boolean(
        string="VAT included", help="The program gave the amounts with VAT, as the declaration of form 347 does."
    )
    source = fields.Char(
        string="Program",
        help="With what it was invoiced. What comes again of the same program replaces what it said before; "
        "what different programs say is added up.",
    )
    as_of = fields.Date(
        string="Data as of",
        required=True,
        default=fields.Date.context_today,
        help="Until when the amount counts, when it is of a year that had not ended.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade", default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    #: Of two clients that are joined each keeps its amounts: they add up, and go apart again if it is undone.
    told_of = fields.Integer(string="Client when it came", readonly=True, copy=False, aggregator=None)

    _one_per_year = models.UniqueIndex(
        "(partner_id, year, COALESCE(service_line_id, 0), LOWER(COALESCE(source, '')), company_id, told_of)",
        "There is an amount of that client, year, service line and program already: correct that one.",
    )
    _year_makes_sense = models.Constraint(
        f"CHECK (year BETWEEN {FIRST_YEAR} AND EXTRACT(YEAR FROM as_of))",
        "The year cannot be later than the day of the data, nor so long ago.",
    )

    @api.constrains("service_line_id")
    def _check_service_line_id(self):
        self.service_line_id._check_service_lines()

    @api.constrains("partner_id")
    def _check_partner_id(self):
        for line in self:
            if line.partner_id != line.partner_id.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "«%(person)s» is a contact of «%(company)s»: what is invoiced is the company's.",
                        person=line.partner_id.display_name,
                        company=line.partner_id.commercial_partner_id.display_name,
                    )
                )

    @api.depends("partner_id", "year")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.partner_id.display_name} · {line.year}"

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._clean_values(vals) for vals in vals_list]
        lines = super().create([{"told_of": vals.get("partner_id"), **vals} for vals in vals_list])
        lines.partner_id._lifecycle_touch()
        return lines

    def write(self, vals):
        before = self.partner_id
        result = super().write(self._clean_values(vals))
        (before | self.partner_id)._lifecycle_touch()
        return result

    def unlink(self):
        partners = self.partner_id
        result = super().unlink()
        partners._lifecycle_touch()
        return result

    @api.model
    def _clean_values(self, vals):
        """Return ``vals`` with the company as the client when a person of it is given, and no spaces around."""
        vals = dict(vals)
        if vals.get("partner_id"):
            partner = self.env["res.partner"].browse(vals["partner_id"])
            vals["partner_id"] = partner.commercial_partner_id.id or partner.id
        if vals.get("source"):
            vals["source"] = " ".join(vals["source"].split())
        return vals

    def _get_last_day(self):
        """Return the last day for which the amount counts."""
        self.ensure_one()
        return min(datetime.date(self.year, 12, 31), self.as_of)
