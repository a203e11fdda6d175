from odoo import api, models
from odoo.tools import SQL

from .despacho_merge_catalog import Column


class DespachoMerge(models.Model):
    """What names a contact in other ways than a foreign key, and the pairs and accounts of the joined."""

    _inherit = "despacho.merge"

    @api.model
    def _map_sql(self, triples):
        merges, sources, targets = (list(part) for part in zip(*triples, strict=True))
        return SQL(
            "UNNEST(%s::int[], %s::int[], %s::int[]) AS map (merge_id, source_id, target_id)", merges, sources, targets
        )

    @api.model
    def _change_sql(self, table, changed, kind, statement_names):
        """Return the INSERT of the journal from ``changed`` (merge_id, id, before, after)."""
        return SQL(
            """
            INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
            SELECT merge_id, %s, %s, id, %s, before, after FROM %s ORDER BY id
            """,
            kind,
            table,
            statement_names,
            changed,
        )

    @api.model
    def _move_accounts(self, triples, tally):
        """Where both have one bank account, its payments pass to the survivor's, and the other is archived."""
        accounts = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (mine.id) map.merge_id, mine.id, twin.id
                  FROM %s
                  JOIN res_partner_bank mine ON mine.partner_id = map.source_id
                  JOIN res_partner_bank twin ON twin.partner_id = map.target_id
                   AND twin.sanitized_acc_number = mine.sanitized_acc_number
                 ORDER BY mine.id, twin.id
                """,
                self._map_sql(triples),
            )
        )
        if not accounts:
            return
        for column in self._columns_of("res.partner.bank"):
            self._move_column(column, accounts, tally, "res.partner.bank")
        self._move_references("res.partner.bank", accounts, tally)
        self.env.cr.execute(
            SQL(
                """
                WITH done AS (
                    UPDATE res_partner_bank bank SET active = FALSE FROM %(map)s
                     WHERE bank.id = map.source_id AND bank.active
                    RETURNING map.merge_id, bank.id, 'true'::jsonb AS before, 'false'::jsonb AS after
                ) %(line)s
                """,
                map=self._map_sql(accounts),
                line=self._change_sql("res_partner_bank", SQL("done"), "value", "active"),
            )
        )

    @api.model
    def _move_references(self, model, triples, tally):
        """Reference fields hold «model,id»."""
        for owner, field in self._stored_fields("reference"):
            name = SQL.identifier("item", field.name)
            found = self.env.execute_query(
                SQL(
                    """
                    WITH done AS (
                        UPDATE %(table)s AS item SET %(column)s = %(prefix)s || map.target_id FROM %(map)s
                         WHERE %(name)s = %(prefix)s || map.source_id
                        RETURNING map.merge_id, item.id, TO_JSONB(%(prefix)s || map.source_id) AS before,
                                  TO_JSONB(%(prefix)s || map.target_id) AS after
                    ), line AS (%(line)s)
                    SELECT merge_id, ARRAY_AGG(id), 0 FROM done GROUP BY merge_id
                    """,
                    table=SQL.identifier(owner._table),
                    column=SQL.identifier(field.name),
                    name=name,
                    prefix=SQL("%s::text", f"{model},"),
                    map=self._map_sql(triples),
                    line=self._change_sql(owner._table, SQL("done"), "move", field.name),
                )
            )
            tally.add(Column(owner._table, field.name), found)

    @api.model
    def _move_company_dependent(self, model, triples):
        """Fields with a value for each company hold {company: id}."""
        for field in self.env.registry.many2one_company_dependents[model]:
            table = self.env[field.model_name]._table
            self.env.cr.execute(
                SQL(
                    """
                    WITH found AS (
                        SELECT item.id, entry.key, map.* FROM %(table)s AS item
                         CROSS JOIN LATERAL jsonb_each_text(item.%(column)s) AS entry
                          JOIN %(map)s ON entry.value = map.source_id::text
                         WHERE item.%(column)s IS NOT NULL
                    ), done AS (
                        UPDATE %(table)s AS item SET %(column)s = item.%(column)s || new.part
                          FROM (SELECT id, jsonb_object_agg(key, target_id) AS part FROM found GROUP BY id) AS new
                         WHERE item.id = new.id
                    ), change AS (
                        SELECT merge_id, id, jsonb_build_object(key, source_id) AS before,
                               jsonb_build_object(key, target_id) AS after
                          FROM found
                    ) %(line)s
                    """,
                    table=SQL.identifier(table),
                    column=SQL.identifier(field.name),
                    map=self._map_sql(triples),
                    line=self._change_sql(table, SQL("change"), "key", field.name),
                )
            )

    @api.model
    def _move_defaults(self, model, triples):
        """Default values that name a source."""
        self.env.cr.execute(
            SQL(
                """
                WITH done AS (
                    UPDATE ir_default item SET json_value = map.target_id::text
                      FROM %(map)s, ir_model_fields field
                     WHERE field.id = item.field_id AND field.ttype = 'many2one' AND field.relation = %(model)s
                       AND item.json_value = map.source_id::text
                    RETURNING map.merge_id, item.id, TO_JSONB(map.source_id::text) AS before,
                              TO_JSONB(map.target_id::text) AS after
                ), line AS (%(line)s)
                SELECT FROM done
                """,
                map=self._map_sql(triples),
                model=model,
                line=self._change_sql("ir_default", SQL("done"), "move", "json_value"),
            )
        )
        if self.env.cr.rowcount:
            self.env.registry.clear_cache()

    @api.model
    def _move_pairs(self, triples):
        """Pairs among the joined are done with; «not the same» of a source holds for the survivor.

        What is only proposed about a source and somebody else is withdrawn: the survivor,
        changed, is compared again.
        """
        self.env["despacho.match.pair"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                WITH map AS MATERIALIZED (SELECT * FROM %(map)s),
                member AS (
                    SELECT merge_id, source_id AS id, target_id FROM map
                     UNION SELECT merge_id, target_id, target_id FROM map
                ), inner_pair AS (
                    SELECT pair.id, pair.state, one.merge_id FROM despacho_match_pair pair
                      JOIN member one ON one.id = pair.partner_id
                      JOIN member two ON two.id = pair.other_id AND two.merge_id = one.merge_id
                ), done AS (
                    UPDATE despacho_match_pair pair SET state = 'merged'
                      FROM inner_pair WHERE pair.id = inner_pair.id AND pair.state <> 'merged'
                ), said AS (
                    SELECT DISTINCT ON (target_id, other) * FROM (
                        SELECT map.merge_id, map.target_id, pair.state, pair.company_id, pair.decided_by_id,
                               pair.decided_on, side.other
                          FROM map
                          JOIN despacho_match_pair pair ON map.source_id IN (pair.partner_id, pair.other_id)
                         CROSS JOIN LATERAL (SELECT CASE WHEN pair.partner_id = map.source_id
                                                         THEN pair.other_id ELSE pair.partner_id END AS other) AS side
                         WHERE pair.state = 'rejected' AND pair.id NOT IN (SELECT id FROM inner_pair)
                    ) AS every
                     ORDER BY target_id, other, decided_on DESC
                ), again AS (
                    SELECT pair.id, pair.state, said.merge_id FROM said
                      JOIN despacho_match_pair pair ON pair.partner_id = LEAST(said.other, said.target_id)
                       AND pair.other_id = GREATEST(said.other, said.target_id)
                     WHERE pair.state <> 'rejected'
                ), held AS (
                    UPDATE despacho_match_pair pair SET state = 'rejected' FROM again WHERE pair.id = again.id
                ), added AS (
                    INSERT INTO despacho_match_pair
                           (partner_id, other_id, state, company_id, decided_by_id, decided_on, create_date, write_date)
                    SELECT LEAST(other, target_id), GREATEST(other, target_id), state, company_id, decided_by_id,
                           decided_on, decided_on, decided_on
                      FROM said
                    ON CONFLICT (partner_id, other_id) DO NOTHING
                    RETURNING id, partner_id, other_id
                ), gone AS (
                    DELETE FROM despacho_match_pair pair USING map
                     WHERE map.source_id IN (pair.partner_id, pair.other_id) AND pair.state = 'proposed'
                       AND pair.id NOT IN (SELECT id FROM inner_pair)
                    RETURNING pair.*, map.merge_id
                )
                INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
                SELECT merge_id, 'value', 'despacho_match_pair', id, 'state', TO_JSONB(state), TO_JSONB('merged'::text)
                  FROM inner_pair WHERE state <> 'merged'
                UNION ALL
                SELECT merge_id, 'value', 'despacho_match_pair', id, 'state', TO_JSONB(state),
                       TO_JSONB('rejected'::text)
                  FROM again
                UNION ALL
                SELECT said.merge_id, 'insert', 'despacho_match_pair', added.id, NULL, NULL, NULL
                  FROM added JOIN said ON said.target_id IN (added.partner_id, added.other_id)
                   AND said.other IN (added.partner_id, added.other_id)
                UNION ALL
                SELECT DISTINCT ON (gone.id) merge_id, 'delete', 'despacho_match_pair', gone.id, NULL,
                       TO_JSONB(gone.*) - 'merge_id', NULL::jsonb
                  FROM gone
                """,
                map=self._map_sql(triples),
            )
        )
        self.env["despacho.match.pair"].invalidate_model(flush=False)
