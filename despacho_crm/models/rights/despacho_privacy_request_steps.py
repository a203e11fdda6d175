import json

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

#: Rights that show or change data: nobody gets those of another by saying a name.
_IDENTIFIED = ("access", "rectification", "erasure", "restriction", "portability")
#: Days before the deadline on which whoever deals with it has it in their agenda.
_NOTICE_DAYS = 10


class DespachoPrivacyRequest(models.Model):
    """The steps of a request, each a button: search, acknowledge, do what was asked, answer."""

    _inherit = "despacho.privacy.request"

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        for request in requests:
            person = request.user_id if not request.user_id.share else request.company_id._privacy_person()
            if not person or person._is_superuser():
                person = request.company_id._privacy_person() or person
            request.user_id = person
            # Whoever asks on the page is nobody, without an address: the notice comes from the house.
            teller = request.with_user(SUPERUSER_ID) if request.env.user._is_public() else request
            teller.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=max(
                    fields.Date.subtract(request.deadline, days=_NOTICE_DAYS), fields.Date.context_today(request)
                ),
                user_id=person.id,
                summary=request.env._("Answer before %(day)s", day=format_date(request.env, request.deadline)),
            )
            request._audit("request", request.display_name)
        return requests

    def _audit(self, event, text):
        """Note in the trail what was done, of the person or of the request while nobody was found."""
        people = [*self.partner_ids, *self.lead_ids] or [None]
        self.env["despacho.privacy.audit"]._note(event, people, text=text, company=self.company_id)

    def _forget_audit(self):
        """Take who asked out of what the trail says of the request while nobody was found; its number stays."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE despacho_privacy_audit SET text = %(number)s
                 WHERE partner_id IS NULL AND lead_id IS NULL AND text LIKE %(like)s
                """,
                number=self.name,
                like=f"{self.name} %",
            )
        )
        self.env["despacho.privacy.audit"].invalidate_model(flush=False)

    def action_start(self):
        self._check_open()
        self._step({"state": "working"})
        return True

    def _check_open(self):
        if any(not request.is_open for request in self):
            raise UserError(self.env._("This request was ended already. Make a new one if the person asks again."))

    def _step(self, values):
        self.check_access("write")
        # sudo: these fields are written by no other way
        self.sudo().write(values)

    def action_acknowledge(self):
        """Tell the person that the request arrived, and by when it is answered."""
        self._check_open()
        for request in self:
            if not request.email:
                raise UserError(
                    self.env._(
                        "«%(name)s» has no e-mail. Tell them by another way, and note it in the conversation below.",
                        name=request.name,
                    )
                )
            request._send("despacho_crm.mail_template_privacy_acknowledge")
            request._step({"acknowledged_on": fields.Datetime.now(), "state": "working"})
        return True

    def _send(self, template, **context):
        self.ensure_one()
        person = (self.partner_ids or self.env["res.partner"])[:1]
        template = self.env.ref(template).with_context(lang=person.lang or self.company_id.partner_id.lang, **context)
        template.send_mail(self.id, email_values={"email_to": self.email, "recipient_ids": []}, force_send=False)

    # ------------------------------------------------------------
    # WHO IT IS
    # ------------------------------------------------------------

    def action_search(self):
        """Look for the person in all that there is, and show it to choose from."""
        self.ensure_one()
        self._check_open()
        wizard = self.env["privacy.lookup.wizard"].create(
            {
                "name": self.person_name,
                "email": self.email,
                "nif": self.nif,
                "phone": self.phone,
                "request_id": self.id,
            }
        )
        wizard.action_lookup()
        return wizard._open_form()

    def _check_person(self):
        self.ensure_one()
        self._check_open()
        if not (self.partner_ids or self.lead_ids or self.list_emails):
            raise UserError(
                self.env._("Press «Look for the person» first, and say which contacts and leads are theirs.")
            )
        if self.kind in _IDENTIFIED and self.identity == "no":
            raise UserError(
                self.env._(
                    "Check first that «%(name)s» is who they say, and note how in «Identity checked»: nobody is given "
                    "the data of another.",
                    name=self.person_name,
                )
            )

    # ------------------------------------------------------------
    # WHAT WAS ASKED FOR
    # ------------------------------------------------------------

    def action_export(self):
        """Attach all that we hold, to read (PDF) and to take away (JSON)."""
        self._check_person()
        export = self.env["despacho.privacy.export"]
        content = export._collect(self.partner_ids, self.lead_ids, self.company_id, self._get_list_emails())
        files = [
            (
                self.env._("%(number)s data.pdf", number=self.name),
                export._to_pdf(content, self.person_name, self.company_id),
            ),
            (
                self.env._("%(number)s data.json", number=self.name),
                json.dumps(export._to_json(content), ensure_ascii=False, indent=2).encode(),
            ),
        ]
        self.message_post(
            body=self.env._("All that the firm holds about the person, put together to be handed over."),
            attachments=files,
            subtype_xmlid="mail.mt_note",
        )
        self._step({"state": "working"})
        self._audit("export", self.display_name)
        return True

    def action_block(self):
        """Show what blocking would hide, before anything is."""
        self._check_person()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Block the data"),
            "res_model": "despacho.privacy.blocking",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_request_id": self.id, "dialog_size": "large"},
        }

    def action_oppose(self):
        """Stop everything at once, by every channel."""
        self.ensure_one()
        self._check_open()
        self.env["despacho.privacy.page"]._oppose_people(
            self.partner_ids, self.lead_ids, self.email, self.phone, None, "request", self.display_name, self.company_id
        )
        for email in self._get_list_emails():
            # sudo: opposing is a right, whoever notes it
            self.env["despacho.opposition"].sudo()._oppose(
                email=email, how="request", evidence=self.name, company=self.company_id
            )
        self.message_post(body=self.env._("Commercial messages of every channel were stopped."))
        self._step({"state": "working"})
        return True

    # ------------------------------------------------------------
    # THE ANSWER
    # ------------------------------------------------------------

    def action_answer(self):
        self._check_answerable()
        return self._open_answer("answer", self.env._("Answer the request"))

    def action_refuse(self):
        self._check_open()
        return self._open_answer("refuse", self.env._("Refuse the request"))

    def action_extend(self):
        self._check_open()
        if self.extended:
            raise UserError(self.env._("It was extended already: the law gives two months more, once."))
        if self.is_late:
            raise UserError(
                self.env._("The month is over: the person has to be told of the extension within it. Answer at once.")
            )
        return self._open_answer("extend", self.env._("Extend two months"))

    def _open_answer(self, mode, title):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "despacho.privacy.answer",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_request_id": self.id, "default_mode": mode, "dialog_size": "large"},
        }

    def _check_answerable(self):
        """Nobody is told that it was done before it was."""
        self.ensure_one()
        self._check_open()
        if self.kind in _IDENTIFIED and self.identity == "no":
            self._check_person()
        if self.kind == "rectification" and self.line_ids.filtered(lambda line: line.state == "asked"):
            raise UserError(self.env._("Decide on each correction first: «Correct» or «Do not correct»."))
        found = self.partner_ids or self.lead_ids or self.list_emails
        if self.kind in ("erasure", "restriction") and found and not self.block_ids:
            raise UserError(self.env._("Press «Block the data» first, or refuse the request with its reason."))
        if self.kind in ("access", "portability") and found and not self._get_files():
            raise UserError(self.env._("Press «Put the data together» first: the answer takes them with it."))

    def _get_files(self):
        return self.env["ir.attachment"].search([("res_model", "=", self._name), ("res_id", "in", self.ids)])

    def action_withdraw(self):
        self._check_open()
        self._finish({"state": "withdrawn"})
        return True

    def _finish(self, values):
        self._step({"answered_on": fields.Date.context_today(self), "answered_by": self.env.uid, **values})
        self.sudo().activity_ids.action_done()  # sudo: whoever it was given to
        for request in self:
            request._audit("request", f"{request.display_name}: {request.state}")
