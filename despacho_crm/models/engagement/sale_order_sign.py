import hashlib

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class SaleOrder(models.Model):
    """Signing: both copies are kept on the order with their fingerprint, and sent to the client and to the firm."""

    _inherit = "sale.order"

    def write(self, vals):
        signing = self.filtered(lambda order: vals.get("signature") and order.is_engagement)
        for order in signing:
            order._engagement_check_signable()
        result = super().write(vals)
        for order in signing:
            order._engagement_keep(order._engagement_pdf(signing=True), "online", order.signed_on)
        return result

    def _engagement_check_signable(self, states=("draft", "sent")):
        """Raise unless the letter can be signed; ``states``: those of the order in which it can."""
        self.ensure_one()
        # Who has no valid NIF signs nothing, as in the portal: neither on paper nor by another program.
        message = self._engagement_lacking() or self._nif_refusal()
        if not self.is_engagement:
            message = self.env._("%(order)s is no engagement letter: no fee says what it includes.", order=self.name)
        elif self.state not in states:
            message = self.env._("%(order)s is confirmed or cancelled already: nobody signs it.", order=self.name)
        if message:
            raise UserError(message)
        self._engagement_check_unsigned()

    def _engagement_keep(self, content, how, signed_on):
        """Keep the signed PDF, one copy for each side, and send them. From here on the letter does not change."""
        self.ensure_one()
        order = self.sudo().with_context(lang=self._engagement_lang())  # sudo: the client signs, in the portal
        order._engagement_note_shown()
        title = order.env._(
            "Engagement letter %(number)s v%(version)s", number=order.name, version=order.engagement_version
        )
        whose = (order.env._("copy of the client"), order.env._("copy of the firm"))
        copies = order.env["ir.attachment"].create(
            [
                {
                    "name": f"{title} - {who}.pdf".replace("/", "-"),
                    "raw": content,
                    "mimetype": "application/pdf",
                    "res_model": order._name,
                    "res_id": order.id,
                    "company_id": order.company_id.id,
                }
                for who in whose
            ]
        )
        order.write(
            {
                "engagement_signed_on": signed_on or fields.Datetime.now(),
                "engagement_signed_how": how,
                "engagement_sha256": hashlib.sha256(content).hexdigest(),
                "engagement_client_copy_id": copies[0].id,
                "engagement_firm_copy_id": copies[1].id,
            }
        )
        order._engagement_take_place()
        order._engagement_tell()
        order._engagement_send_copies()

    def _engagement_take_place(self):
        """Have the letter take the place of the one that it replaces, before any other that was to do it later."""
        self.ensure_one()
        origin = self.engagement_origin_id
        if not origin:
            return
        of_firm = self.with_context(tz=self._engagement_zone())
        begins = self.engagement_start or fields.Datetime.context_timestamp(of_firm, self.engagement_signed_on).date()
        before, later = origin, origin.engagement_superseded_by_id
        while later and later != self and not (later.engagement_start and later.engagement_start > begins):
            before, later = later, later.engagement_superseded_by_id
        if later != self:
            self.engagement_superseded_by_id = later
            before.engagement_superseded_by_id = self

    def _process_attachments_for_post(self, attachments, attachment_ids, message_values):
        """What is told of a signed letter points to the copy that is kept: it is not stored once more.

        The portal of sales leaves in the conversation the PDF that the client has just signed.
        """
        signed = len(self) == 1 and self.engagement_sha256
        others = [
            one
            for one in attachments or ()
            if not (signed and isinstance(one[1], bytes) and hashlib.sha256(one[1]).hexdigest() == signed)
        ]
        values = super()._process_attachments_for_post(others, attachment_ids, message_values)
        if len(others) < len(attachments or ()):
            copy = self.sudo().engagement_client_copy_id  # sudo: who is told of the letter is told of its copy
            values["attachment_ids"] = [*values.get("attachment_ids", ()), Command.link(copy.id)]
        return values

    def _engagement_tell(self):
        """Leave in the conversation what was signed, and how it is recognised."""
        self.ensure_one()
        self._message_log(
            body=self.env._(
                "Engagement letter signed by %(who)s, version %(version)s. Fingerprint (SHA-256): %(hash)s",
                who=self.signed_by or self.engagement_client_name,
                version=self.engagement_version,
                hash=self.engagement_sha256,
            )
        )

    def _engagement_send_copies(self):
        """Send each side its copy; who has no e-mail gets it on paper, and it is told that they have to."""
        self.ensure_one()
        for side, copy in (("client", self.engagement_client_copy_id), ("firm", self.engagement_firm_copy_id)):
            template = self.env.ref(f"despacho_crm.mail_template_engagement_{side}", raise_if_not_found=False)
            addresses = self._engagement_addresses(side)
            if not addresses:
                self._message_log(
                    body=self.env._(
                        "«%(copy)s» could not be sent, for want of an e-mail: give it on paper.", copy=copy.name
                    )
                )
            elif template:
                template.send_mail(
                    self.id,
                    email_values={
                        "email_to": ", ".join(addresses),
                        "recipient_ids": [],
                        "attachment_ids": copy.ids,
                    },
                )

    def _engagement_addresses(self, side):
        """Return the e-mail addresses of who gets the copy of that side."""
        if side == "client":
            found = [self.partner_id.email_formatted, self.engagement_client_id.email_formatted]
        else:
            found = [self.user_id.email_formatted, self.engagement_signatory_id.email_formatted]
            found = [one for one in found if one] or [self.company_id.email_formatted]
        return list(dict.fromkeys(one for one in found if one))

    def _send_order_confirmation_mail(self):
        # Who signed the letter has got it already, with the copy that is theirs.
        return super(
            SaleOrder, self.filtered(lambda order: not order.engagement_signed_on)
        )._send_order_confirmation_mail()

    def action_engagement_paper(self):
        """Ask for the paper that the client signed with a pen."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Signed on paper"),
            "res_model": "despacho.engagement.paper",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_order_id": self.id, "dialog_size": "medium"},
        }

    def action_engagement_copy(self):
        """Download the copy of the side that the context says."""
        self.ensure_one()
        side = self.env.context.get("engagement_side")
        copy = self.engagement_client_copy_id if side == "client" else self.engagement_firm_copy_id
        return {"type": "ir.actions.act_url", "url": f"/web/content/{copy.id}?download=true", "target": "download"}

    def action_engagement_verify(self):
        """Compute the fingerprint of both copies anew and say whether they are what was signed."""
        self.ensure_one()
        self.check_access("read")
        order = self.sudo()  # sudo: whoever may read the order may know whether its letter is whole
        copies = order.engagement_client_copy_id | order.engagement_firm_copy_id
        prints = {hashlib.sha256(copy.raw or b"").hexdigest() for copy in copies}
        whole = prints == {order.engagement_sha256}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if whole else "danger",
                "sticky": not whole,
                "message": self.env._("Both copies are the letter that was signed.")
                if whole
                else self.env._("A copy is not the letter that was signed: tell who administers the system."),
            },
        }
