from odoo import api, models
from odoo.tools import SQL

from ...tools import cnae_tree, municipality, territory
from ...tools.census_words import words


class DespachoOfficial(models.AbstractModel):
    """Reads the official tables that the addon ships: activities, their correspondence, places.

    It is done at each installation and update of the addon. It adds what is new and writes what changed, and
    takes nothing away, for contacts may have it.
    """

    _name = "despacho.official"
    _description = "Official tables"

    @api.model
    def _load(self):
        """Bring all the official tables up to date. Done twice, it changes nothing."""
        for year in cnae_tree.YEARS:
            self._load_cnae(year)
        self._load_correspondence()
        self._load_regions()
        self._load_municipalities()

    @api.model
    def _load_cnae(self, year):
        entries = cnae_tree.tree(year)
        self._upsert(
            "despacho.cnae",
            ("code", "year", "level", "name", "words"),
            ("year", "code"),
            [
                (code, year, entry.level, entry.title, _words(f"{entry.title} {cnae_tree.everyday(code, year)}"))
                for code, entry in entries.items()
            ],
        )
        self.env.cr.execute(
            SQL(
                """
                WITH given AS (
                    SELECT item.id, above.id AS parent_id, sector.id AS sector_id
                      FROM UNNEST(%(codes)s::text[], %(parents)s::text[], %(sectors)s::text[])
                           AS given (code, parent, sector)
                      JOIN despacho_cnae item ON item.year = %(year)s AND item.code = given.code
                      LEFT JOIN despacho_cnae above ON above.year = %(year)s AND above.code = given.parent
                      LEFT JOIN despacho_cnae sector ON sector.year = %(year)s AND sector.code = given.sector
                )
                UPDATE despacho_cnae item SET parent_id = given.parent_id, sector_id = given.sector_id
                  FROM given
                 WHERE item.id = given.id
                   AND (item.parent_id, item.sector_id) IS DISTINCT FROM (given.parent_id, given.sector_id)
                """,
                year=year,
                codes=list(entries),
                parents=[entry.parent or None for entry in entries.values()],
                sectors=[cnae_tree.sector(code, year) or None for code in entries],
            )
        )
        if self.env.cr.rowcount:
            self.env["despacho.cnae"]._parent_store_compute()
        self.env["despacho.cnae"].invalidate_model(flush=False)

    @api.model
    def _load_correspondence(self):
        pairs = [(old, new) for old in cnae_tree.tree("2009") for new in cnae_tree.successors(old)]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_cnae_successor_rel (cnae_2009_id, cnae_2025_id)
                SELECT old.id, new.id
                  FROM UNNEST(%s::text[], %s::text[]) AS pair (old, new)
                  JOIN despacho_cnae old ON old.year = '2009' AND old.code = pair.old
                  JOIN despacho_cnae new ON new.year = '2025' AND new.code = pair.new
                ON CONFLICT DO NOTHING
                """,
                *(list(part) for part in zip(*pairs, strict=True)),
            )
        )
        self.env["despacho.cnae"].invalidate_model(["successor_ids", "predecessor_ids"], flush=False)

    @api.model
    def _load_regions(self):
        regions = territory.REGIONS.values()
        self._upsert("despacho.region", ("code", "name"), ("code",), [(one.number, one.name) for one in regions])
        pairs = [(territory.PROVINCES[number].code, one.number) for one in regions for number in one.provinces]
        self.env["res.country.state"].flush_model(["region_id"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_country_state state SET region_id = region.id
                  FROM UNNEST(%s::text[], %s::text[]) AS pair (province, region)
                  JOIN despacho_region region ON region.code = pair.region
                 WHERE state.code = pair.province AND state.country_id = %s
                   AND state.region_id IS DISTINCT FROM region.id
                """,
                *(list(part) for part in zip(*pairs, strict=True)),
                self.env.ref("base.es").id,
            )
        )
        self.env["res.country.state"].invalidate_model(["region_id"], flush=False)

    @api.model
    def _load_municipalities(self):
        states = self.env["res.country.state"].search([("country_id", "=", self.env.ref("base.es").id)])
        by_code = {state.code: state.id for state in states}
        rows = [
            (
                place.code,
                place.name,
                _words(place.name),
                by_code.get(territory.PROVINCES[place.code[:2]].code),
                "".join(f" {postcode}" for postcode in place.postcodes),
            )
            for place in municipality.municipalities().values()
        ]
        self._upsert("despacho.municipality", ("code", "name", "words", "state_id", "postcodes"), ("code",), rows)
        self.env.registry.clear_cache("stable")  # which id each number has

    @api.model
    def _upsert(self, model, names, keys, rows):
        """Insert ``rows``, tuples of ``names``, in the table of ``model``; write what changed, by ``keys``."""
        Model = self.env[model]
        Model.flush_model()
        columns = [SQL.identifier(name) for name in names]
        others = [SQL.identifier(name) for name in names if name not in keys]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %(table)s AS item (%(columns)s)
                SELECT %(cast)s FROM UNNEST(%(values)s) AS given (%(columns)s)
                ON CONFLICT (%(keys)s) DO UPDATE SET (%(others)s) = ROW(%(new)s)
                 WHERE (%(old)s) IS DISTINCT FROM (%(new)s)
                """,
                table=SQL.identifier(Model._table),
                columns=SQL(", ").join(columns),
                cast=SQL(", ").join(
                    SQL("given.%s::%s", name, SQL.identifier(Model._fields[field].column_type[0]))
                    for name, field in zip(columns, names, strict=True)
                ),
                values=SQL(", ").join(
                    SQL("%s::text[]", [None if value is None else str(value) for value in part])
                    for part in zip(*rows, strict=True)
                ),
                keys=SQL(", ").join(SQL.identifier(name) for name in keys),
                others=SQL(", ").join(others),
                new=SQL(", ").join(SQL("EXCLUDED.%s", name) for name in others),
                old=SQL(", ").join(SQL("item.%s", name) for name in others),
            )
        )
        Model.invalidate_model(flush=False)


def _words(text):
    """Return the words of ``text``, each with a space before it, by which its beginning is found."""
    return "".join(f" {word}" for word in words(text))
