import logging
from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from ..identity.by_code import BY_CODE
from .base import RECORDER

_logger = logging.getLogger(__name__)


class Ambiguous(Exception):
    """Odoo writes a row, and it cannot be told for which of the joinings of a batch."""


class Recorder:
    """To which joining the rows that Odoo writes belong.

    ``owners``: {(table, id): joining}, known or found out; ``current``: the only one there is.
    """

    def __init__(self, env):
        self.env = env
        self.owners = {}
        self.current = None

    def owner(self, table, record_id):
        owner = self.owners.get((table, record_id)) or self.current
        if not owner:
            raise Ambiguous(table, record_id)
        return owner

    def learn(self, model, ids):
        """Find out whose the rows ``ids`` of ``model`` are, by the records that they name."""
        unknown = [record_id for record_id in ids if (model._table, record_id) not in self.owners]
        if self.current or not unknown:
            return
        # Contacts first: a company's own documents name its company too.
        named = sorted(
            (
                field
                for field in model._fields.values()
                if field.type == "many2one" and field.store and field.column_type
            ),
            key=lambda field: field.comodel_name != "res.partner",
        )
        tables = [self.env[field.comodel_name]._table for field in named if not field.company_dependent]
        columns = SQL(", ").join(SQL.identifier(field.name) for field in named if not field.company_dependent)
        query = SQL("SELECT id, %s FROM %s WHERE id = ANY(%s)", columns, SQL.identifier(model._table), unknown)
        for record_id, *values in self.env.execute_query(query):
            for table, value in zip(tables, values, strict=True):
                if value and (table, value) in self.owners:
                    self.owners[model._table, record_id] = self.owners[table, value]
                    break


