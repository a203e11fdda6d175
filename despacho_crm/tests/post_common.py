"""What the tests of letters and dossiers share."""

import io

from pypdf import PdfReader

from odoo import fields

from .recipient_common import RecipientCommon

LETTER = "<p>«Salutation»</p><p>We write to «<b>Company</b>» of «City» about «Service».</p><p>«Plan Renove»</p>"


class PostCommon(RecipientCommon):
    """The small world of recipients, with an action by post on the paper of a firm that says who it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.write(
            {
                "name": "Asesoría Puig y Vidal SL",
                "vat": "B58378431",
                "street": "Plaza del Vino 3",
                "zip": "17004",
                "city": "Girona",
                "email": "info@asesoria.example",
                "phone": "972 00 00 99",
            }
        )

    def new_double(self):
        """Return a second contact of Sol, without NIF, that is to be joined into the first."""
        return self.new_company("Sol S.L.", street="Calle Sol 1", zip="17001", city="Girona")

    def join(self, survivor, source):
        merge = (
            self.env["despacho.merge"]
            .with_user(self.sara)
            ._join(survivor.with_user(self.sara), source.with_user(self.sara))
        )
        self.env.invalidate_all()
        return merge

    def new_letter(self, partners=None, **values):
        """Return an action by post for these, in design."""
        partners = self.sol | self.luna | self.mar if partners is None else partners
        values = {"channel": "post", "partner_ids": partners.ids, "body": LETTER, "addressee": "person", **values}
        return self.new_action("Carta de renta", self.autumn, **values)

    def approved(self, partners=None, **values):
        action = self.new_letter(partners, **values)
        action.with_user(self.leo).action_approve()
        self.env.invalidate_all()
        return action

    def launched(self, partners=None, **values):
        action = self.approved(partners, **values)
        action.with_user(self.leo).action_launch()
        self.env.invalidate_all()
        return action

    def posted(self, partners=None, **values):
        action = self.launched(partners, **values)
        action.post_run_ids._post(fields.Date.today())
        self.env.invalidate_all()
        return action

    def finished(self, partners=None, **values):
        action = self.posted(partners, **values)
        action.with_user(self.leo).action_finish()
        return action

    def sealed(self, partners=None, **values):
        action = self.finished(partners, **values)
        self.seal(action)
        return action

    def seal(self, action, **learnt):
        wizard = self.env["despacho.dossier.seal"].with_user(self.leo).create({"action_id": action.id})
        wizard.write({"lessons": "<p>Two called</p>", "mistakes": "<p>None</p>", **learnt})
        wizard.action_confirm()
        self.env.invalidate_all()

    def pages(self, content):
        """Return the text of each page of a PDF, without spaces: letters may stand one by one in it."""
        return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]

    def paper(self, action, kind):
        return action.dossier_document_ids.filtered(lambda document: document.kind == kind).attachment_id.raw
