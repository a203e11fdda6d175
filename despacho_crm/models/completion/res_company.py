from odoo import api, fields, models
from odoo.exceptions import AccessError

SWITCHES = ("match_auto_join", "match_auto_complete")


class ResCompany(models.Model):
    """Whether the job joins and completes by itself: off until a manager of the firm says so."""

    _inherit = "res.company"

    match_auto_join = fields.Boolean(
        string="Join certain duplicates every night",
        prefetch="matching",
        help="What is certain is joined by itself, and each joining can be undone. Contacts that several companies "
        "share are joined when all of them want it.",
    )
    match_auto_complete = fields.Boolean(
        string="Complete certain NIFs every night",
        prefetch="matching",
        help="The NIF that is missing and is certain is filled in by itself, marked as such, and can be undone.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get(name) for vals in vals_list for name in SWITCHES):
            self._check_turns_on()
        return super().create(vals_list)

    def write(self, vals):
        if not vals.keys().isdisjoint(SWITCHES):
            changed = any(company[name] != bool(vals[name]) for name in SWITCHES if name in vals for company in self)
            if changed:
                self._check_turns_on()
        return super().write(vals)

    @api.model
    def _check_turns_on(self):
        if not self.env.su and not self.env.user.has_group("despacho_crm.group_manager"):
            raise AccessError(
                self.env._("What the night job does by itself is decided by a manager of the firm: ask one of them.")
            )

    @api.model
    def _match_scope(self, switch):
        """Return the ids of the companies that want it, with False when all do: what they share takes part."""
        companies = self.sudo()  # sudo: what is shared is of companies that the user does not belong to
        wanting = companies.search([(switch, "=", True)]).ids
        unwilling = companies.search_count([(switch, "!=", True)], limit=1)
        return wanting if unwilling else [*wanting, False]
