from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class DespachoRelationKind(models.Model):
    """A word for what somebody is to a contact, and the word that the other one's sheet has for it.

    «Shareholder» on the sheet of a company is «Shareholder of» on the sheet of the person: two
    records, each the inverse of the other. A word that is its own inverse, as «Competitor», says the
    same on both sheets.
    """

    _name = "despacho.relation.kind"
    _description = "Kind of relation"
    _order = "sequence, id"

    name = fields.Char(
        string="Relation", required=True, translate=True, help="What the other one is, on the sheet of a contact."
    )
    inverse_id = fields.Many2one(
        "despacho.relation.kind",
        string="Seen from the other one",
        ondelete="restrict",
        index=True,
        copy=False,
        help="How the other one's sheet says it. Empty when it says the same, as «Competitor».",
    )
    inverse_name = fields.Char(
        string="On the other one's sheet", compute="_compute_inverse_name", inverse="_inverse_inverse_name"
    )
    #: Of two words for one fact, relations are kept under the first.
    is_main = fields.Boolean(string="Kept under this word", compute="_compute_is_main", store=True)
    code = fields.Char(readonly=True, copy=False, help="By which the program knows it.")
    sequence = fields.Integer(default=100)
    has_share = fields.Boolean(string="With a share in %", help="How much of the company the other one has is asked.")
    of_person = fields.Boolean(
        string="Of a person", help="The other one may be one of the people of a company, and not only the company."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "There is a kind of relation with that code already.")

    @api.depends("inverse_id.name", "name")
    @api.depends_context("lang")
    def _compute_inverse_name(self):
        for kind in self:
            kind.inverse_name = (kind.inverse_id or kind).name

    def _inverse_inverse_name(self):
        for kind in self:
            word = (kind.inverse_name or "").strip() or kind.name
            other = kind.inverse_id - kind
            if other:
                other.name = word
            elif word != kind.name:
                kind._check_not_in_use()
                kind.create(
                    {
                        "name": word,
                        "inverse_id": kind.id,
                        "sequence": kind.sequence,
                        "has_share": kind.has_share,
                        "of_person": kind.of_person,
                    }
                )

    @api.depends("inverse_id")
    def _compute_is_main(self):
        for kind in self:
            kind.is_main = not kind.inverse_id or kind._origin.id <= kind.inverse_id.id

    @api.constrains("inverse_id")
    def _check_inverse_id(self):
        for kind in self:
            if kind.inverse_id.inverse_id - kind:
                raise ValidationError(
                    self.env._(
                        "«%(name)s» and «%(other)s» have to be each the other's inverse.",
                        name=kind.name,
                        other=kind.inverse_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        kinds = super().create(vals_list)
        kinds._answer()
        return kinds

    def write(self, vals):
        if "inverse_id" in vals and self.filtered(lambda kind: kind.inverse_id.id != vals["inverse_id"]):
            self._check_not_in_use()
        result = super().write(vals)
        if vals.get("inverse_id"):
            self._answer()
        return result

    def _answer(self):
        """Let the word of the other sheet name these as its inverse."""
        for kind in self:
            if kind.inverse_id and not kind.inverse_id.inverse_id:
                models.BaseModel.write(kind.inverse_id, {"inverse_id": kind.id})

    def _check_not_in_use(self):
        """Refuse to change what relations that exist say."""
        # sudo: they count, whoever may see them
        if self.env["despacho.relation"].sudo().search_count([("kind_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "There are relations «%(name)s» already, which say the same on both sheets. Write down another "
                    "kind of relation instead.",
                    name=self[:1].name,
                )
            )

    def _reversed(self):
        """Return the word of the other one's sheet."""
        return self.inverse_id or self

    def _is_symmetric(self):
        return self._reversed() == self

    @api.model
    def _by_code(self, code):
        """Return the kind that the program knows by ``code``."""
        return self.env.ref(f"despacho_crm.relation_kind_{code}")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_known(self):
        if any(kind.code for kind in self):
            raise UserError(self.env._("The kinds of relation that come with the program are archived, not deleted."))
