from psycopg2.extras import Json

from odoo import api, fields, models
from odoo.tools import SQL


class DespachoMerge(models.Model):
    """The survivor gets its values, and what follows from them is brought up to date."""

    _inherit = "despacho.merge"

    def _write_plan(self, plan):
        """Give the survivor of this joining what :class:`Plan` says."""
        survivor = self.partner_id
        if plan.sums or plan.json:
            self._write_columns(survivor, plan)
        if plan.image_of:
            self._swap_image(survivor.id, plan.image_of)
        pending = survivor.nif_deadline
        key = survivor.nif_key
        if plan.values:
            # Odoo's own write: what the ones above it do (tracking, checks of what is typed, copies
            # to contacts...) is for whoever types; what follows from the values is computed all the same.
            models.BaseModel.write(survivor, plan.values)
        if plan.parent_id:
            survivor.write({"parent_id": plan.parent_id})
        moved = survivor.child_ids.filtered(lambda child: child.id in self._recorded_children())
        if moved:
            moved.modified(["parent_id"])
            survivor._commercial_sync_to_descendants()
            address = survivor._get_address_values()
            if address:
                moved.filtered(lambda child: child.type == "contact")._update_address(address)
        if plan.values and survivor.child_ids:
            survivor._children_sync(plan.values)
        if plan.former:
            self._insert_former(survivor.id, plan.former)
        if plan.colliding:
            self.env.flush_all()
            survivor._nif_release_collisions(plan.colliding)
        if key != survivor.nif_key:
            survivor._nif_tell_establishments({survivor.id: key})
            survivor._nif_tell_leads()
        if survivor.nif_exemption_reason and survivor.nif_state == "valid":
            models.BaseModel.write(survivor, {"nif_exemption_reason": False})
        if pending and not survivor.nif_deadline:
            self._close_nif_activities(survivor)

    def _recorded_children(self):
        """Return the ids of the contacts that passed to the survivor with this joining."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT res_id FROM despacho_merge_line
                 WHERE merge_id = %s AND table_name = 'res_partner' AND column_name = 'parent_id' AND kind = 'move'
                """,
                self.id,
            )
        )
        return {child for (child,) in rows}

    def _write_columns(self, survivor, plan):
        """Add up amounts and put together the columns that hold several values."""
        for name, total in plan.sums.items():
            self.env.cr.execute(
                SQL(
                    """
                    WITH old AS (SELECT %(name)s AS value FROM res_partner WHERE id = %(id)s),
                    done AS (
                        UPDATE res_partner SET %(name)s = COALESCE(%(name)s, 0) + %(total)s WHERE id = %(id)s
                        RETURNING %(name)s AS value
                    )
                    INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
                    SELECT %(merge)s, 'sum', 'res_partner', %(id)s, %(label)s,
                           COALESCE(TO_JSONB(old.value), 'null'), TO_JSONB(done.value)
                      FROM old, done
                    """,
                    name=SQL.identifier(name),
                    id=survivor.id,
                    total=total,
                    merge=self.id,
                    label=name,
                )
            )
        for name, value in plan.json.items():
            self.env.cr.execute(
                SQL(
                    """
                    WITH old AS (SELECT %(name)s AS value FROM res_partner WHERE id = %(id)s),
                    done AS (
                        UPDATE res_partner SET %(name)s = %(value)s WHERE id = %(id)s RETURNING %(name)s AS value
                    )
                    INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
                    SELECT %(merge)s, 'value', 'res_partner', %(id)s, %(label)s,
                           COALESCE(old.value, 'null'), done.value
                      FROM old, done
                    """,
                    name=SQL.identifier(name),
                    id=survivor.id,
                    value=Json(value),
                    merge=self.id,
                    label=name,
                )
            )
        survivor.invalidate_recordset([*plan.sums, *plan.json], flush=False)

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

    @api.model
    def _close_nif_activities(self, partner):
        """The number is there: nobody is asked for it any more."""
        activities = self.env["mail.activity"].search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "=", partner.id),
                ("activity_type_id", "=", self.env.ref("despacho_crm.mail_activity_type_nif").id),
                ("active", "=", True),
            ]
        )
        if activities:
            models.BaseModel.write(
                activities,
                {
                    "active": False,
                    "date_done": fields.Date.context_today(self),
                    "feedback": self.env._("The NIF is complete."),
                },
            )
