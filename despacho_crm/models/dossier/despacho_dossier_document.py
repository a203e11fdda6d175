import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from .sealed import check_not_sealed

#: What a dossier holds, in the order and with the numbers in which the firm keeps it.
KINDS = [
    ("action", "1 · The action"),
    ("list", "2 · The companies addressed"),
    ("approved", "2 · The list as it was approved"),
    ("responses", "3 · The responses, on paper"),
    ("responses_file", "3 · The responses, as a file"),
    ("interview", "4 · Interview"),
    ("other", "Other papers"),
]
#: Those that are made anew whenever they are asked for, until the seal.
MADE = ("action", "list", "responses", "responses_file")
#: Those that name people, and are made anew without whoever has their data erased.
NAMING = ("list", "approved", "responses", "responses_file", "interview", "other")


class DespachoDossierDocument(models.Model):
    """A paper of the dossier of a commercial action, with the hash of its content.

    ``sealed_sha256`` is the one of the day of the seal. It is no longer that of the content where the data of a person
    were erased later: ``rewritten_on`` and ``rewritten_why`` say so.
    """

    _name = "despacho.dossier.document"
    _description = "Document of the dossier of a commercial action"
    _order = "action_id, position, id"

    action_id = fields.Many2one(
        "despacho.action", string="Commercial action", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="action_id.company_id", store=True, index=True)
    kind = fields.Selection(KINDS, required=True)
    position = fields.Integer(compute="_compute_position", store=True)
    name = fields.Char(string="Document", required=True)
    attachment_id = fields.Many2one(
        "ir.attachment", string="File", ondelete="restrict", index="btree_not_null", readonly=True
    )
    interview_id = fields.Many2one("despacho.interview", ondelete="restrict", index="btree_not_null", readonly=True)
    mimetype = fields.Char(readonly=True)
    size = fields.Integer(string="Size (bytes)", readonly=True, aggregator="sum")
    size_text = fields.Char(string="Size", compute="_compute_size_text")
    made_on = fields.Datetime(string="Made on", readonly=True, default=fields.Datetime.now)
    sha256 = fields.Char(string="Hash (SHA-256)", readonly=True)
    sealed_sha256 = fields.Char(string="Hash when it was sealed", readonly=True)
    rewritten_on = fields.Datetime(string="Made anew on", readonly=True)
    rewritten_why = fields.Char(string="Made anew because", readonly=True)
    check = fields.Selection(
        [
            ("open", "Not sealed yet"),
            ("same", "As it was sealed"),
            ("rewritten", "Made anew: data of a person were erased"),
            ("changed", "Changed after the seal"),
            ("missing", "Its file is missing"),
        ],
        compute="_compute_check",
    )

    _attachment_uniq = models.UniqueIndex("(attachment_id) WHERE attachment_id IS NOT NULL")

    def write(self, vals):
        check_not_sealed(self.action_id)
        return super().write(vals)

    def unlink(self):
        check_not_sealed(self.action_id, erasing_allowed=False)
        return super().unlink()

    @api.depends("kind")
    def _compute_position(self):
        order = {code: position for position, (code, _label) in enumerate(KINDS)}
        for document in self:
            document.position = order.get(document.kind, 0)

    @api.depends("size")
    def _compute_size_text(self):
        for document in self:
            document.size_text = f"{max(1, round(document.size / 1024))} kB" if document.size else ""

    def _compute_check(self):
        """Read each file again and compare: nobody's word is taken for it."""
        for document in self:
            document.check = document._check_content()

    def _check_content(self):
        self.ensure_one()
        if not self.sealed_sha256:
            return "open"
        content = self._get_content()
        if not content:
            return "missing"
        if hashlib.sha256(content).hexdigest() != self.sha256:
            return "changed"
        return "same" if self.sha256 == self.sealed_sha256 else "rewritten"

    def _get_content(self):
        # sudo: whoever may see the dossier may know whether its files are those of the day of the seal
        # bin_size: a list of the web client asks for the size of files where it reads them.
        return self.sudo().with_context(bin_size=False, bin_size_raw=False).attachment_id.raw or b""

    def _take(self, attachment):
        """Note what the file of the document is now."""
        self.ensure_one()
        content = attachment.with_context(bin_size=False, bin_size_raw=False).raw or b""
        self.write(
            {
                "attachment_id": attachment.id,
                "mimetype": attachment.mimetype,
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "made_on": fields.Datetime.now(),
            }
        )

    def action_download(self):
        self.ensure_one()
        self.check_access("read")
        if not self.attachment_id:
            raise UserError(self.env._("«%(document)s» has no file any more.", document=self.name))
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
            "target": "download",
        }
