import base64
import hashlib
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...tools import bundle, reading
from ...tools.drop_folder import FolderError, Found
from ..file import on_disk

_logger = logging.getLogger(__name__)


class DespachoImportDropFile(models.Model):
    """A file that came in, and what became of it.

    It is taken (``waiting``), then dealt with in one transaction of its own, then put away: whatever
    happens in between, nothing is taken twice and nothing is lost.
    """

    _name = "despacho.import.drop.file"
    _description = "File that Came In"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    #: States that a person should look at.
    ATTENTION = ("aside", "refused", "failed")

    drop_id = fields.Many2one("despacho.import.drop", string="Box", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="drop_id.company_id", store=True)
    name = fields.Char(string="File", required=True, readonly=True)
    sender = fields.Char(readonly=True)
    part_of = fields.Char(string="Came inside", readonly=True)
    date = fields.Date(string="Data as of", readonly=True)
    file = fields.Binary(string="What was received", attachment=True, readonly=True)
    file_hash = fields.Char(string="Fingerprint of the file", index="btree_not_null", readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting its turn"),
            ("aside", "Put aside"),
            ("imported", "Imported"),
            ("opened", "Opened: its files follow"),
            ("repeated", "Came before"),
            ("refused", "Refused"),
            ("failed", "Failed"),
            ("discarded", "Discarded"),
        ],
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    trouble = fields.Char(string="Why", readonly=True)
    import_ids = fields.One2many("despacho.import", "drop_file_id", string="Imports", readonly=True)
    same_import_id = fields.Many2one("despacho.import", string="Came before as", readonly=True, ondelete="set null")
    standing = fields.Selection("_selection_standing", string="How it stands", compute="_compute_standing")
    outcome = fields.Char(string="What became of it", compute="_compute_outcome")
    # Where the file of a folder is.
    key = fields.Char(readonly=True, help="Tells it from a later file of the same name.")
    place = fields.Selection(
        [("here", "In the folder"), ("moved", "Put away"), ("stays", "Stays in the folder")],
        default="here",
        readonly=True,
    )
    moved_to = fields.Char(string="It is now in", readonly=True)

    _key_uniq = models.UniqueIndex("(drop_id, key) WHERE place <> 'moved'", "This file is being taken already.")

    def _selection_standing(self):
        return [*self._fields["state"]._description_selection(self.env), ("yours", self.env._("Waits for you"))]

    @api.depends("state", "import_ids.state")
    def _compute_standing(self):
        for record in self:
            waits = record.import_ids.filtered(lambda one: one.state in ("draft", "mapped", "reviewed", "failed"))
            record.standing = "yours" if record.state == "imported" and waits else record.state

    @api.depends("state", "trouble", "import_ids.state")
    @api.depends_context("lang")
    def _compute_outcome(self):
        _ = self.env._
        for record in self:
            imports = record.import_ids
            if record.state != "imported" or not imports:
                record.outcome = record.trouble
            elif any(one.state in ("draft", "mapped") for one in imports):
                record.outcome = record.trouble or _("Its columns are not known yet: say what they are.")
            elif "reviewing" in imports.mapped("state"):
                record.outcome = _("It is being reviewed.")
            elif "applying" in imports.mapped("state"):
                record.outcome = _("It is being written.")
            else:
                parts = [
                    _(
                        "Created: %(created)s. Updated: %(updated)s.",
                        created=sum(imports.mapped("created_count")),
                        updated=sum(imports.mapped("updated_count")),
                    )
                ]
                if doubtful := sum(imports.mapped("doubtful_count")):
                    parts.append(_("To decide on: %(count)s.", count=doubtful))
                if failed := sum(imports.mapped("error_count")):
                    parts.append(_("Failed: %(count)s.", count=failed))
                record.outcome = " ".join(parts)

    @api.model
    def _prepare_content(self, content):
        """Return the values of a file with the bytes ``content``."""
        return {"file": base64.b64encode(content), "file_hash": hashlib.sha256(content).hexdigest()}

    # ------------------------------------------------------------
    # WHAT BECOMES OF IT
    # ------------------------------------------------------------

    def _deal(self):
        """Import what is certain of the file; what is wrong with it is said, and keeps no other waiting."""
        self.ensure_one()
        drop = self.drop_id
        words = self.with_env(drop._in_words().env)
        if twin := self._find_twin():
            words._settle("repeated", words._get_repeated_message(twin), same_import_id=twin.id)
            return
        source = on_disk.source_of(self)
        try:
            with self.env.cr.savepoint():
                if bundle.is_bundle(source):
                    words._open_set(source)
                else:
                    words._import(source)
        except UserError as error:
            words._settle("refused", str(error))
        except reading.ReadError as error:
            words._settle("refused", words.env["despacho.import"]._get_read_error_message(error.code, error.details))

    def _settle(self, state, trouble="", **values):
        """Note what became of the file, and have a person look at it where they should."""
        self.write({"state": state, "trouble": trouble or False, **values})
        if state in ("refused", "failed"):
            self.drop_id._ask_for_attention(f"{self.name}: {trouble}")

    def _find_twin(self):
        """Return the import that the very same file became before, of the same company and for the same."""
        return self.env["despacho.import"].search(
            [
                ("file_hash", "=", self.file_hash),
                ("company_id", "=", self.company_id.id),
                ("target", "=", self.drop_id.target),
                ("state", "not in", ("draft", "failed", "undone")),
                ("drop_file_id", "!=", self.id),
            ],
            order="id desc",
            limit=1,
        )

    def _get_repeated_message(self, twin):
        return self.env._(
            "This very file came before, on %(day)s as «%(name)s»: it is not imported again.",
            day=format_date(self.env, twin.create_date),
            name=twin.name,
        )

    def _open_set(self, source):
        """Have each of the files of a set dealt with by itself."""
        if self.part_of:
            raise UserError(
                self.env._("It is a set of files inside another set. Send its files in one set, or one by one.")
            )
        files = bundle.open_bundle(source, self.env["despacho.import"]._get_limits())
        if not files:
            raise reading.ReadError("empty")
        whole = {"drop_id": self.drop_id.id, "sender": self.sender, "part_of": self.name, "date": self.date}
        parts = self.create([{**whole, "name": name} for name, __ in files])
        for part, (__, chunks) in zip(parts, files, strict=True):
            __, part.file_hash = on_disk.keep(part, chunks())
        self._settle("opened", self.env._("Files inside: %(count)s.", count=len(files)), file=False)

    def _import(self, source):
        """Make an import of the file, with the rights of whom the box is for."""
        drop = self.drop_id
        record = drop._as_user("despacho.import").create(
            {
                "filename": self.name,
                "part_of": self.part_of,
                "target": drop.target,
                "source_kind": drop.source_kind or "list",
                "source_date": self.date or fields.Date.context_today(self),
                "rows_without_nif": "leave" if drop.rows_without_nif == "leave" else "queue",
                "company_id": drop.company_id.id,
                "drop_file_id": self.id,
            }
        )
        record._store_file(source.chunks())
        record.action_read()
        imports = record
        if record.other_sheet_count and record._is_known_in_drop():
            record.action_read_other_sheets()
            imports = record.search([("drop_file_id", "=", self.id)])
        for one in imports:
            one._go_on_in_drop()
        self._settle("imported", " ".join(filter(None, imports.mapped("trouble"))), file=False)

    # ------------------------------------------------------------
    # PUTTING AWAY
    # ------------------------------------------------------------

    def _put_away(self):
        """Move the file of a folder to where people see what became of it."""
        self.ensure_one()
        size, __, __ = self.key.rpartition("|")
        found = Found(self.name, self.key, int(size.rpartition("|")[2]), self.date)
        user = self.drop_id.user_id
        moment = fields.Datetime.context_timestamp(self.with_context(tz=user.tz or "UTC"), fields.Datetime.now())
        try:
            moved_to = self.drop_id._get_folder().put_away(found, self._is_refused(), moment)
        except FolderError as error:
            # Somebody took it away, or the folder is not there any more.
            self.write({"place": "moved" if error.code == "gone" else "stays"})
            return
        except OSError:
            _logger.exception("%s could not be put away", self.id)
            moved_to = ""
        self.write({"place": "moved" if moved_to else "stays", "moved_to": moved_to})

    def _is_refused(self):
        return self.state in ("refused", "failed", "repeated", "discarded")

    # ------------------------------------------------------------
    # WHAT A PERSON DECIDES
    # ------------------------------------------------------------

    def _check_mine(self, *states):
        """Let only those decide on files who set up the box: they are imported with one person's rights."""
        self.drop_id.check_access("write")
        self.drop_id._check_whose()
        wrong = self.filtered(lambda one: one.state not in states)
        # sudo: only code writes what became of a file
        return (self - wrong).sudo()

    def action_accept(self):
        """Import files of unknown senders after all, or try those again that failed."""
        records = self._check_mine("aside", "refused", "failed").filtered("file")
        records.write({"state": "waiting", "trouble": False, "attempts": 0, "overtaken": 0})
        records.drop_id._look_soon()
        records.drop_id._end_attention()
        return True

    def action_accept_sender(self):
        """Import the files of their senders, now and whenever they send more."""
        records = self._check_mine("aside")
        for drop, mine in records.grouped("drop_id").items():
            addresses = {email for email in mine.mapped("sender") if email and not drop._knows_sender(email)}
            lines = [*drop._get_sender_lines(), *sorted(addresses)]
            drop.sender_emails = "\n".join(lines)
        return records.action_accept()

    def action_discard(self):
        """Forget what is in the files: only that they came stays."""
        records = self._check_mine(*self.ATTENTION)
        records.write({"state": "discarded", "file": False})
        records.drop_id._end_attention()
        return True

    def action_open(self):
        """Open the import, or the imports, that the file became."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm_import.despacho_import_action")
        imports = self.import_ids or self.same_import_id
        if len(imports) == 1:
            return {**action, "res_id": imports.id, "views": [(False, "form")], "view_mode": "form"}
        return {**action, "domain": [("id", "in", imports.ids)], "display_name": self.name}
