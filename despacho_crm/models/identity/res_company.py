from odoo import api, fields, models, tools

from .by_code import BY_CODE

#: What a firm has to complete a missing NIF, unless it says otherwise.
DEADLINE_DAYS = 15


class ResCompany(models.Model):
    _inherit = "res.company"

    nif_mandatory = fields.Boolean(
        string="NIF required",
        compute="_compute_nif_mandatory",
        store=True,
        readonly=False,
        help="No company enters the base without a valid NIF or a documented exemption, and two never share one.",
        prefetch="nif",
    )
    nif_deadline_days = fields.Integer(
        string="Days to complete a missing NIF",
        default=DEADLINE_DAYS,
        help="Contacts that arrive without NIF (mail, web, imported agendas) are to be completed within these days.",
        prefetch="nif",
    )
    nif_responsible_id = fields.Many2one(
        "res.users",
        string="Completes NIFs when nobody owns the contact",
        domain=[("share", "=", False)],
        prefetch="nif",
    )

    @api.depends("country_id")
    def _compute_nif_mandatory(self):
        # The NIF is Spanish law: a subsidiary abroad has no use for the rule.
        for company in self:
            company.nif_mandatory = company._is_spanish()

    def _is_spanish(self):
        """Say whether the company is of Spain, as is the one that does not say of where it is."""
        self.ensure_one()
        return self.country_id.code in (False, "ES")

    @api.model_create_multi
    def create(self, vals_list):
        # Odoo creates the company's own contact first, and knows no NIF then.
        before = bool(self._nif_mandatory_company_ids())
        companies = super(ResCompany, self.with_context(nif_deferred=BY_CODE)).create(vals_list)
        self.env.flush_all()
        self.env.registry.clear_cache()
        if bool(self._nif_mandatory_company_ids()) != before:
            self.env["res.partner"]._nif_rebuild_uniqueness()
        self.env["res.partner"]._nif_keep_shared_and_own_apart()
        return companies.with_env(self.env)

    def write(self, vals):
        # Each address field goes to the company's contact on its own, maybe before the NIF does.
        decisive = not vals.keys().isdisjoint({"nif_mandatory", "country_id"})
        before = self._nif_mandatory_company_ids() if decisive else None
        result = super(ResCompany, self.with_context(nif_deferred=BY_CODE)).write(vals)
        if decisive:
            self.env.flush_all()
            self.env.registry.clear_cache()
            if self._nif_mandatory_company_ids() != before:
                self.env["res.partner"]._nif_rebuild_uniqueness()
                self.env["res.partner"]._nif_keep_shared_and_own_apart()
        return result

    @api.model
    @tools.ormcache()
    def _nif_mandatory_company_ids(self):
        """Return the ids of the companies with the NIF rule, in a frozenset."""
        # sudo: the rule holds for records of companies that the user does not belong to.
        return frozenset(self.sudo().search([("nif_mandatory", "=", True)]).ids)
