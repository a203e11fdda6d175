import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import email_normalize
from odoo.tools.mail import email_split

STEWARD = "despacho_crm.group_steward"
#: What neither says which files are imported nor with whose rights: all the rest does.
_BOOKKEEPING = re.compile(r"last_look|look_asked_on|trouble|(?:message|activity)_\w+")


class DespachoImportDrop(models.Model):
    """A place where files arrive by themselves: a folder of the server or an address of mail.

    What a known list says for certain is written with the rights of one person, whose the box is;
    everything else waits for that person. What came in, and what became of it, is in ``file_ids``.
    """

    _name = "despacho.import.drop"
    _description = "Box of Files to Import"
    _inherit = ["mail.thread", "mail.activity.mixin", "mail.alias.mixin.optional"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, tracking=True)
    user_id = fields.Many2one(
        "res.users",
        string="On behalf of",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
        domain=lambda self: [
            ("share", "=", False),
            ("all_group_ids", "in", self.env.ref(STEWARD).ids),
        ],
        help="The files are imported with the rights of this person, who is told of what waits.",
    )
    kind = fields.Selection(
        [("folder", "A folder of the server"), ("mail", "An e-mail address")],
        string="Where files arrive",
        required=True,
        default="folder",
        tracking=True,
    )
    folder = fields.Char(
        string="Folder",
        tracking=True,
        help="Below the folder that the administrator of the server has allowed: «oficina/escaner», for instance.",
    )
    sender_ids = fields.Many2many(
        "res.partner",
        string="Known senders",
        help="What they send is imported. Others are put aside, or told that they are not expected here.",
    )
    sender_emails = fields.Text(
        string="Other known addresses",
        help="One per line. «@gestoria.example» stands for all the addresses of that domain.",
    )
    strangers = fields.Selection(
        [("aside", "Put aside until I decide"), ("answer", "Answer them that they are not expected here")],
        string="Mail of others",
        required=True,
        default="aside",
    )
    target = fields.Selection("_selection_target", string="What is in the files?", required=True, default="partner")
    source_kind = fields.Selection(
        "_selection_source_kind",
        string="Where they come from",
        help="Leave it empty where files of several kinds arrive: then the program that wrote each one says it.",
    )
    profile_id = fields.Many2one(
        "despacho.import.profile",
        string="Only this known list",
        check_company=True,
        help="Files of any other shape wait in their columns for a person. "
        "Empty: every list that is known here, and those of known programs.",
    )
    rows_without_nif = fields.Selection(
        [
            ("review", "Wait for me"),
            ("queue", "Create them, with the NIF pending"),
            ("leave", "Leave them out"),
        ],
        string="Rows without NIF",
        required=True,
        default="review",
    )
    given_by_persons = fields.Selection(
        [
            ("kind", "Only those of the invoicing program"),
            ("yes", "Yes, all that arrives here"),
            ("no", "No: those who are new are to be informed"),
        ],
        string="The persons themselves gave the data",
        required=True,
        default="kind",
        tracking=True,
        help="Whoever is new and did not give their data comes to the list of those to be informed: the law gives "
        "one month to tell them where their data come from (art. 14 RGPD).",
    )
    last_look = fields.Datetime(string="Last looked at", readonly=True, copy=False)
    trouble = fields.Char(string="What is wrong", readonly=True, copy=False)
    file_ids = fields.One2many("despacho.import.drop.file", "drop_id", string="What came in", copy=False)
    file_count = fields.Integer(string="Files", compute="_compute_file_counts")
    attention_count = fields.Integer(string="To look at", compute="_compute_file_counts")

    def _selection_target(self):
        return self.env["despacho.import"]._fields["target"]._description_selection(self.env)

    def _selection_source_kind(self):
        return self.env["despacho.import"]._fields["source_kind"]._description_selection(self.env)

    @api.depends("file_ids.state")
    def _compute_file_counts(self):
        File = self.env["despacho.import.drop.file"]
        counts = {
            (drop, state): count
            for drop, state, count in File._read_group([("drop_id", "in", self.ids)], ["drop_id", "state"], ["__count"])
        }
        for drop in self:
            mine = {state: count for (one, state), count in counts.items() if one == drop._origin}
            drop.file_count = sum(mine.values())
            drop.attention_count = sum(mine.get(state, 0) for state in File.ATTENTION)

    # ------------------------------------------------------------
    # WHOSE IT IS
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_whose()
        return records

    def write(self, vals):
        result = super().write(vals)
        if not all(_BOOKKEEPING.fullmatch(name) for name in vals):
            self._check_whose()
        return result

    def _check_whose(self):
        """Refuse that anybody lends the rights of another person, be it by RPC.

        Who manages the CRM sets up the boxes of all, but for those of the administrators of the system.
        """
        if self.env.su:
            return
        is_manager = self.env.user.has_group("despacho_crm.group_manager")
        for drop in self.filtered(lambda one: one.user_id != one.env.user):
            if not is_manager or drop.user_id.has_group("base.group_system"):
                raise AccessError(
                    self.env._(
                        "Files are imported with the rights of %(user)s: only they can say so.",
                        user=drop.user_id.name,
                    )
                )

    @api.constrains("user_id", "company_id", "active")
    def _check_user(self):
        for drop in self.filtered("active"):
            # sudo: the groups and companies of others
            user = drop.user_id.sudo()
            if not user.has_group(STEWARD) or drop.company_id not in user.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s may not import files into %(company)s. Choose a data steward of that company.",
                        user=user.name,
                        company=drop.company_id.name,
                    )
                )

    def _get_obstacle(self):
        """Return why nothing can be imported on behalf of whoever it should, '' when it can."""
        user = self.user_id
        if user.active and user.has_group(STEWARD) and self.company_id in user.company_ids:
            return ""
        return self.env._(
            "%(user)s does not import files any more: choose another person, and what waits is imported.",
            user=user.name,
        )

    def _as_user(self, model):
        """Return the model with the rights, the company and the language of whom the files are imported for."""
        user = self.user_id
        return (
            self.env[model]
            .with_user(user)
            .with_context(allowed_company_ids=self.company_id.ids, lang=user.lang or self.env.lang, tz=user.tz)
        )

    def _in_words(self):
        """Return the box in the language of whoever answers for it."""
        return self.with_context(lang=self.user_id.lang or self.env.lang)

    # ------------------------------------------------------------
    # WHO MAY SEND
    # ------------------------------------------------------------

    @api.constrains("sender_emails")
    def _check_sender_emails(self):
        for drop in self:
            for line in drop._get_sender_lines():
                if not re.fullmatch(r"[^@\s]*@[^@\s]+\.[^@\s.]+", line):
                    raise ValidationError(
                        self.env._(
                            "«%(line)s» is no e-mail address. Write one address per line, "
                            "or «@» and a domain for all those of it.",
                            line=line,
                        )
                    )

    def _get_sender_lines(self):
        return [line.strip() for line in re.split(r"[\n,;]", self.sender_emails or "") if line.strip()]

    def _knows_sender(self, sender):
        """Whether a mail of ``sender``, «Ana <ana@x.example>», is from one of those whose files are imported."""
        addresses = email_split(sender or "")
        email = email_normalize(addresses[0]) if len(addresses) == 1 else ""
        if not email:
            return False
        lines = self._get_sender_lines()
        known = {email_normalize(line) for line in lines if not line.startswith("@")}
        known.update(self.sender_ids.mapped("email_normalized"))
        domains = {line[1:].lower() for line in lines if line.startswith("@")}
        return email in known or email.partition("@")[2] in domains

    # ------------------------------------------------------------
    # WHAT THE SCREEN OFFERS
    # ------------------------------------------------------------

    def action_view_files(self):
        """Open what came in."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm_import.despacho_import_drop_file_action")
        return {**action, "domain": [("drop_id", "=", self.id)], "display_name": self.name}

    def _note_trouble(self, trouble):
        """Remember what is wrong with the box, and tell it once to whoever answers for it."""
        self.ensure_one()
        if (trouble or False) == self.trouble:
            return
        self.trouble = trouble or False
        if trouble:
            self.message_post(body=trouble)
            self._ask_for_attention(trouble)
        else:
            self._end_attention()

    def _ask_for_attention(self, why):
        """Have whoever answers for the box look at it: one task, however many files it is about."""
        summary = self._in_words().env._("Look at what came into «%(name)s»", name=self.name)
        if not self.activity_ids.filtered(lambda one: one.summary == summary):
            self.activity_schedule("mail.mail_activity_data_todo", summary=summary, note=why, user_id=self.user_id.id)

    def _end_attention(self):
        """The task is done of each box where nothing is left to look at."""
        self.invalidate_recordset(["attention_count"])
        done = self.filtered(lambda drop: not drop.attention_count and not drop.trouble)
        done.activity_feedback(["mail.mail_activity_data_todo"])
