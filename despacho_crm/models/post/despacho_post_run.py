from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import labels
from ..dossier.sealed import check_not_sealed
from .despacho_action import LABELS


class DespachoPostRun(models.Model):
    """A bundle of letters of an action: one file to print, one of labels, posted together."""

    _name = "despacho.post.run"
    _description = "Bundle of letters"
    _order = "action_id, number"

    action_id = fields.Many2one(
        "despacho.action", string="Commercial action", required=True, index=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="action_id.company_id", store=True, index=True)
    number = fields.Integer(string="Bundle", required=True, readonly=True, aggregator=None)
    recipient_ids = fields.One2many("despacho.action.recipient", "post_run_id", string="Recipients", readonly=True)
    first_number = fields.Integer(string="From no.", readonly=True, aggregator=None)
    last_number = fields.Integer(string="To no.", readonly=True, aggregator=None)
    letter_count = fields.Integer(string="Letters made", readonly=True)
    page_count = fields.Integer(string="Pages", readonly=True)
    posted_count = fields.Integer(string="Letters posted", readonly=True)
    state = fields.Selection(
        [("made", "To be printed and posted"), ("posted", "Posted")], required=True, default="made", readonly=True
    )
    made_on = fields.Datetime(string="Made on", readonly=True, default=fields.Datetime.now)
    posted_on = fields.Date(string="Posted on", readonly=True)
    posted_by = fields.Many2one("res.users", string="Posted by", readonly=True, ondelete="set null")
    letter_attachment_id = fields.Many2one(
        "ir.attachment", string="File of letters", readonly=True, ondelete="set null"
    )
    label_attachment_id = fields.Many2one("ir.attachment", string="File of labels", readonly=True, ondelete="set null")

    _number_uniq = models.UniqueIndex("(action_id, number)")

    @api.depends("number", "action_id")
    def _compute_display_name(self):
        for run in self:
            run.display_name = self.env._(
                "Bundle %(number)s of %(action)s", number=run.number, action=run.action_id.name
            )

    def write(self, vals):
        check_not_sealed(self.action_id)
        return super().write(vals)

    def unlink(self):
        check_not_sealed(self.action_id, erasing_allowed=False)
        return super().unlink()

    def action_letters(self):
        """Download the letters of the bundle."""
        return self._download(self.letter_attachment_id)

    def action_labels(self):
        """Download the labels of the bundle."""
        return self._download(self.label_attachment_id)

    def _download(self, attachment):
        self.ensure_one()
        self.check_access("read")
        if not attachment:
            raise UserError(
                self.env._(
                    "The file is no longer kept: the letters were posted, and the dossier sealed or data erased."
                )
            )
        url = f"/web/content/{attachment.id}?download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def action_posted(self):
        """Ask for the day on which they are posted; say which letters have to be taken out first."""
        self.action_id.check_access("write")
        made = self.filtered(lambda run: run.state == "made")
        if not made:
            raise UserError(self.env._("These letters are marked as posted already."))
        if made.action_id.filtered(lambda action: action.state != "running"):
            raise UserError(self.env._("The action is not running: nothing of it is posted now."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mark as posted"),
            "res_model": "despacho.post.confirm",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_run_ids": made.ids},
        }

    def action_recipients(self):
        """Open who the letters of the bundle are for."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "despacho.action.recipient",
            "views": [(self.env.ref("despacho_crm.view_action_recipient_list_post").id, "list"), (False, "form")],
            "domain": [("post_run_id", "=", self.id)],
        }

    def _get_file_name(self, which):
        self.ensure_one()
        action = self.action_id._in_its_language()
        if which == "labels":
            return action.env._("Labels %(number)s %(action)s", number=self.number, action=action.name)
        return action.env._("Letters %(number)s %(action)s", number=self.number, action=action.name)

    def _make_labels(self, rows):
        """Return the PDF of the labels of ``rows``, in their order."""
        action = self.action_id._in_its_language()
        lines = (row._get_post_lines() for row in rows.with_env(action.env))
        # Made anew after somebody emptied the format: on the sheets that are proposed.
        paper = labels.FORMATS.get(action.label_format) or labels.FORMATS[LABELS[0][0]]
        return labels.build(lines, paper, title=self._get_file_name("labels"))

    def _get_made_day(self):
        """Return the day that its letters bear, whenever they are made anew."""
        self.ensure_one()
        return fields.Datetime.context_timestamp(self, self.made_on).date()

    def _keep_file(self, name, content):
        values = {"name": name, "raw": content, "mimetype": "application/pdf"}
        return self.env["ir.attachment"].create({**values, "res_model": self._name, "res_id": self.id})

    def _drop_files(self):
        # sudo: files of the action, whoever closes it
        runs = self.sudo()
        (runs.letter_attachment_id | runs.label_attachment_id).unlink()
