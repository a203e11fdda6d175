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
    _inherit = ["despacho.partner.year"]
    _order = "year desc, amount desc, id"
    _check_company_auto = True

    partner_id = fields.Many2one(string="Client", check_company=True)
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

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = self._clean_values(vals_list)
        return super().create([{"told_of": vals.get("partner_id"), **vals} for vals in vals_list])

    @api.model
    def _clean_values(self, vals_list):
        """Return ``vals_list`` with no spaces around, nor two in the middle, of the program."""
        return [
            {**vals, "source": " ".join(vals["source"].split())} if vals.get("source") else vals
            for vals in super()._clean_values(vals_list)
        ]

    def _changed(self, partners, names=None):
        partners._lifecycle_touch()
        return super()._changed(partners, names)

    def _get_last_day(self):
        """Return the last day for which the amount counts."""
        self.ensure_one()
        return min(datetime.date(self.year, 12, 31), self.as_of)
