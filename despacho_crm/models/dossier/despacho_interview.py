from odoo import api, fields, models
from odoo.fields import Command

from .sealed import ERASING, check_made_for_open, check_not_sealed

#: Whom the minutes are of, which only joining and erasing change.
_POINTERS = frozenset({"partner_id", "lead_id", "recipient_id", "activity_id", "event_id"})
_LOOSE_PREFIXES = ("message_", "activity_", "website_message_")


class DespachoInterview(models.Model):
    """The minutes that are in a sealed dossier stay as they are there; only the law takes data away."""

    _inherit = "despacho.interview"

    @api.model_create_multi
    def create(self, vals_list):
        check_made_for_open(self, vals_list)
        return super().create(vals_list)

    def write(self, vals):
        loose = _POINTERS if self.env.su else frozenset()
        if not all(name in loose or name.startswith(_LOOSE_PREFIXES) for name in vals):
            check_not_sealed(self.action_id | self.env["despacho.action"].browse(vals.get("action_id") or ()))
        return super().write(vals)

    def unlink(self):
        check_not_sealed(self.action_id, erasing_allowed=False)
        # sudo: the dossier of an open action follows what is in it
        documents = self.env["despacho.dossier.document"].sudo().search([("interview_id", "in", self.ids)])
        documents.unlink()
        return super().unlink()

    def _check_lines_open(self):
        check_not_sealed(self.action_id)
        return super()._check_lines_open()

    def _check_reopen(self):
        check_not_sealed(self.action_id, erasing_allowed=False)
        return super()._check_reopen()

    @api.model
    def _forget(self, partners, leads=None):
        """Erase what the minutes say of people whose data are to be destroyed: that they were held, stays."""
        # sudo: the law is above who may see what
        interviews = self.sudo().with_context(despacho_erasing=ERASING, interview_closing=True, tracking_disable=True)
        domain = fields.Domain("partner_id", "in", partners.ids) | fields.Domain("contact_ids", "in", partners.ids)
        if leads:
            domain |= fields.Domain("lead_id", "in", leads.ids)
        found = interviews.search(domain)
        of_them = found.filtered(
            lambda interview: interview.partner_id in partners or (leads and interview.lead_id in leads)
        )
        # Of a company one of whose people goes, the minutes stay, without that person.
        for interview in found - of_them:
            interview.contact_ids = [Command.unlink(partner.id) for partner in partners]
        of_them.write(
            {
                "name": self.env._("Interview (data erased)"),
                "notes": False,
                "agreements": False,
                "others": False,
                "place": False,
                "contact_ids": [Command.clear()],
                "need_line_ids": [Command.clear()],
                "step_ids": [Command.clear()],
                "partner_id": False,
                "lead_id": False,
                "erased": True,
            }
        )
        # sudo: what was written about them, and what was noted of each change, with the names of then
        messages = self.env["mail.message"].sudo()
        messages.search([("model", "=", self._name), ("res_id", "in", of_them.ids)]).unlink()
        for interview in found.filtered("attachment_id"):
            interview._make_paper()
        self.env["despacho.action"]._dossiers_rewrite(found.action_id, self.env._("Data of a person were erased"))
        return found
