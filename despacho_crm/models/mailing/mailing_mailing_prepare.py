import logging

from lxml import html
from markupsafe import Markup

from odoo import fields, models, modules
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.mail import URL_SKIP_PROTOCOL_REGEX

from odoo.addons.link_tracker.tools.html import find_links_with_urls_and_labels

from .mailing_mailing import RECIPIENT

_logger = logging.getLogger(__name__)
#: Messages that are prepared before the work is committed.
BATCH = 200
#: What it means for the row that Odoo made no message for it.
_REASON_OF_FAILURE = {
    "mail_bl": "opposed",
    "mail_optout": "opposed",
    "mail_dup": "duplicate",
    "mail_email_missing": "no_address",
    "mail_email_invalid": "no_address",
}


class MailingMailing(models.Model):
    """The messages of an action are made in batches: each is kept with its trace, and is not made again."""

    _inherit = "mailing.mailing"

    def _get_remaining_recipients(self):
        if not self.action_id:
            return super()._get_remaining_recipients()
        return self._get_rows_to_prepare()

    def _get_rows_to_prepare(self, after=0, limit=None):
        """Return the ids of the waiting rows of the action that have no message yet, and that this version is for.

        :param after: number of the last row looked at; the next ones only
        """
        self.ensure_one()
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT recipient.id FROM despacho_action_recipient recipient
                 WHERE recipient.action_id = %(action)s AND recipient.included AND recipient.state = 'waiting'
                   AND recipient.number > %(after)s AND %(mine)s
                   AND NOT EXISTS (SELECT FROM mailing_trace trace
                                    WHERE trace.model = %(model)s AND trace.res_id = recipient.id
                                      AND trace.mass_mailing_id = ANY(%(versions)s))
                 ORDER BY recipient.number LIMIT %(limit)s
                """,
                action=self.action_id.id,
                after=after,
                mine=self._get_share_sql(),
                model=RECIPIENT,
                versions=self.action_id.mailing_ids.ids,
                limit=limit,
            )
        )
        return [row_id for (row_id,) in rows]

    def _get_share_sql(self):
        """Return who this version is for: all, or in an A/B test always the same ones, however often it is asked."""
        versions = self.action_id._get_versions()
        if len(versions) < 2 or self.trial_winner:
            return SQL("TRUE")
        before = sum(versions.filtered(lambda version: version.id < self.id).mapped("trial_percent"))
        return SQL(
            """
            recipient.id IN (
                SELECT id FROM (
                    SELECT id, COUNT(*) OVER () AS total,
                           ROW_NUMBER() OVER (ORDER BY MD5(action_id || ':' || id)) AS place
                      FROM despacho_action_recipient WHERE action_id = %(action)s AND included
                ) drawn
                WHERE place > GREATEST(%(before)s * total / 100, %(first)s)
                  AND place <= GREATEST((%(before)s + %(percent)s) * total / 100, %(first)s + 1))
            """,
            action=self.action_id.id,
            before=before,
            percent=self.trial_percent,
            first=versions.ids.index(self.id),
        )

    def _action_send_mail(self, res_ids=None):
        of_actions = self.filtered("action_id")
        if self - of_actions:
            super(MailingMailing, self - of_actions)._action_send_mail(res_ids)
        for mailing in of_actions:
            mailing._prepare_messages()
        return True

    def _prepare_messages(self):
        """Make the messages that are missing, until the time of the job is over; the queue of Odoo sends them."""
        self.ensure_one()
        if self.action_id.state != "running":
            return
        if self.approved_print != self._get_print():
            self._prepare_refused(self.env._("its e-mail is not the one that was approved. Take it back to design."))
            return
        after = 0
        while self._hold_preparing():
            ids = self._get_rows_to_prepare(after, BATCH)
            if not ids:
                self._prepared()
                return
            rows = self.env[RECIPIENT].browse(ids)
            try:
                with self.env.cr.savepoint():
                    self._prepare_batch(rows)
            except UserError as error:
                self._prepare_refused(str(error))
                return
            after = rows[-1].number
            self.action_id._mail_tell_progress()
            self.env["mail.mail"]._trigger_queue()
            if not modules.module.current_test and not self.env["ir.cron"]._commit_progress(len(ids)):
                # The next run goes on: the mailing is still on its way.
                self.env.ref("mass_mailing.ir_cron_mass_mailing_queue")._trigger()
                return

    def _hold_preparing(self):
        """Two who prepare at once would make messages twice: the row is written, and not only held."""
        self.flush_recordset(["state"])
        held = self.env.execute_query(
            SQL(
                """
                UPDATE mailing_mailing SET state = 'sending', write_date = %(now)s
                 WHERE id = (SELECT id FROM mailing_mailing WHERE id = %(id)s AND state IN ('in_queue', 'sending')
                                FOR NO KEY UPDATE SKIP LOCKED)
                RETURNING id
                """,
                id=self.id,
                now=fields.Datetime.now(),
            )
        )
        self.invalidate_recordset(["state"], flush=False)
        return bool(held)

    def _prepare_batch(self, rows):
        """Make the messages of some rows as Odoo's composer does, all at once and without sending any."""
        body, links = self._get_body()
        composer = self.env["mail.compose.message"].with_context(
            active_ids=rows.ids, default_composition_mode="mass_mail", post_convert_links=links
        )
        composer = composer.create({**self._prepare_composer_values(), "body": body})
        values = composer._manage_mail_values(composer._prepare_mail_values(rows.ids))
        # sudo: messages are nobody's
        mails = self.env["mail.mail"].sudo().create(list(values.values()))
        rows.browse(values)._message_mail_after_hook(mails)
        composer.unlink()
        self._stop_unprepared(rows)
        self.env.flush_all()
        self.env.invalidate_all()

    def _get_body(self):
        """Return the text, and how its links are followed where that has to be seen message by message.

        Links that are the same for everybody are made once: core asks for them in each message.
        """
        body = self._prepend_preview(self.body_html or "", self.preview)
        links = self._get_link_tracker_values()
        if "t-att" in body:
            return body, links
        body = self._replace_local_links(body)
        # sudo: as core does, the address of this Odoo
        base_url = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        root = html.fragment_fromstring(body, create_parent="div")
        nodes, found = find_links_with_urls_and_labels(
            root,
            base_url,
            skip_regex=rf"^{URL_SKIP_PROTOCOL_REGEX}",
            skip_prefix=f"{base_url}/r/",
            skip_list=["/unsubscribe_from_list", "/view", "/cards"],
        )
        if nodes:
            # sudo: whoever launches need not manage links
            trackers = self.env["link.tracker"].sudo().search_or_create([{**links, **values} for values in found])
            for node, tracker in zip(nodes, trackers, strict=True):
                node.set("href", tracker.short_url)
            # As HTML: an empty <t/> would swallow what follows it.
            body = Markup(html.tostring(root, encoding="unicode", method="html"))
        return body, False

    def _prepare_composer_values(self):
        """Return what core gives to its composer."""
        return {
            "auto_delete": not self.keep_archives,
            "auto_delete_keep_log": True,
            "author_id": self.user_id.partner_id.id or self.env.user.partner_id.id,
            "attachment_ids": [(4, attachment.id) for attachment in self.attachment_ids],
            "composition_mode": "mass_mail",
            "email_from": self.email_from,
            "mail_server_id": self.mail_server_id.id,
            "mass_mailing_id": self.id,
            "model": RECIPIENT,
            "reply_to_force_new": self.reply_to_mode == "new",
            "reply_to": self.reply_to if self.reply_to_mode == "new" else False,
            "subject": self.subject,
            "template_id": False,
            "use_exclusion_list": True,
        }

    def _stop_unprepared(self, rows):
        """Rows of which Odoo made no message wait for nothing."""
        refused = self.env["mailing.trace"]._read_group(
            [
                ("mass_mailing_id", "=", self.id),
                ("model", "=", RECIPIENT),
                ("res_id", "in", rows.ids),
                ("trace_status", "in", ("cancel", "error")),
            ],
            ["failure_type"],
            ["res_id:array_agg"],
        )
        for failure, ids in refused:
            rows.browse(ids)._stop([("id", "in", ids)], _REASON_OF_FAILURE.get(failure, "other"))

    def _prepared(self):
        """Every message is made."""
        self.write({"state": "done", "sent_date": fields.Datetime.now(), "kpi_mail_required": False})
        self.action_id._mail_tell_progress()
        if not modules.module.current_test:
            self.env["ir.cron"]._commit_progress()

    def _prepare_refused(self, why):
        """It does not leave like this: whoever answers for the action is told."""
        _logger.info("E-mail of action %s not prepared: %s", self.action_id.id, why)
        self.write({"state": "draft"})
        self.action_id._mail_refused(why)
        if not modules.module.current_test:
            self.env["ir.cron"]._commit_progress()
