import re

from odoo import api, fields, models
from odoo.tools import email_normalize

from odoo.addons.mail.tools.alias_error import AliasError

from ...tools import mail_proof
from ...tools.formats import sniff

#: Headers by which a machine says that nobody wrote the mail.
_BY_MACHINE = ("Auto-Submitted", "Precedence", "X-Autoreply")
#: What mail programs add to a mail by themselves.
_ADDED = re.compile(r"\.(?:p7s|asc|ics)$|^winmail\.dat$|^(?:image|outlook-|logo)[\w-]*\.(?:png|jpe?g|gif)$", re.I)


class DespachoImportDrop(models.Model):
    """The addresses to which files are mailed."""

    _inherit = "despacho.import.drop"
    #: What tells the mail of one box from that of another is the program's own.
    ALIAS_WRITEABLE_FIELDS = ["alias_domain_id", "alias_name", "alias_contact", "alias_bounced_content"]

    mail_words = fields.Char(compute="_compute_mail_words")
    verified_only = fields.Boolean(
        string="Only from mail that the server has verified",
        tracking=True,
        help="What comes without proof that its sender is who they say waits for you. The server that takes in the "
        "mail has to write that proof, «Authentication-Results», into each mail.",
    )

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("despacho.import.drop.file")
        if self.id:
            values["alias_defaults"] = {"drop_id": self.id}
        return values

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("kind", "folder") != "mail":
                vals.pop("alias_name", None)
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("kind") == "folder":
            vals = {**vals, "alias_name": False}
        return super().write(vals)

    @api.depends("kind", "alias_name", "alias_domain")
    @api.depends_context("lang")
    def _compute_mail_words(self):
        for drop in self:
            drop.mail_words = drop.kind == "mail" and drop._get_mail_message()

    def _get_mail_message(self):
        """Return how the address stands, in words."""
        if not self.alias_name:
            return self.env._("Write the name of the address to which files are to be mailed.")
        if not self.alias_domain:
            return self.env._(
                "The firm has no domain of mail in this program yet. Ask the administrator to set one, "
                "under Settings > General Settings > Alias domain."
            )
        return self.env._("Files mailed to %(email)s come in here.", email=self.alias_email)

    def _alias_get_error(self, message, message_dict, alias):
        # sudo: whoever fetches the mail need not see the boxes
        drop = self.sudo().exists()
        if alias.alias_model_id.model != "despacho.import.drop.file" or not drop:
            return super()._alias_get_error(message, message_dict, alias)
        if not drop.active:
            return AliasError("error_despacho_closed", drop.env._("nothing is taken here any more"))
        is_stranger = not drop._knows_sender(message_dict.get("email_from"))
        if is_stranger and drop.strangers == "answer" and not is_by_machine(message):
            return AliasError("error_despacho_stranger", drop.env._("restricted to known senders"))
        return False

    def _get_doubt(self, sender, proof):
        """Return why a mail of ``sender`` waits for a person, '' when its files are imported."""
        _ = self._in_words().env._
        if proof.get("doubtful"):
            return _("Its sender could not be verified: it may be somebody else's.")
        if not self._knows_sender(sender):
            return _("Its sender is not among the known ones.")
        if self.verified_only and not proof.get("verified"):
            return _("The server of mail has not verified its sender, as this box asks for.")
        return ""


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_parse_post_process(self, message, message_dict, routes):
        """Give boxes of files what was mailed as it was mailed.

        Odoo takes texts that do not say their character set for UTF-8: a list of an old program would be spoiled.
        """
        values = super()._message_parse_post_process(message, message_dict, routes)
        ours = [route for route in routes or () if route[0] == "despacho.import.drop.file" and route[2]]
        for route in ours:
            route[2].update(
                files=read_attachments(message),
                doubtful=mail_proof.is_doubtful(message),
                verified=mail_proof.is_verified(message),
            )
        if ours and len(ours) == len(routes):
            # They are kept once, with what became of each.
            message_dict["attachments"] = []
        return values


class DespachoImportDropFile(models.Model):
    _inherit = "despacho.import.drop.file"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Keep each file of a mail; return the first one, which the mail hangs from."""
        values = dict(custom_values or {})
        # sudo: whoever fetches the mail need not see the boxes
        drop = self.env["despacho.import.drop"].sudo().browse(values.get("drop_id")).exists()
        if not drop:
            raise ValueError("The box of files of this address is not there any more")
        words = drop._in_words().env
        common = {
            "drop_id": drop.id,
            "sender": email_normalize(msg_dict.get("email_from")) or msg_dict.get("email_from"),
            "date": fields.Date.context_today(drop),
            "place": "moved",
        }
        files = values.get("files") or []
        prepared = self._prepare_mailed(files, words)
        if not prepared:
            prepared = [
                {
                    "name": msg_dict.get("subject") or words._("Mail without subject"),
                    "state": "refused",
                    "trouble": words._("The mail brings no file."),
                }
            ]
        elif why := drop._get_doubt(msg_dict.get("email_from"), values):
            prepared = [{**one, "state": "aside", "trouble": why} if "file" in one else one for one in prepared]
            drop._ask_for_attention(words._("A file came from %(sender)s.", sender=common["sender"]))
        for one in (left_out := self._prepare_left_out(files, words)):
            drop._ask_for_attention(one["trouble"])
        # sudo: whoever sends a mail is no user; it is only put by, and read with the rights of the owner of the box
        records = self.sudo().create([{**common, **one} for one in (*prepared, *left_out)])
        drop._look_soon()
        return records[0]

    @api.model
    def _prepare_mailed(self, files, words):
        """Return the values of each of ``files``, [(name, bytes)]; what is too large is only named."""
        limits = words["despacho.import"]._get_limits()
        prepared = []
        for name, content in files[: limits.members]:
            values = {"name": name}
            if len(content) > limits.size:
                message = words["despacho.import"]._get_read_error_message(
                    "too_large", {"size": len(content), "limit": limits.size}
                )
                values.update(state="refused", trouble=message)
            else:
                values.update(self._prepare_content(content))
            prepared.append(values)
        return prepared

    @api.model
    def _prepare_left_out(self, files, words):
        """Return the values of what stands for those of ``files`` that are too many for one mail: [] or one."""
        limit = words["despacho.import"]._get_limits().members
        if len(files) <= limit:
            return []
        count = len(files) - limit
        message = words._(
            "Only the first %(limit)s files of a mail are taken. Left out, to be sent again in another one: %(count)s.",
            limit=limit,
            count=count,
        )
        return [{"name": words._("Files left out: %(count)s", count=count), "state": "refused", "trouble": message}]


def is_by_machine(message):
    """Whether nobody wrote the ``email.message.Message``, so that nobody should be answered."""
    said = [str(message.get(name) or "").strip().lower() for name in _BY_MACHINE]
    return said[0] not in ("", "no") or said[1] in ("bulk", "list", "junk", "auto_reply") or bool(said[2])


def read_attachments(message):
    """Return [(name, bytes)] of the files attached to the ``email.message.Message``, as they were sent."""
    found = []
    for part in message.walk():
        name = part.get_filename()
        is_attached = name or (part.get_content_disposition() == "attachment")
        if part.is_multipart() or not is_attached:
            continue
        content = part.get_payload(decode=True) or b""
        name = re.split(r"[/\\]", re.sub(r"[\x00-\x1f\x7f]", "", name or "adjunto"))[-1].strip() or "adjunto"
        is_drawn = sniff.binary_kind(content[:512]) == "image" or part.get("Content-ID") and not content
        if content and not is_drawn and not _ADDED.search(name):
            found.append((name, content))
    return found
