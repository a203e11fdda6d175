from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: What proves that somebody was informed: only the steps of the screen write it, and a manager takes it back.
_PROOF = frozenset({"state", "informed_on", "informed_by", "informed_how", "evidence"})
_ANSWERS = "despacho_crm.group_privacy"
#: What the law says of when it ends: nobody writes it.
_DEADLINE = "inform_by"


class DespachoPrivacyNotice(models.Model):
    """How it ends: the person was informed, gave the data themselves, or need not be informed."""

    _inherit = "despacho.privacy.notice"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            own = _PROOF | {_DEADLINE}
            vals_list = [{name: value for name, value in vals.items() if name not in own} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and not _PROOF.isdisjoint(vals):
            raise UserError(
                self.env._("Use «Mark as informed»: how and when somebody was informed is the proof that it was done.")
            )
        if not self.env.su and _DEADLINE in vals:
            raise UserError(
                self.env._("The law gives a month to inform them, from the day since which we have their data.")
            )
        if not self.env.su and any(notice.state != "pending" for notice in self):
            raise UserError(self.env._("This person has been informed already: what was noted then stays."))
        if not self.env.su and vals.get("data_obtained_on") and not self.env.user.has_group(_ANSWERS):
            day = fields.Date.to_date(vals["data_obtained_on"])
            if any(notice.data_obtained_on < day for notice in self):
                raise UserError(
                    self.env._(
                        "The month to inform them began already: only whoever answers for data protection moves it to "
                        "a later day."
                    )
                )
        return super().write(vals)

    def _end(self, state, day=None, how=False, evidence=False):
        """Note how it ended for those that wait; return them."""
        self.check_access("write")
        waiting = self.filtered(lambda notice: notice.state == "pending")
        # sudo: these fields are written by no other way
        waiting.sudo().write(
            {
                "state": state,
                "informed_on": day or fields.Date.context_today(self),
                "informed_by": self.env.uid,
                "informed_how": how,
                "evidence": evidence,
            }
        )
        return waiting

    def action_inform(self):
        """Ask how and when the persons were informed, and note it."""
        waiting = self.filtered(lambda notice: notice.state == "pending")
        if not waiting:
            raise UserError(self.env._("Nobody of those chosen waits to be informed."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mark as informed"),
            "res_model": "despacho.privacy.inform",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_notice_ids": waiting.ids, "dialog_size": "medium"},
        }

    def action_given(self):
        """The persons gave their data themselves: nothing has to be told."""
        self._end("given")
        return True

    def action_reopen(self):
        """Have the persons wait to be informed again: it was marked by mistake."""
        if not self.env.user.has_group("despacho_crm.group_manager"):
            raise UserError(self.env._("Only a manager takes back that somebody was informed."))
        self.check_access("write")
        ended = self.filtered(lambda notice: notice.state != "pending")
        texts = {notice.id: notice._tell_end() for notice in ended}
        self.env["despacho.privacy.audit"]._note("other", ended, texts)
        # sudo: these fields are written by no other way
        self.sudo().write(
            {"state": "pending", "informed_on": False, "informed_by": False, "informed_how": False, "evidence": False}
        )
        return True

    def _tell_end(self):
        """Return what was noted of how it ended, which is being taken back."""
        self.ensure_one()
        labels = {
            name: dict(self._fields[name]._description_selection(self.env)).get(self[name])
            for name in ("state", "informed_how")
        }
        day = self.informed_on and format_date(self.env, self.informed_on)
        said = [labels["state"], labels["informed_how"], day, self.informed_by.name, self.evidence]
        told = " · ".join(part for part in said if part)
        return self.env._("To be informed again. It said: %(before)s", before=told)

    def action_open(self):
        """Open the person."""
        self.ensure_one()
        record = self.partner_id or self.lead_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
