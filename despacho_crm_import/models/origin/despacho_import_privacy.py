from odoo import api, fields, models

from ...tools.people import is_person


class DespachoImport(models.Model):
    """Persons whose data come in a file that they did not give are to be informed (art. 14 RGPD)."""

    _inherit = "despacho.import"

    given_by_persons = fields.Boolean(
        string="The persons themselves gave these data",
        compute="_compute_given_by_persons",
        store=True,
        readonly=False,
        tracking=True,
        help="Such as clients who filled in their own data. Without this mark, the persons that are new come to the "
        "list of those to be informed: the law gives one month to tell them where their data come from.",
    )
    privacy_notice_count = fields.Integer(string="To be informed", compute="_compute_privacy_notice_count")

    @api.depends("source_kind")
    def _compute_given_by_persons(self):
        for record in self:
            record.given_by_persons = record.source_kind == "billing"

    def _compute_privacy_notice_count(self):
        counts = dict(
            self.env["despacho.privacy.notice"]._read_group(
                [("import_id", "in", self.ids), ("state", "=", "pending")], ["import_id"], ["__count"]
            )
        )
        for record in self:
            record.privacy_notice_count = counts.get(record._origin, 0)

    def action_view_privacy_notices(self):
        """Open who has to be informed because of this file."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_privacy_notices")
        return {**action, "domain": [("import_id", "=", self.id)]}

    def _prepare_part_values(self):
        return {**super()._prepare_part_values(), "given_by_persons": self.given_by_persons}

    def _tell_privacy(self, rows, recorder):
        """Have the persons who are new with ``rows`` informed, unless they gave the data themselves.

        ``recorder``: what the rows did in the base.
        """
        if self.given_by_persons:
            return
        partners = self.env["res.partner"].browse(recorder.created.get("res.partner", ()))
        # What hangs from a new contact came with the row of its company.
        by_partner = {row.partner_id.id: row for row in rows if row.partner_id}
        words, sources, persons = self._get_data_source(), {}, []
        for partner in partners:
            row = by_partner.get(partner.id) or by_partner.get(partner.parent_id.id)
            if partner.is_company:
                values = row and partner == row.partner_id and row.cleaned or {}
                # With a NIF, that says it.
                if not values or "nif" in values or not is_person(values):
                    continue
                persons.append(partner.id)
            sources[partner.id] = words(row)
        # sudo: whoever imports leaves the trace of it
        notices = self.env["despacho.privacy.notice"].sudo()
        notices._start(sources, self.company_id, self.source_date, persons, import_id=self.id)
        if leads := {*recorder.created.get("crm.lead", ()), *recorder.get_completed("crm.lead", "contact_name")}:
            told = {
                row.lead_id.id: words(row)
                for row in rows
                if row.lead_id.id in leads and row.lead_id._privacy_is_person()
            }
            notices._start_leads(told, self.company_id, self.source_date, import_id=self.id)
        if named := rows._get_named_further():
            self._tell_named(notices, named, {row.lead_id.id: words(row) for row in reversed(rows)})

    def _tell_named(self, notices, named, sources):
        """Have whom further rows of leads name wait with these: ``named`` is [(lead id, name)].

        ``sources``: {lead id: where its data come from}.
        """
        sources = {lead_id: sources[lead_id] for lead_id, __ in named}
        notices._start_leads(sources, self.company_id, self.source_date, import_id=self.id)
        domain = [("lead_id", "in", list(sources)), ("company_id", "=", self.company_id.id), ("state", "=", "pending")]
        waiting = {notice.lead_id.id: notice for notice in notices.search(domain)}
        for lead_id, name in named:
            notice = waiting.get(lead_id)
            if notice and name not in (notice.lead_id.contact_name, *_split(notice.people)):
                notice.people = ", ".join([*_split(notice.people), name])

    def _finish_apply(self):
        result = super()._finish_apply()
        if self.state == "done" and self.given_by_persons:
            self._end_privacy()
        elif self.state == "undone":
            # sudo: as whoever waited did before the file came
            ended = self.env["despacho.privacy.notice"].sudo().search([("given_import_id", "=", self.id)])
            ended.write({"state": "pending", "informed_on": False, "informed_by": False, "evidence": False})
            ended.given_import_id = False
        return result

    def _end_privacy(self):
        """Whoever is in the file gave their data themselves: they wait no more."""
        here = [("import_id", "=", self.id), "|", ("state", "=", "applied"), ("verdict", "=", "same")]
        waiting = [("state", "=", "pending"), ("company_id", "=", self.company_id.id)]
        # sudo: whoever imports leaves the trace of it
        notices = self.env["despacho.privacy.notice"].sudo()
        notices = notices.search([*waiting, ("partner_id.despacho_import_row_ids", "any", here)])
        notices._end("given", evidence=self.env._("They gave the data of «%(file)s»", file=self.name))
        notices.given_import_id = self

    def _get_data_source(self):
        """Return the function that says where the data of a row come from, in words for the person."""
        kind = dict(self._fields["source_kind"]._description_selection(self.env)).get(self.source_kind, "")
        whole = self.env._("%(kind)s «%(file)s»", kind=kind, file=self.name)
        row_words = self.env._("row")
        return lambda row: f"{whole}, {row_words} {row.number}" if row else whole


class DespachoImportRow(models.Model):
    _inherit = "despacho.import.row"

    @api.model
    def _note_effects(self, recorder):
        """Whoever is new is to be informed, as part of what the rows did."""
        for record, rows in self.browse(recorder.rows).grouped("import_id").items():
            record._tell_privacy(rows, recorder)
        return super()._note_effects(recorder)

    def _get_named_further(self):
        """Return [(id of the lead, name)] of the persons whom these name on the lead of an earlier row of the file."""
        named = []
        for row in self.filtered(lambda one: one.verdict == "duplicate_in_file" and one.lead_id):
            said = row.cleaned or {}
            if name := said.get("contact_name") or said.get("kind") == "person" and said.get("name"):
                named.append((row.lead_id.id, name.replace(",", " ")))
        return named

    def _forget_named(self, named):
        """Have whom these rows named on leads, {lead id: names}, wait no more."""
        # sudo: as below
        notices = self.env["despacho.privacy.notice"].sudo()
        for notice in notices.search([("lead_id", "in", list(named)), ("state", "=", "pending")]):
            left = [name for name in _split(notice.people) if name not in named[notice.lead_id.id]]
            notice.people = ", ".join(left) or False
            if not left and notice.import_id in self.import_id and not notice.lead_id._privacy_is_person():
                notice.unlink()

    def _carry_out(self, outcomes):
        rows = self._get_named_further()
        result = super()._carry_out(outcomes)
        # What a person changed since stays, and whoever is named there with it.
        back = {key: values for outcome in outcomes for key, values in outcome.back.items() if key[0] == "crm.lead"}
        named = {}
        for lead_id, name in rows:
            if "description" in back.get(("crm.lead", lead_id), ()):
                named.setdefault(lead_id, set()).add(name)
        if named:
            self._forget_named(named)
        given_back = {record_id for (_model, record_id), values in back.items() if "contact_name" in values}
        if given_back:
            # sudo: who waits because of the file waits no more, as whoever goes with it; nobody else is touched
            waiting = self.env["despacho.privacy.notice"].sudo()
            waiting = waiting.search(
                [
                    ("lead_id", "in", list(given_back)),
                    ("import_id", "in", self.import_id.ids),
                    ("state", "=", "pending"),
                ]
            )
            waiting.filtered(lambda notice: not notice.lead_id._privacy_is_person()).unlink()
        return result


class DespachoPrivacyNotice(models.Model):
    _inherit = "despacho.privacy.notice"

    import_id = fields.Many2one(
        "despacho.import", string="File", ondelete="set null", index="btree_not_null", readonly=True
    )
    given_import_id = fields.Many2one(
        "despacho.import",
        string="File in which they gave the data",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
    )


def _split(people):
    return people.split(", ") if people else []
