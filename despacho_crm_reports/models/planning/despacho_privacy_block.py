import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.mail import email_normalize_all

from odoo.addons.despacho_crm.models.dossier.sealed import ERASING
from odoo.addons.despacho_crm.tools.privacy import mentions

#: What people write in their plans in their own words: (model, field).
_WORDS = (
    ("despacho.week", "notes"),
    ("despacho.month", "remarks"),
    ("despacho.month", "conclusions"),
    ("despacho.month.line", "reason"),
    ("despacho.month.line", "deviation_reason"),
    ("despacho.growth.plan", "summary"),
    ("despacho.growth.plan", "market_words"),
    ("despacho.growth.plan.line", "name"),
    ("despacho.growth.plan.line", "why"),
    ("despacho.growth.plan.line", "note"),
)
#: The last word of a shortened name has as many letters, not to be «de la».
_LEAST_LETTERS = 3
_JOKERS, _ESCAPED = re.compile(r"([\\%_])"), r"\\\1"


class DespachoPrivacyBlock(models.Model):
    """What weeks, months and growth plans say of a person is hidden and destroyed with the rest.

    That there was something to do stays, for its count. In what people wrote in their own words, the name gives way to
    a number; whoever was named by half a name, or by what they do, is not found: nobody but a reader can.
    """

    _inherit = "despacho.privacy.block"

    #: [[model, id, field, text, text without them, mark]] of what is written again if they are shown again. Whoever
    #: answers for data protection need not read what everybody wrote in their plans.
    planned_words = fields.Json(
        readonly=True, prefetch=False, groups="base.group_system", export_string_translation=False
    )

    def _hide(self, people, leads):
        result = super()._hide(people, leads)
        # sudo: what colleagues wrote is kept for nobody to read
        self.sudo().planned_words = self._hide_in_plans(people, leads) or False
        return result

    def _undo(self, note):
        result = super()._undo(note)
        # sudo: as when they were hidden
        for block in self.sudo():
            block._show_in_plans()
        return result

    def _forget_elsewhere(self, people, leads):
        # sudo: as the rest of what is destroyed
        lines = self.env["despacho.week.line"].sudo()
        lines = lines.search(Domain("partner_id", "in", people.ids) | Domain("lead_id", "in", leads.ids))
        lines.write({"name": False, "why": False})
        # What was written since they were blocked may name them as well.
        for block in self:
            block._hide_in_plans(people, leads)
            block._hide_in_other_blocks(people, leads)
            block.planned_words = False
        return super()._forget_elsewhere(people, leads)

    def _get_mark(self):
        self.ensure_one()
        in_its_language = self.with_context(lang=self.company_id.partner_id.lang or self.env.lang)
        return in_its_language.env._("(blocked person no. %(number)s)", number=self.id)

    def _hide_in_plans(self, people, leads):
        """Put a number where plans name these people; return what was changed, as ``planned_words`` has it."""
        mark, names, changed = self._get_mark(), self._get_mentions(people, leads), []
        for model, name in _WORDS:
            # sudo: what a colleague wrote, whoever answers for data protection may see or not
            records = self.env[model].sudo()
            # ERASING: the one change that a plan takes once it is approved
            for record in records.with_context(despacho_erasing=ERASING).search([(name, "!=", False)]):
                text = record[name]
                without = self._without(model, name, text, names, mark)
                if without != text:
                    record[name] = without
                    changed.append([model, record.id, name, text, record[name], mark])
        return changed

    @api.model
    def _without(self, model, name, text, names, mark):
        """Return what a field says, with a mark in the place of the names."""
        hide = mentions.hide_in_html if self.env[model]._fields[name].type == "html" else mentions.hide
        return hide(text, names, mark)

    def _hide_in_other_blocks(self, people, leads):
        """Put the number too where what is kept of others names these people: whom they were named with."""
        mark, names = self._get_mark(), self._get_mentions(people, leads)
        for block in self.search([("planned_words", "!=", False), ("id", "!=", self.id)]):
            block.planned_words = [
                [model, number, field, *(self._without(model, field, one, names, mark) for one in texts), its_mark]
                for model, number, field, *texts, its_mark in block.planned_words
            ]

    def _show_in_plans(self):
        """Write again what was hidden; where it was changed meanwhile, the name in the place of its number."""
        name = self.partner_id.name or self.lead_id.contact_name or self.lead_id.partner_name
        for model, number, field, text, without, mark in self.planned_words or []:
            # ERASING: as when it was hidden
            record = self.env[model].with_context(despacho_erasing=ERASING).browse(number).exists()
            if record:
                # In what is HTML, Markup.replace() writes them as it is written there.
                record[field] = (
                    text if record[field] == without else (record[field] or "").replace(mark, name or mark) or False
                )
        self.planned_words = False

    def _get_mentions(self, people, leads):
        """Return by which names and addresses these people are written of."""
        # The address of a branch has a name that is nobody's: «Oficina central».
        named = people.filtered(lambda one: one.type == "contact").mapped("name")
        full = {*named, *(lead.contact_name or lead.partner_name for lead in leads)} - {False}
        # «Obrador Montsec, S.L.» is written without what it is; «Rosa Pi Soler», without the second surname.
        short = {name.partition(",")[0] for name in full} | {name.rpartition(" ")[0] for name in full}
        others = self.env["res.partner"].with_context(active_test=False).sudo()  # sudo: only whether there is one
        short = {
            name
            for name in short - full
            # «Bar de la», of «Bar de la Plaza», is said of any.
            if len((name.split() or [""])[-1]) >= _LEAST_LETTERS
            and not others.search_count(
                [("name", "=ilike", f"{_JOKERS.sub(_ESCAPED, name)}%"), ("id", "not in", people.ids)], limit=1
            )
        }
        aside = [values.get("email") for values in (self.aside or {}).values()]
        written = {*people.mapped("email"), *leads.mapped("email_from"), *aside} - {False, None}
        return full | short | {address for one in written for address in email_normalize_all(one)}
