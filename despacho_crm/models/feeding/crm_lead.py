from odoo import api, fields, models


class CrmLead(models.Model):
    """Where a prospect came from, and why the firm may contact it."""

    _inherit = "crm.lead"

    feeding_week_id = fields.Many2one(
        "despacho.feeding.week",
        string="Week it came in",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        readonly=True,
        prefetch="feeding",
    )
    feeding_id = fields.Many2one(
        related="feeding_week_id.feeding_id",
        string="Feeding",
        store=True,
        index="btree_not_null",
        prefetch="feeding",
    )
    contact_basis = fields.Text(
        string="Why we may contact them",
        copy=False,
        prefetch="feeding",
        help="The firm's legitimate interest, as it was written down when they were chosen, and the balancing of "
        "interests that was in force that day. What holds today is asked again each time that they are addressed.",
    )

    @api.model
    def _prepare_contact_basis(self, options):
        """Take the reason out of the options of new leads, and return it with the balancing on which it rests."""
        company = self.env["res.company"].browse(options.get("company_id")) or self.env.company
        told = self.env["despacho.balancing"]._tell_in_force(company)
        return "\n".join(part for part in (options.pop("why", ""), told) if part)
