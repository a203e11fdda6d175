from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

#: What only the steps write.
_STEPS = frozenset({"state", "version", "approved_by", "approved_on", "seal"})


class DespachoBalancing(models.Model):
    """A version is written, approved, and replaced by the next one; what was approved is not changed."""

    _inherit = "despacho.balancing"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [{name: value for name, value in vals.items() if name not in _STEPS} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and not _STEPS.isdisjoint(vals):
            raise UserError(self.env._("Use «Approve» and «New version»: what they do notes itself."))
        # Not even by code: it is what is shown to the authority.
        if vals.keys() - _STEPS and any(balancing.state != "draft" for balancing in self):
            raise UserError(
                self.env._(
                    "«%(title)s» was approved: make a new version.", title=self.filtered("seal")[:1].display_name
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if any(balancing.state != "draft" for balancing in self):
            raise UserError(self.env._("What was approved is kept: people may have been addressed because of it."))

    def action_approve(self):
        """Put the version in force, in the place of the one before."""
        if not self.env.user.has_group("despacho_crm.group_privacy"):
            raise AccessError(self.env._("Only whoever answers for data protection approves a balancing of interests."))
        for balancing in self:
            if balancing.state != "draft":
                raise UserError(self.env._("«%(title)s» was approved already.", title=balancing.display_name))
            if balancing.review_on <= fields.Date.context_today(self):
                raise UserError(self.env._("The day on which it is looked at again is over: write a later one."))
            # sudo: these fields are written by no other way
            own = balancing.sudo()
            earlier = own.search(own._get_same_domain() & Domain("state", "=", "in_force"))
            own.version = (
                max([0, *own.search(own._get_same_domain() & Domain("state", "!=", "draft")).mapped("version")]) + 1
            )
            earlier.state = "replaced"
            own.write(
                {
                    "state": "in_force",
                    "approved_by": self.env.uid,
                    "approved_on": fields.Datetime.now(),
                    "seal": own._get_seal(),
                }
            )
            self.env["despacho.privacy.audit"]._note(
                "balancing", balancing, f"{balancing.display_name} · {balancing.seal}", balancing.company_id
            )
        return True

    def _get_same_domain(self):
        self.ensure_one()
        return Domain("company_id", "=", self.company_id.id) & Domain("audience", "=", self.audience)

    def action_new_version(self):
        """Copy the version to write the next one."""
        self.ensure_one()
        version = self.copy({"name": self.name, "review_on": fields.Date.add(fields.Date.context_today(self), years=1)})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": version.id,
            "views": [(False, "form")],
        }

    @api.model
    def _tell_in_force(self, company):
        """Return in words on which balancing the firm addresses companies today, or that there is none."""
        # sudo: as in ``_get_in_force``
        standing = self.sudo()._get_in_force(company, fields.Date.context_today(self))
        labels = dict(self.env["despacho.consent"]._fields["channel"]._description_selection(self.env))
        said = [
            f"{labels[channel]}: {name}" for (channel, audience), name in standing.items() if audience == "professional"
        ]
        if said:
            return self.env._("Balancing of interests in force: %(said)s.", said="; ".join(said))
        return self.env._(
            "No balancing of interests is in force: without consent or contract they are neither called, written to "
            "nor visited until one is approved (Data protection, Balancing of interests)."
        )

    @api.model
    def _get_in_force(self, company, day):
        """Return {(channel, audience): name of the version} that hold on ``day``."""
        # sudo: whoever addresses people rests on it, and need not manage it
        standing = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "in_force"),
                ("prevails", "=", True),
                ("review_on", ">", day),
            ]
        )
        return {
            (channel, balancing.audience): balancing.display_name
            for balancing in standing
            for channel in ("phone", "post", "visit")
            if balancing[f"by_{channel}"]
        }
