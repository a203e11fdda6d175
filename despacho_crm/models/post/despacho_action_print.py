from odoo import models
from odoo.tools import SQL

from ...tools import labels

#: Letters of a bundle: what a printer takes in one go, rounded down to whole sheets of labels.
BUNDLE = 250


class DespachoAction(models.Model):
    """Makes the letters of an action, a bundle at a time, asking the gate again for each."""

    _inherit = "despacho.action"

    def _get_bundle_size(self):
        per_sheet = labels.FORMATS[self.label_format].per_sheet if self.label_format else 1
        return BUNDLE - BUNDLE % per_sheet

    def _make_post_run(self):
        """Make the next bundle of letters; return it, or nothing where all are made.

        Who may no longer be written to since the action was approved is stopped here, and gets no letter.
        """
        self.ensure_one()
        # Two at once make one bundle after the other: the row is written, and not only locked, so that whoever comes
        # second begins again and sees the bundle of the first.
        self.env.execute_query(
            SQL("UPDATE despacho_action SET write_date = write_date WHERE id = %s RETURNING id", self.id)
        )
        # sudo: letters are made from the frozen rows, which nobody writes in person
        action = self.sudo()
        rows = action.env["despacho.action.recipient"]
        waiting = [("action_id", "=", self.id), ("state", "=", "waiting")]
        while batch := rows.search(waiting, order="number", limit=self._get_bundle_size()):
            allowed = batch._judge_again().sorted("number")
            if allowed:
                return action._make_bundle(allowed).with_env(self.env)
        return self.env["despacho.post.run"]

    def _make_bundle(self, rows):
        last = self.env["despacho.post.run"].search([("action_id", "=", self.id)], order="number desc", limit=1)
        content, pages = self._make_letters(rows)
        run = self.env["despacho.post.run"].create(
            {
                "action_id": self.id,
                "number": last.number + 1,
                "first_number": rows[0].number,
                "last_number": rows[-1].number,
                "letter_count": len(rows),
                "page_count": pages,
            }
        )
        told = self._foot_notices(rows)
        rows.filtered(lambda row: self._foot_key(row) in told).post_informs = True
        rows.write({"state": "leaving", "post_run_id": run.id})
        self._keep_bundle(run, rows, content)
        return run

    def _keep_bundle(self, run, rows, content):
        """Keep the files of a bundle: its letters, and the labels of the same ones."""
        run.letter_attachment_id = run._keep_file(f"{run._get_file_name('letters')}.pdf", content)
        if self.label_format:
            run.label_attachment_id = run._keep_file(f"{run._get_file_name('labels')}.pdf", run._make_labels(rows))
