from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..dossier.despacho_action_blocked import not_blocked


class DespachoPostRun(models.Model):
    """The files of a bundle that was printed before a person was blocked name them: others get it made anew.

    The file that was kept is the same for as long as the person may be shown again; it goes when the dossier is sealed.
    """

    _inherit = "despacho.post.run"

    def _download(self, attachment):
        action = super()._download(attachment)
        if attachment.has_access("read"):
            return action
        self._get_shown()
        which = "labels" if attachment == self.label_attachment_id else "letters"
        return {**action, "url": f"/despacho/letters/{self.id}/{which}"}

    def _get_redacted(self, which):
        """Return (name of the file, its content) of the letters or labels without those whose data are blocked.

        Nor those who said no since they were made: whoever prints them anew has nothing to take out.
        """
        self.ensure_one()
        rows = self._get_shown()
        # sudo: the file is whole but for them, whoever downloads it
        run = self.sudo()
        name = self.env._("%(document)s (without blocked persons)", document=run._get_file_name(which))
        if which == "labels":
            return f"{name}.pdf", run._make_labels(rows)
        content, _pages = run.action_id._make_letters(rows, run._get_made_day())
        return f"{name}.pdf", content

    def _get_shown(self):
        """Return the recipients, as superuser, whose letters may be printed anew; raise where nobody is left."""
        # sudo: as above
        rows = self.sudo().recipient_ids
        shown = not_blocked("despacho.action.recipient") & Domain("state", "!=", "stopped")
        rows = rows.filtered_domain(shown).sorted("number")
        if not rows:
            raise UserError(
                self.env._(
                    "Nobody is left in «%(bundle)s»: those it was for are blocked, or said no. There is nothing to "
                    "print.",
                    bundle=self.display_name,
                )
            )
        return rows