class DespachoMerge(models.Model):
    """Contacts joined into one, with the journal that takes it back.

    Nothing is deleted: what hangs from the sources passes to the survivor, they are archived
    and say where they went, and each value that changed is noted (``despacho.merge.line``).
    """

    _name = "despacho.merge"
    _description = "Joined contacts"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", string="The one that stays", index=True, readonly=True, ondelete="set null"
    )
    source_ids = fields.Many2many(
        "res.partner",
        "despacho_merge_source_rel",
        "merge_id",
        "partner_id",
        string="Joined into it",
        readonly=True,
        context={"active_test": False},
    )
    kind = fields.Selection(
        selection=[("merge", "One record"), ("establishment", "Establishment")],
        string="Joined as",
        required=True,
        default="merge",
        readonly=True,
    )
    state = fields.Selection(
        selection=[("done", "Joined"), ("undone", "Undone"), ("undone_partly", "Undone in part")],
        required=True,
        default="done",
        index=True,
        readonly=True,
    )
    user_id = fields.Many2one("res.users", string="By", readonly=True, ondelete="set null")
    date = fields.Datetime(string="On", readonly=True, default=fields.Datetime.now)
    automatic = fields.Boolean(string="By the night job", readonly=True)
    why = fields.Text(readonly=True)
    company_id = fields.Many2one("res.company", string="Company", readonly=True, index="btree_not_null")
    moved = fields.Integer(string="Rows moved", readonly=True)
    kept = fields.Text(string="What stayed behind", readonly=True)
    undo_note = fields.Text(string="What could not be given back", readonly=True)
    line_ids = fields.One2many("despacho.merge.line", "merge_id", string="Journal", readonly=True)

    # What others call

    @api.model
    def _join(self, survivor, sources, values=None, automatic=False, why=""):
        """Join the contacts ``sources`` into ``survivor``; return the joining.

        ``values``: {field: id of the contact whose value is kept}, as a person chose; the
        others come from who was invoiced, else from the most complete, else the latest.
        """
        return self._join_many([(survivor.id, sources.ids, values, why)], automatic=automatic)

    @api.model
    def _join_many(self, groups, automatic=True):
        """Join each (survivor id, source ids, values, why) of ``groups``, in one statement per foreign key.

        The job (``automatic``) leaves out the groups that a person has to look at; a person is
        told what forbids it. Return the joinings.
        """
        groups = [
            (survivor, sorted({*sources} - {survivor}), values or {}, why) for survivor, sources, values, why in groups
        ]
        partners = self.env["res.partner"].browse({one for group in groups for one in (group[0], *group[1])})
        self._check_may_join(partners)
        joiner = self._as_joiner()
        joiner._lock(partners.ids)
        merges = joiner.browse()
        while groups:
            batch, groups = joiner._apart(groups)
            merges |= joiner._join_batch(batch, automatic)
        return merges.with_env(self.env)

    @api.model
    def _apart(self, groups):
        """Return (the groups that have nothing to do with each other, the others, for later)."""
        partners = self.env["res.partner"].browse({one for group in groups for one in (group[0], *group[1])}).exists()
        company = {partner.id: partner.commercial_partner_id.id for partner in partners}
        taken, apart, later = set(), [], []
        for group in groups:
            members = {group[0], *group[1]}
            family = members | {company.get(one) for one in members}
            (later if family & taken else apart).append(group)
            taken |= family
        return apart, later

    @api.model
    def _join_batch(self, groups, automatic):
        allowed = []
        hindrances = self._hindrances_of([(survivor, *sources) for survivor, sources, *_rest in groups], automatic)
        for group, texts in zip(groups, hindrances, strict=True):
            if texts and not automatic:
                raise UserError("\n".join(texts))
            if not texts and group[1]:
                allowed.append(group)
        if len(allowed) < 2:
            return self._join_allowed(allowed, automatic)
        try:
            with self.env.cr.savepoint():
                return self._join_allowed(allowed, automatic)
        except (Ambiguous, ValidationError) as error:
            _logger.info("Joined one by one: %r", error)
        self.env.invalidate_all(flush=False)
        return self.union(*(self._join_one(group, automatic) for group in allowed))

    @api.model
    def _join_one(self, group, automatic):
        """Join a group apart from the others; the job goes on when a rule of somebody's forbids it."""
        if not automatic:
            return self._join_allowed([group], automatic)
        try:
            with self.env.cr.savepoint():
                return self._join_allowed([group], automatic)
        except ValidationError as error:
            _logger.warning("Contacts %s not joined into %s: %s", group[1], group[0], error)
            return self.browse()

    # How it is done

    @api.model
    def _check_may_join(self, partners):
        """Refuse whoever is no data steward, or may not write one of the contacts."""
        if not self.env.su and not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(
                self.env._("Joining records is the task of the data steward: tell them which ones are the same.")
            )
        partners.check_access("write")

    @api.model
    def _as_joiner(self):
        """Return ``self`` as it works: on all that hangs from the contacts, without messages for each value."""
        # sudo: what hangs from contacts whom the user may write is moved whoever may see each row of it.
        return self.sudo().with_context(
            active_test=False,
            tracking_disable=True,
            mail_notrack=True,
            nif_merge=BY_CODE,
            nif_deferred=BY_CODE,
            lang=self.env.context.get("lang") or self.env.user.lang,
        )

    @api.model
    def _lock(self, partner_ids):
        """Hold the contacts, in the order of their ids: whoever is writing to them is waited for."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL("SELECT id FROM res_partner WHERE id = ANY(%s) ORDER BY id FOR UPDATE", sorted(partner_ids))
        )

    @api.model
    def _join_allowed(self, groups, automatic):
        if not groups:
            return self.browse()
        merges = self.create(
            [
                {
                    "partner_id": survivor,
                    "source_ids": sources,
                    "user_id": self.env.uid,
                    "automatic": automatic,
                    "why": why,
                }
                for survivor, sources, _values, why in groups
            ]
        )
        self.env.flush_all()
        plans = merges._plans(groups)
        triples = [
            (merge.id, source, survivor)
            for merge, (survivor, sources, *_rest) in zip(merges, groups, strict=True)
            for source in sources
        ]
        with self._recording() as recorder:
            recorder.current = merges.id if len(merges) == 1 else None
            for merge_id, source, survivor in triples:
                recorder.owners["res_partner", source] = recorder.owners["res_partner", survivor] = merge_id
            self._archive_sources(triples)
            tally = self._move_all(triples)
            self.env.invalidate_all(flush=False)
            people = tally.rows.get(("res_partner", "parent_id"), {})
            recorder.owners.update({("res_partner", person): merge_id for person, merge_id in people.items()})
            merges._write_plans(plans, tally, recorder)
            self.env.flush_all()
            self._follow(tally, recorder)
        merges._forget_rules()
        self.env.invalidate_all()
        for merge in merges:
            moved, kept = tally.of(merge.id)
            merge.write({"moved": moved, "kept": kept, "company_id": merge.partner_id.company_id.id})
        merges.partner_id._lifecycle_touch()
        return merges

    @contextmanager
    def _recording(self):
        """Note all that Odoo writes meanwhile; ``current`` of what it gives is the joining that writes."""
        data = self.env.cr.cache
        recorder = data[RECORDER] = Recorder(self.env)
        try:
            yield recorder
            self.env.flush_all()
        finally:
            data.pop(RECORDER, None)
