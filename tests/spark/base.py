# ruff: noqa: F821 -- Odoo's shell gives it `env`
# Odoo's shell runs this: a hundred thousand contacts of which one in ten is the duplicate of another, with what makes
# comparing them hard, as the engine of the nightly job finds them.
import json
import sys

from odoo.modules.module import get_module_path

sys.path.insert(0, get_module_path("despacho_crm") + "/../tests/benchmarks")
import matching_base

SIZE = 100_000

records, holders = zip(*matching_base.generated(SIZE), strict=True)
ids = matching_base.fill(env, list(records))
other_firm = env["res.company"].create({"name": "Otra firma"})
stage = env["crm.stage"].search([], limit=1)


def change(values, some):
    """Write SQL ``values`` in ``some`` contacts, without what the ORM would do for each."""
    env.cr.execute(f"UPDATE res_partner SET {values} WHERE id = ANY(%s)", [list(some)])


# People among the companies, contacts of each firm and of both, several phones of which others have some.
change("is_company = FALSE", ids[::5])
change(f"company_id = {other_firm.id}", ids[1::7])
change(f"company_id = {env.company.id}", ids[2::7])
change("phone = phone || ' / 93' || LPAD((MOD(id, 9000) * 7)::text, 7, '0')", ids[::11])
change("phone = '910000002 / 910000003'", ids[2000:2020])
change("phone = '910000002'", ids[2020:2025])
# NIFs: of one holder in six; one that a whole office typed, of different people and of the same.
with_nif = [(number, f"{holder:08d}Z") for number, holder in zip(ids, holders, strict=True) if holder % 6 == 0]
env.cr.execute(
    "UPDATE res_partner SET personal_nif = nif FROM UNNEST(%s::int[], %s::text[]) AS new (number, nif) "
    "WHERE id = number",
    list(map(list, zip(*with_nif, strict=True))),
)
change("personal_nif = '99999999R'", ids[500:545])
change("personal_nif = '88888888Y', name = 'Juan Prueba Común'", ids[600:645])
# An adviser's phone and e-mail, the domain of a group, and administrators of comunidades.
change("phone = '910000001'", ids[1000:1060])
change("email = 'gestor@gestoria.example'", ids[3000:3060])
change("email = id || '@grupo.example'", ids[4000:4080])
change("name = 'Comunidad de Propietarios'", ids[5000:7000])
change(
    "name = 'Comunidad de Propietarios Calle Mayor ' || MOD(id, 40), phone = '944000001', street = 'Calle Mayor 4', "
    "zip = '48001'",
    ids[7000:7200],
)
# Those who work in a company, and its addresses.
change(
    f"parent_id = {ids[0]}, commercial_partner_id = {ids[0]}, is_company = FALSE, "
    "type = CASE WHEN MOD(id, 3) = 0 THEN 'invoice' ELSE 'contact' END",
    ids[8000:8040],
)
change("parent_id = id - 1, commercial_partner_id = id - 1, is_company = FALSE", ids[8101:8200:2])
change("commercial_partner_id = COALESCE(commercial_partner_id, id)", ids)
# Leads of those who are there.
env.cr.execute(
    """
    INSERT INTO crm_lead (name, partner_name, phone, email_from, zip, street, type, stage_id, active, company_id,
                          write_date)
    SELECT 'Lead', name, phone, email, zip, street, 'lead', %s, TRUE, company_id, NOW() AT TIME ZONE 'UTC'
      FROM res_partner WHERE id = ANY(%s)
    """,
    [stage.id, ids[9000:29000:10]],
)
env.invalidate_all()
matching_base.read_all(env, env["despacho.match.record"]._stale_ids())
env["despacho.match.engine"]._match()
# What the engine finds is put aside; of what is proposed, some is decided, the rest forgotten, and one pair is wrong.
env.cr.execute(
    """
    CREATE TABLE engine_pair AS SELECT * FROM despacho_match_pair;
    UPDATE despacho_match_pair SET state = 'rejected' WHERE MOD(id, 50) = 0;
    DELETE FROM despacho_match_pair WHERE state = 'proposed';
    INSERT INTO despacho_match_pair (partner_id, other_id, state, band, score, create_date)
    VALUES (%s, %s, 'proposed', 'review', 1, NOW() AT TIME ZONE 'UTC');
    INSERT INTO despacho_match_pending SELECT partner_id FROM despacho_match_record ON CONFLICT DO NOTHING
    """,
    [ids[90000], ids[90007]],
)
env.cr.commit()
print("RESULT", json.dumps({"records": len(ids)}))
