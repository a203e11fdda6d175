from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .despacho_opposition_oppose import LISTED, OPPOSING


class DespachoOpposition(models.Model):
    """Who said no is addressed again only when they say so: they do it, or whoever answers for data protection."""

    _inherit = "despacho.opposition"

    def action_lift(self):
        """Ask why these people may be addressed again."""
        standing = self.filtered("in_force")
        if not standing:
            raise UserError(self.env._("None of those chosen is in force any more."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lift the opposition"),
            "res_model": "despacho.privacy.lift",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_opposition_ids": standing.ids, "dialog_size": "medium"},
        }

    @api.model
    def _check_may_lift(self):
        """Whoever is not the person, nor answers for data protection, has nobody addressed again."""
        if not self.env.su and not self.env.user.has_group("despacho_crm.group_privacy"):
            raise AccessError(
                self.env._("Who asked not to be addressed: only whoever answers for data protection lifts that.")
            )

    def _lift(self, why):
        """Lift the oppositions, and what was kept of the same people for the same channel; return them."""
        self._check_may_lift()
        # sudo: these rows are written by no other way
        standing = self.sudo().filtered("in_force")._with_the_same()
        if not standing:
            return standing
        standing.write({"lifted_on": fields.Datetime.now(), "lifted_by": self.env.uid, "lifted_how": why})
        if not self.env.context.get(LISTED):
            standing._keep_of_others()
        standing._out_of_lists()
        people = standing.filtered(lambda opposition: not opposition.value) or standing
        texts = {one.id: f"{one._tell()}\n{why or ''}" for one in people}
        self.env["despacho.privacy.audit"]._note("lifted", people, texts)
        return standing

    def _with_the_same(self):
        """Add what else was kept of these people for the same channel."""
        same = Domain.FALSE
        for opposition in self:
            who = Domain("id", "=", opposition.id)
            for name in ("partner_id", "lead_id"):
                if opposition[name]:
                    who |= Domain(name, "=", opposition[name].id)
            same |= who & Domain("channel", "=", opposition.channel)
        return self.search(same & Domain("lifted_on", "=", False))

    def _keep_of_others(self):
        """Keep the addresses that others share who go on refusing the same channel."""
        fields_of = {"email": "email_normalized", "phone": "phone_sanitized"}
        others = self.browse()
        for one in self.filtered(lambda one: one.kind in fields_of):
            same = Domain(fields_of[one.kind], "=", one.value)
            others |= self.with_context(active_test=False).search(
                Domain("lifted_on", "=", False)
                & Domain("kind", "=", "person")
                & Domain("channel", "=", one.channel)
                & (Domain("partner_id", "any", same) | Domain("lead_id", "any", same))
            )
        others._keep_again()

    def _out_of_lists(self):
        """Take the addresses that nobody refuses any more out of Odoo's lists."""
        values = {"email": set(), "phone": set()}
        for opposition in self.filtered(lambda one: one.kind in values):
            values[opposition.kind].add(opposition.value)
        kept = self.search(
            Domain("lifted_on", "=", False) & Domain("value", "in", [*values["email"], *values["phone"]])
        )
        quiet = self.with_context(**{OPPOSING: True}, mail_post_autofollow_author_skip=True)
        for kind, model, field in (("email", "mail.blacklist", "email"), ("phone", "phone.blacklist", "number")):
            gone = sorted(values[kind] - set(kept.mapped("value")))
            if gone:
                quiet.env[model].search([(field, "in", gone)]).action_archive()
