from psycopg2.extras import Json

from odoo import api, fields, models
from odoo.tools import SQL

from .despacho_merge_values import ADDRESS


class DespachoMerge(models.Model):
    """The survivors get their values, and what follows from them is brought up to date, all at once."""

    _inherit = "despacho.merge"

    def _write_plans(self, plans, tally, recorder):
        """Give the survivor of each joining what its :class:`Plan` says."""
        survivors = self.partner_id
        before = {partner.id: partner.nif_key for partner in survivors}
        pending = survivors.filtered("nif_deadline")
        self._write_sums(plans)
        self._write_json(plans)
        for merge, plan in zip(self, plans, strict=True):
            if plan.image_of:
                merge._swap_image(merge.partner_id.id, plan.image_of)
            if plan.former:
                merge._insert_former(merge.partner_id.id, plan.former)
        self._write_each(
            {merge.partner_id: plan.values for merge, plan in zip(self, plans, strict=True) if plan.values}
        )
        for merge, plan in zip(self, plans, strict=True):
            if plan.parent_id:
                merge.partner_id.write({"parent_id": plan.parent_id})
        self._sync_children(plans, tally)
        changed = survivors.filtered(lambda partner: before[partner.id] != partner.nif_key)
        if changed:
            changed._nif_tell_establishments({partner.id: before[partner.id] for partner in changed})
            changed._nif_tell_leads()
        self._release_collisions(plans, recorder)
        ended = survivors.filtered(lambda partner: partner.nif_exemption_reason and partner.nif_state == "valid")
        self._write_each({partner: {"nif_exemption_reason": False} for partner in ended})
        self._close_nif_activities(pending.filtered(lambda partner: not partner.nif_deadline), recorder)

    @api.model
    def _write_each(self, values):
        """Write {record: values} and let what follows be computed once for all.

        What Odoo does above its lowest ``write`` (tracking, checks of what is typed, copies
        to contacts...) is for whoever types. Constraints hold.
        """
        if not values:
            return
        records = next(iter(values)).browse([record.id for record in values])
        simple = {}
        for record, own in values.items():
            if any(records._fields[name].compute or records._fields[name].inverse for name in own):
                models.BaseModel.write(record, own)
            else:
                simple[record] = own
        if not simple:
            return
        records = records.browse([record.id for record in simple])
        names = sorted({name for own in simple.values() for name in own})
        records.modified([name for name in names if records._fields[name].relational], before=True)
        for record, own in simple.items():
            for name, value in own.items():
                records._fields[name].write(record.with_prefetch(records._ids), value)
        records.modified(names)
        records._validate_fields(names)

    def _sync_children(self, plans, tally):
        """Let people have the numbers, and those who are where their company is the address, of the survivor."""
        moved = set(tally.rows.get(("res_partner", "parent_id"), ()))
        commercial = [
            name
            for name in self.env["res.partner"]._commercial_fields()
            if not self.env["res.partner"]._fields[name].company_dependent
        ]
        changed = {
            merge.partner_id: bool(plan.values.keys() & {*ADDRESS})
            for merge, plan in zip(self, plans, strict=True)
            if moved or plan.values.keys() & {*ADDRESS, *commercial}
        }
        if not changed:
            return
        people = self.env["res.partner"].search([("parent_id", "in", [partner.id for partner in changed])])
        arrived = people.filtered(lambda person: person.id in moved)
        arrived.modified(["parent_id"])
        people = people.filtered(lambda person: not person.is_company)
        values = {}
        for person in people:
            company = person.parent_id
            names = [*commercial]
            if person.type == "contact" and (person.id in moved or changed[company]):
                names += [name for name in ADDRESS if name in company._address_fields()] if company.street else []
            if company.commercial_partner_id != company:
                names = [name for name in names if name not in commercial]
            own = {name: company[name] for name in names if person[name] != company[name]}
            if own:
                values[person] = {
                    name: person._fields[name].convert_to_write(value, person) for name, value in own.items()
                }
        self._write_each(values)
        for person in people.child_ids.parent_id:
            person._commercial_sync_to_descendants()

    def _write_sums(self, plans):
        """Add up amounts."""
        for name in self._sum_fields():
            new = SQL("COALESCE(partner.%s, 0) + given.value", SQL.identifier(name))
            totals = [plan.sums.get(name) or None for plan in plans]
            self._write_column("sum", name, totals, SQL("numeric[]"), new)

    def _write_json(self, plans):
        """Put together the columns that hold several values."""
        for name in self._json_fields():
            values = [Json(plan.json[name]) if name in plan.json else None for plan in plans]
            self._write_column("value", name, values, SQL("jsonb[]"), SQL("given.value"))

    def _write_column(self, kind, name, values, types, new):
        """Write ``new`` where the survivors have one of ``values``, None for those that keep theirs, and note it."""
        rows = [
            (merge.id, merge.partner_id.id, value)
            for merge, value in zip(self, values, strict=True)
            if value is not None
        ]
        if not rows:
            return
        merges, ids, given = map(list, zip(*rows, strict=True))
        self.env.cr.execute(
            SQL(
                """
                WITH given AS (
                    SELECT given.*, partner.%(name)s AS old
                      FROM UNNEST(%(merges)s::int[], %(ids)s::int[], %(given)s::%(types)s)
                           AS given (merge_id, id, value)
                      JOIN res_partner partner ON partner.id = given.id
                ), done AS (
                    UPDATE res_partner partner SET %(name)s = %(new)s FROM given WHERE partner.id = given.id
                    RETURNING partner.id, partner.%(name)s AS own
                )
                INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
                SELECT merge_id, %(kind)s, 'res_partner', id, %(label)s, COALESCE(TO_JSONB(old), 'null'), TO_JSONB(own)
                  FROM given JOIN done USING (id)
                """,
                name=SQL.identifier(name),
                merges=merges,
                ids=ids,
                given=given,
                types=types,
                new=new,
                kind=kind,
                label=name,
            )
        )
        self.env["res.partner"].invalidate_model([name], flush=False)

    def _swap_image(self, survivor_id, source_id):
        """Let the survivor have the picture of a source, and the source the survivor's."""
        self.env.cr.execute(
            SQL(
                """
                WITH done AS (
                    UPDATE ir_attachment
                       SET res_id = CASE res_id WHEN %(one)s THEN %(two)s ELSE %(one)s END
                     WHERE res_model = 'res.partner' AND res_field LIKE 'image%%' AND res_id IN (%(one)s, %(two)s)
                    RETURNING id, res_id
                )
                INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
                SELECT %(merge)s, 'value', 'ir_attachment', id, 'res_id',
                       TO_JSONB(CASE res_id WHEN %(one)s THEN %(two)s ELSE %(one)s END), TO_JSONB(res_id)
                  FROM done ORDER BY id
                """,
                one=SQL("%s::int", survivor_id),
                two=SQL("%s::int", source_id),
                merge=self.id,
            )
        )
        self.env["res.partner"].invalidate_model([f"image_{size}" for size in (1920, 1024, 512, 256, 128)], flush=False)

    def _insert_former(self, survivor_id, keys):
        """Keep the numbers that the joined had: they stay on old papers, and are searched for."""
        self.env.cr.execute(
            SQL(
                """
                WITH added AS (
                    INSERT INTO despacho_former_nif
                           (partner_id, nif_key, reason, date, create_uid, create_date, write_uid, write_date)
                    SELECT %(partner)s, key, 'merger', %(today)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                      FROM UNNEST(%(keys)s) AS key
                    ON CONFLICT (partner_id, nif_key) DO NOTHING
                    RETURNING id
                )
                INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id)
                SELECT %(merge)s, 'insert', 'despacho_former_nif', id FROM added
                """,
                partner=survivor_id,
                today=fields.Date.context_today(self),
                uid=self.env.uid,
                now=self.env.cr.now(),
                keys=keys,
                merge=self.id,
            )
        )
        self.env["despacho.former.nif"].invalidate_model(flush=False)

    def _release_collisions(self, plans, recorder):
        """Whoever is alone with its number now is held by the rule again, others than the joined too."""
        keys = {key: merge.id for merge, plan in zip(self, plans, strict=True) for key in plan.colliding}
        if not keys:
            return
        for partner in self.env["res.partner"].search([("nif_key", "in", list(keys)), ("nif_collision", "=", True)]):
            recorder.owners.setdefault(("res_partner", partner.id), keys[partner.nif_key])
        self.env.flush_all()
        self.env["res.partner"]._nif_release_collisions(keys)

    @api.model
    def _close_nif_activities(self, partners, recorder):
        """The number is there: nobody is asked for it any more."""
        if not partners:
            return
        activities = self.env["mail.activity"].search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", partners.ids),
                ("activity_type_id", "=", self.env.ref("despacho_crm.mail_activity_type_nif").id),
                ("active", "=", True),
            ]
        )
        for activity in activities:
            recorder.owners[activity._table, activity.id] = recorder.owner("res_partner", activity.res_id)
        models.BaseModel.write(
            activities,
            {
                "active": False,
                "date_done": fields.Date.context_today(self),
                "feedback": self.env._("The NIF is complete."),
            },
        )
