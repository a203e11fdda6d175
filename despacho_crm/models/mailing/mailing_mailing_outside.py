from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from .mailing_mailing import RECIPIENT


class MailingMailing(models.Model):
    """A mailing of Odoo that is of no action: a circular, a notice. Nobody's consent is asked for it.

    What the law keeps from everybody holds here too: whose data are blocked gets nothing, and who said no is only
    written to by whoever answers for data protection.
    """

    _inherit = "mailing.mailing"

    is_outside = fields.Boolean(compute="_compute_is_outside")

    @api.depends("action_id")
    @api.depends_context("company")
    def _compute_is_outside(self):
        spanish = self.env.company._is_spanish()
        for mailing in self:
            mailing.is_outside = spanish and not mailing.action_id

    @api.model_create_multi
    def create(self, vals_list):
        mailings = super().create(vals_list)
        mailings._check_exclusions()
        return mailings

    def write(self, vals):
        result = super().write(vals)
        if "use_exclusion_list" in vals:
            self._check_exclusions()
        return result

    def _check_exclusions(self):
        """Refuse that colleagues write to those who asked not to be written to."""
        if self.env.su or all(self.mapped("use_exclusion_list")) or not self.env.company._is_spanish():
            return
        if not self.env.user.has_group("despacho_crm.group_privacy"):
            raise AccessError(
                self.env._(
                    "Who asked not to be written to is left out of every mailing. Where the law obliges the firm to "
                    "tell them something, whoever answers for data protection unmarks «Use Exclusion List»."
                )
            )

    def _get_recipients_domain(self):
        """Whose data are blocked is no recipient: the job that sends sees them, whatever hides them from people."""
        return super()._get_recipients_domain() & self._not_blocked_domain()

    def _not_blocked_domain(self):
        # sudo: that there is somebody to leave out is nobody's name
        somebody = self.env["despacho.privacy.block"].sudo()._is_anybody_blocked()
        model = self.env[self.mailing_model_real] if self.mailing_model_real else None
        if not somebody or model is None or model._name == RECIPIENT:
            return Domain.TRUE
        if "privacy_blocked" in model._fields:
            return Domain("id", "not in", _blocked_sql(model))
        person = model._fields.get("partner_id")
        if person and person.store and person.comodel_name == "res.partner":
            return Domain("partner_id", "not in", _blocked_sql(self.env["res.partner"]))
        return Domain.TRUE


def _blocked_sql(model):
    return SQL("(SELECT id FROM %s WHERE privacy_blocked IS TRUE)", SQL.identifier(model._table))
