from ast import literal_eval
from collections import Counter, defaultdict
from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, mute_logger

from .mistakes import MISTAKES

#: What shows a date as days that go by: {field that is asked: field that it stands on}.
SINCE = {"days_since_contact": "last_contact_date", "days_since_invoice": "last_invoice_date"}
_SETS = ("in", "not in", "any", "not any", "child_of", "parent_of")
_TEXTS = ("ilike", "not ilike", "like", "not like", "=like", "=ilike")
#: Who a sample shows.
_SAMPLE = 8


class DespachoSegment(models.Model):
    """What a segment asks for: read, checked in words that people understand, and counted as it is written."""

    _inherit = "despacho.segment"

    @api.constrains("kind", "domain", "company_id", "user_id", "with_contacts")
    def _check_definition(self):
        for segment in self:
            domain = segment._parse(segment.domain)
            segment._check_complete(domain)
            segment._check_dependencies(domain)
            user = segment._answers()
            # Whoever writes it asks for nothing that they may not see; whoever answers for it has to see it too.
            for looks in {self.env.user, user}:
                segment._check_query(looks, domain)

    @api.model
    def _parse(self, text):
        """Return the :class:`Domain` that is written in ``text``, or listed."""
        try:
            return Domain(literal_eval(text or "[]") if isinstance(text, str) else text or [])
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError) as error:
            raise ValidationError(
                self.env._("The definition cannot be understood: make it again with the conditions of the screen.")
            ) from error

    @api.model
    def _conditions(self, domain, model="res.partner", before=()):
        """Yield (condition, fields of its path from the contact on) of ``domain``, with those inside others."""
        for condition in domain.iter_conditions():
            path, owner = [*before], self.env[model]
            for name in condition.field_expr.split("."):
                field = owner._fields.get(name)
                if field is None:
                    raise ValidationError(
                        self.env._(
                            "The definition asks for «%(name)s», which is not known of contacts (any more): "
                            "take that condition away.",
                            name=name,
                        )
                    )
                path.append(field)
                if not field.relational:
                    break
                owner = self.env[field.comodel_name]
            if condition.operator in ("any", "not any") and isinstance(condition.value, Domain | list | tuple):
                yield from self._conditions(self._parse(condition.value), path[-1].comodel_name, path)
            else:
                yield condition, path

    @api.model
    def _words(self, path):
        """Return what people call what is asked for, from the contact on."""
        return " → ".join(field.get_description(self.env, ["string"])["string"] for field in path)

    def _check_complete(self, domain):
        """Each condition says what it asks for: an empty one would let nobody, or everybody, in."""
        for condition, path in self._conditions(domain):
            value = condition.value
            empty = condition.operator in _SETS and isinstance(value, list | tuple | set | frozenset) and not value
            empty |= condition.operator in _TEXTS and not (isinstance(value, str) and value.strip("% "))
            if empty:
                raise ValidationError(
                    self.env._("Say which: the condition on «%(field)s» is empty.", field=self._words(path))
                )

    # Segments that stand on other ones

    @api.model
    def _asked_segments(self, domain):
        """Return the segments that ``domain`` asks for."""
        ids = set()
        for condition, path in self._conditions(domain):
            for place, field in enumerate(path):
                if field.comodel_name != self._name:
                    continue
                value = condition.value
                chosen = value if isinstance(value, list | tuple | set | frozenset) else [value]
                known = condition.operator in ("in", "not in", "=", "!=") and all(
                    isinstance(item, int) and item for item in chosen
                )
                if not known or place != len(path) - 1:
                    raise ValidationError(
                        self.env._("Choose in «%(field)s» the segments themselves, by name.", field=self._words(path))
                    )
                ids.update(chosen)
        return self.browse(sorted(ids))

    def _check_dependencies(self, domain):
        self.ensure_one()
        seen, ahead = self.browse(), self._asked_segments(domain)
        while ahead:
            if self in ahead:
                raise ValidationError(
                    self.env._("«%(name)s» cannot ask for itself, neither directly nor by another.", name=self.name)
                )
            seen |= ahead
            # sudo: what another segment asks for counts, whoever sees it.
            found = [segment._asked_segments(segment._parse(segment.domain)) for segment in ahead.sudo().exists()]
            ahead = self.browse().union(*found) - seen

    @api.model
    def _dependencies(self):
        """Return {segment: the active ones that it asks for}."""
        # sudo: who stands on whom does not depend on who sees them.
        every = self.sudo().search([("active", "=", True)])
        asked = {}
        for segment in every:
            try:
                asked[segment] = every & segment._asked_segments(segment._parse(segment.domain))
            except ValidationError:  # told when it is brought up to date
                asked[segment] = every.browse()
        return asked

    @api.model
    def _in_order(self):
        """Return the active segments, each after those that it asks for."""
        asked = self._dependencies()
        done = self.sudo().browse()  # sudo: as those who stand on each other, see ``_dependencies``
        while len(done) < len(asked):
            ready = [segment for segment in asked if segment not in done and asked[segment] <= done]
            # A ring, made by writing in the database: in any order.
            done |= done.union(*ready) if ready else done.union(*asked)
        return done

    def _with_dependants(self):
        """Return these segments and those that ask for them, the asked ones first."""
        every = self.sudo()  # sudo: as those who stand on each other, see ``_dependencies``
        asked = defaultdict(every.browse)
        for segment, others in self._dependencies().items():
            for other in others:
                asked[other] |= segment
        found, ahead = every.browse(), every
        while ahead:
            found |= ahead
            ahead = ahead.browse().union(*(asked[segment] for segment in ahead)) - found
        found = found.with_env(self.env)
        if len(found) == len(self):
            return found
        order = {segment.id: place for place, segment in enumerate(self._in_order())}
        return found.sorted(lambda segment: order.get(segment.id, -1))

    # Who is asked for

    def _base_domain(self, company, with_contacts):
        """Return who can be in a segment at all."""
        base = Domain("partner_share", "=", True) & Domain("merged_into_id", "=", False)
        if not with_contacts:
            base &= Domain("parent_id", "=", False)
        if company:
            base &= Domain("company_id", "in", [False, *company.ids])
        return base

    def _wanted_domain(self, domain=None):
        self.ensure_one()
        if self.kind == "list":
            return Domain.FALSE
        wanted = domain
        if wanted is None:
            wanted = self._parse(self.domain)
            self._check_complete(wanted)  # what was known may not be any more
        return wanted & self._base_domain(self.company_id, self.with_contacts)

    def _answers(self):
        """Return with whose rights it is evaluated: who answers for it, or else a manager of its company."""
        self.ensure_one()
        # sudo: who works in which company, and who manages, is no secret here.
        segment, manager = self.sudo(), self.env.ref("despacho_crm.group_manager").sudo()
        user, company = segment.user_id, segment.company_id
        if user.active and user.has_group("despacho_crm.group_user") and (not company or company in user.company_ids):
            return user.with_env(self.env)
        managers = manager.all_user_ids.filtered(lambda user: not company or company in user.company_ids).sorted("id")
        return (managers[:1] or self.env.ref("base.user_root")).with_env(self.env)

    def _partners_of(self, user):
        """Return ``res.partner`` as ``user`` sees it in the company of the segment."""
        self.ensure_one()
        # sudo: one's companies, and that of the segment, whatever the rules
        theirs, own = user.sudo().company_ids, self.sudo().company_id
        companies = (own & theirs) or theirs
        partners = self.env["res.partner"].with_user(user).with_context(active_test=True, tz=user.tz, lang=user.lang)
        return partners.with_context(allowed_company_ids=companies.ids)

    def _check_query(self, user, domain):
        """Raise, in words, when ``user`` may not ask for that or the database does not understand it."""
        partners = self._partners_of(user)
        forbidden = self.env._(
            "The definition asks for something that %(user)s may not see: take that condition away, or "
            "let somebody who sees it answer for the segment.",
            user=user.sudo().name,  # sudo: the name of a colleague
        )
        with self._in_words(forbidden):
            self.env.execute_query(SQL("EXPLAIN %s", partners._search(self._wanted_domain(domain)).select()))

    @contextmanager
    def _in_words(self, forbidden):
        """Say in words why what is asked for meanwhile cannot be: ``forbidden`` where the user may not see it."""
        try:
            with self.env.cr.savepoint(flush=False), mute_logger("odoo.sql_db"):
                yield
        except AccessError as error:
            raise ValidationError(forbidden) from error
        except MISTAKES as error:
            raise ValidationError(
                self.env._("One of the conditions has a value that does not suit it: look at them again.")
            ) from error

    # What the screen asks for while somebody writes it

    @api.model
    @api.readonly
    def preview(self, domain, company_id=False, with_contacts=False, segment_id=False):
        """Return {count, sample: [[id, name, city]], message} of a definition that is being written.

        As the user who looks sees it. ``message``: what is still missing, instead of the others.
        """
        self.check_access("read")
        segment = self.browse(segment_id).exists()._filtered_access("read")
        try:
            parsed = self._parse(domain)
            self._check_complete(parsed)
            self._asked_segments(parsed)
            company = self.env["res.company"].browse(company_id or [])
            wanted = parsed & self._base_domain(company, with_contacts)
            if segment:
                wanted = (wanted | segment._hand_domain("in")) & ~segment._hand_domain("out")
            return {"message": False, **self._counted(wanted)}
        except ValidationError as error:
            return {"message": str(error), "count": 0, "sample": []}

    @api.model
    def _counted(self, wanted):
        """Return the count and a sample of ``wanted``, as the user sees it."""
        partners = self.env["res.partner"]
        with self._in_words(self.env._("It asks for something that you may not see: take that condition away.")):
            count = partners.search_count(wanted)
            sample = partners.search_fetch(wanted, ["complete_name", "city"], limit=_SAMPLE, order="complete_name")
        return {
            "count": count,
            "sample": [[partner.id, partner.complete_name or "", partner.city or ""] for partner in sample],
        }

    @api.model
    def _get_used_fields(self):
        """Return {field of the contact: number of active segments whose definition asks for it}."""
        used = Counter()
        # sudo: only numbers come out, also of the segments that others keep for themselves.
        for segment in self.sudo().search([("kind", "=", "live")]):
            try:
                names = {path[0].name for _condition, path in self._conditions(self._parse(segment.domain))}
            except ValidationError:  # told when it is brought up to date
                continue
            used.update({SINCE.get(name, name) for name in names})
        return dict(used)
