from odoo import fields, models


class DespachoPostRun(models.Model):
    """What marking a bundle as posted does."""

    _inherit = "despacho.post.run"

    def _take_out(self):
        """Ask the gate again about the letters that wait to be posted; return whose have to be taken out."""
        # sudo: as in ``_make_post_run``
        rows = self.sudo().recipient_ids
        rows.filtered(lambda row: row.state == "leaving")._judge_again()
        return rows.filtered(lambda row: row.state == "stopped").sorted("number")

    def _post(self, day):
        """Mark the letters of the bundles as posted on ``day``, save those of whoever said no meanwhile."""
        self._take_out()
        # sudo: as in ``_make_post_run``
        for run in self.sudo().filtered(lambda run: run.state == "made"):
            posted = run.recipient_ids.filtered(lambda row: row.state == "leaving")
            posted.write({"state": "sent", "sent_on": fields.Datetime.to_datetime(day)})
            posted.filtered("post_informs")._post_informed(day)
            run.write({"state": "posted", "posted_on": day, "posted_by": self.env.uid, "posted_count": len(posted)})

    def _forget_letters(self):
        """Make the files anew without whoever had their data erased; of what is posted already nothing is kept."""
        # sudo: the law is above who may see what
        for run in self.sudo().filtered("letter_attachment_id"):
            action, rows = run.action_id, run.recipient_ids.filtered(lambda row: row.state == "leaving")
            run._drop_files()
            if run.state == "made" and rows:
                rows = rows.sorted("number")
                content, _pages = action._make_letters(rows, run._get_made_day())
                action._keep_bundle(run, rows, content)
