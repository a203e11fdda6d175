from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import nif

#: What is said of who signs, besides which user and which contact it is.
_SIGNATORIES = tuple(
    f"engagement_{side}_{said}" for side in ("signatory", "client") for said in ("name", "nif", "capacity")
)


class SaleOrder(models.Model):
    """Who signs the engagement letter, and in which capacity: the names stay as they were signed."""

    _inherit = "sale.order"

    engagement_signatory_id = fields.Many2one(
        "res.users",
        string="Signs for the firm",
        compute="_compute_engagement_signatory_id",
        store=True,
        readonly=False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    engagement_signatory_name = fields.Char(
        string="Name", compute="_compute_engagement_signatory_name", store=True, readonly=False
    )
    engagement_signatory_nif = fields.Char(
        string="NIF", compute="_compute_engagement_signatory_nif", store=True, readonly=False
    )
    engagement_signatory_capacity = fields.Char(
        string="In the capacity of", compute="_compute_engagement_signatory_capacity", store=True, readonly=False
    )
    engagement_client_id = fields.Many2one(
        "res.partner",
        string="Signs for the client",
        compute="_compute_engagement_client_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        domain="[('commercial_partner_id', '=', engagement_company_id), ('is_company', '=', False)]",
        ondelete="set null",
    )
    engagement_client_name = fields.Char(
        string="Client's name", compute="_compute_engagement_client_name", store=True, readonly=False
    )
    engagement_client_nif = fields.Char(
        string="Client's NIF", compute="_compute_engagement_client_nif", store=True, readonly=False
    )
    engagement_client_capacity = fields.Char(
        string="Client, in the capacity of", compute="_compute_engagement_client_capacity", store=True, readonly=False
    )
    engagement_company_id = fields.Many2one(related="partner_id.commercial_partner_id", string="Company of the client")
    engagement_warning = fields.Char(compute="_compute_engagement_warning")

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        # A form sends what is empty too, and so nothing is computed of it while the fees bring their clauses.
        for order in orders.filtered("is_engagement"):
            said = {name: order[name] for name in _SIGNATORIES if order[name]}
            order.modified(["is_engagement"])
            order.write({name: value for name, value in said.items() if order[name] != value})
        return orders

    @api.depends("is_engagement", "company_id")
    def _compute_engagement_signatory_id(self):
        for order in self:
            if order.is_engagement and not order.engagement_signatory_id:
                order.engagement_signatory_id = order.company_id.engagement_signatory_id

    # One method for each: what is said of one of them leaves the others as they are.

    @api.depends("engagement_signatory_id")
    def _compute_engagement_signatory_name(self):
        for order in self:
            person = order.engagement_signatory_id.partner_id
            if person or not order.engagement_signatory_name:
                order.engagement_signatory_name = person.name

    @api.depends("engagement_signatory_id")
    def _compute_engagement_signatory_nif(self):
        for order in self:
            person = order.engagement_signatory_id.partner_id
            if person or not order.engagement_signatory_nif:
                order.engagement_signatory_nif = person.personal_nif or person.nif_key

    @api.depends("engagement_signatory_id")
    def _compute_engagement_signatory_capacity(self):
        for order in self:
            person = order.engagement_signatory_id.partner_id
            if person or not order.engagement_signatory_capacity:
                order.engagement_signatory_capacity = person.function

    @api.depends("is_engagement", "partner_id")
    def _compute_engagement_client_id(self):
        for order in self.filtered("is_engagement"):
            client = order.partner_id.commercial_partner_id
            if order.engagement_client_id.commercial_partner_id == client:
                continue
            person = order.partner_id
            order.engagement_client_id = person if not person.is_company else self.env["res.partner"]

    @api.depends("engagement_client_id")
    def _compute_engagement_client_name(self):
        for order in self:
            person = order.engagement_client_id
            if person or not order.engagement_client_name:
                order.engagement_client_name = person.name

    @api.depends("engagement_client_id")
    def _compute_engagement_client_nif(self):
        for order in self:
            person = order.engagement_client_id
            if person or not order.engagement_client_nif:
                order.engagement_client_nif = person.personal_nif or person.nif_key

    @api.depends("engagement_client_id")
    def _compute_engagement_client_capacity(self):
        for order in self:
            person = order.engagement_client_id
            if person or not order.engagement_client_capacity:
                order.engagement_client_capacity = person.function

    @api.constrains("engagement_signatory_nif", "engagement_client_nif")
    def _check_engagement_nif(self):
        for order in self:
            for number in filter(None, (order.engagement_signatory_nif, order.engagement_client_nif)):
                found = nif.parse(number)
                if not found.valid:
                    raise ValidationError(
                        self.env._(
                            "«%(nif)s» is no valid NIF: check who signs the engagement letter %(order)s.",
                            nif=number,
                            order=order.name,
                        )
                    )

    @api.depends(
        "is_engagement",
        "state",
        "engagement_signed_on",
        "engagement_signatory_name",
        "engagement_signatory_nif",
        "engagement_client_name",
        "engagement_client_nif",
        "company_id",
    )
    def _compute_engagement_warning(self):
        for order in self:
            lacking = order.is_engagement and order.state in ("draft", "sent") and not order.engagement_signed_on
            order.engagement_warning = lacking and order._engagement_lacking()

    def _engagement_lacking(self):
        """Return, in words, what the letter needs before anybody signs it, or ''."""
        self.ensure_one()
        _ = self.env._
        company = self.company_id.sudo()  # sudo: the client in the portal asks too
        lacking = [
            label
            for label, value in (
                (_("NIF of the firm"), company.partner_id.nif_key or company.vat),
                (_("who signs for the firm"), self.engagement_signatory_name),
                (_("NIF of who signs for the firm"), self.engagement_signatory_nif),
                (_("who signs for the client"), self.engagement_client_name),
                (_("NIF of who signs for the client"), self.engagement_client_nif),
            )
            if not value
        ]
        if not lacking:
            return ""
        return _("The engagement letter cannot be signed yet. It lacks: %(what)s.", what=", ".join(lacking))
