import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

_logger = logging.getLogger(__name__)
_STAMPS = frozenset({"nif_exempted_by_id", "nif_exempted_on"})
_BATCH = 500

#: What ``nif_state`` says of a contact and of a lead.
NIF_STATES = [("valid", "Valid"), ("missing", "Missing"), ("invalid", "Invalid"), ("exempt", "Exempt")]


class DespachoNifExemptionMixin(models.AbstractModel):
    """Why somebody may lack a NIF, said by whom and when.

    The author and the date are stamped by the ORM, so that import and RPC leave
    them too; they can't be given from outside.
    """

    _name = "despacho.nif.exemption.mixin"
    _description = "Documented lack of a NIF"

    nif_exemption_reason = fields.Selection(
        selection=[
            ("foreign", "Foreign, without Spanish or EU number"),
            ("minor", "Minor without DNI"),
            ("incorporating", "Being incorporated, NIF applied for"),
            ("consumer", "Private person, simplified invoices only"),
            ("other", "Other reason (say which)"),
        ],
        string="Without NIF because",
        copy=False,
        prefetch="nif",
    )
    nif_exemption_note = fields.Char(string="Details of the exemption", copy=False, prefetch="nif")
    nif_exempt_until = fields.Date(
        string="Exempt until",
        copy=False,
        help="After this day the contact goes back to the list of pending NIFs.",
        prefetch="nif",
    )
    nif_exempted_by_id = fields.Many2one("res.users", string="Exempted by", readonly=True, copy=False, prefetch="nif")
    nif_exempted_on = fields.Date(string="Exempted on", readonly=True, copy=False, prefetch="nif")

    def _nif_is_exempt(self):
        """Whether a reason is given and still counts today."""
        self.ensure_one()
        until = self.nif_exempt_until
        return bool(self.nif_exemption_reason) and not (until and until < fields.Date.context_today(self))

    @api.constrains("nif_exemption_reason", "nif_exemption_note")
    def _check_nif_exemption_note(self):
        for record in self:
            if record.nif_exemption_reason == "other" and not (record.nif_exemption_note or "").strip():
                raise ValidationError(
                    self.env._(
                        "«%(name)s»: say in the details why there is no NIF.",
                        name=record.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._stamp_nif_exemption(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._stamp_nif_exemption(vals))

    def _nif_end_exemptions(self):
        """Clear the exemption of those that have a valid NIF by now: without it they would not be exempt again.

        Who said it, when and why stays in the chatter.
        """
        ended = self.filtered(lambda record: record.nif_exemption_reason and record.nif_state == "valid")
        if not ended:
            return
        reasons = dict(self._fields["nif_exemption_reason"]._description_selection(self.env))
        bodies = {}
        for record in ended:
            reason = reasons[record.nif_exemption_reason]
            bodies[record.id] = self.env._(
                "The NIF %(nif)s arrived. Until then it was missing because: %(reason)s. "
                "Noted by %(author)s on %(date)s.",
                nif=record.nif_key,
                reason=f"{reason} ({record.nif_exemption_note})" if record.nif_exemption_note else reason,
                author=record.nif_exempted_by_id.sudo().name or "-",  # sudo: the name of a colleague
                date=format_date(self.env, record.nif_exempted_on),
            )
        ended._message_log_batch(bodies)
        ended.write({"nif_exemption_reason": False})

    @api.model
    def _stamp_nif_exemption(self, vals):
        """Return ``vals`` with the author and the date that its exemption must carry."""
        vals = {name: value for name, value in vals.items() if name not in _STAMPS}
        if "nif_exemption_reason" not in vals:
            return vals
        given = bool(vals["nif_exemption_reason"])
        stamped = dict(
            vals,
            nif_exempted_by_id=self.env.uid if given else False,
            nif_exempted_on=fields.Date.context_today(self) if given else False,
        )
        if not given:
            stamped.update(nif_exemption_note=False, nif_exempt_until=False)
        return stamped

    @api.model
    def _nif_expire_exemptions(self):
        """Let the exemptions end whose last day is over; return whether the job has time left.

        A batch that something prevents stays as it was, and the others go on.
        """
        today = fields.Date.context_today(self)
        domain = Domain("nif_state", "=", "exempt") & Domain("nif_exempt_until", "<", today)
        total = self.search_count(domain)
        last_id = 0
        while expired := self.search(domain & Domain("id", ">", last_id), limit=_BATCH, order="id"):
            last_id = expired[-1].id
            try:
                with self.env.cr.savepoint():
                    expired.modified(["nif_exempt_until"])  # what changed is the day
                    self.env.flush_all()
            except (UserError, psycopg2.IntegrityError):
                _logger.exception("Exemptions that could not end: %s", expired)
            total -= len(expired)
            if not self.env["ir.cron"]._commit_progress(len(expired), remaining=max(total, 0)):
                return False
        return True
