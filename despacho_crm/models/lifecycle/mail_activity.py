from odoo import api, models

#: What an activity may change of the relation of whom it is about.
_TELLING = frozenset(
    {
        "active",
        "date_deadline",
        "result",
        "reaction",
        "chance",
        "channel",
        "direction",
        "done_at",
        "res_id",
        "res_model_id",
        "activity_type_id",
    }
)


class MailActivity(models.Model):
    """What is planned with somebody, and how each contact went, tell their relation."""

    _inherit = "mail.activity"

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._lifecycle_partners()._lifecycle_touch()
        return activities

    def write(self, vals):
        if vals.keys().isdisjoint(_TELLING):
            return super().write(vals)
        moved = not vals.keys().isdisjoint({"res_id", "res_model_id"})
        before = self._lifecycle_partners() if moved else self.env["res.partner"]
        result = super().write(vals)
        (before | self._lifecycle_partners())._lifecycle_touch()
        return result

    def unlink(self):
        partners = self._lifecycle_partners()
        result = super().unlink()
        partners.exists()._lifecycle_touch()
        return result

    def _lifecycle_partners(self):
        # sudo: only to know whom it is about, whoever may see the contact.
        return self.sudo().partner_id
