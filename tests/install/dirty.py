# ruff: noqa: F821 -- Odoo's shell gives it `env`
# Odoo's shell runs this before our addons are installed: the contacts of a firm that never checked a number.
import json

spain, france = env.ref("base.es"), env.ref("base.fr")
branch = env["res.company"].create({"name": "Segunda firma", "country_id": spain.id})
firm = env.ref("base.main_company")


def company(name, vat=False, **values):
    return env["res.partner"].create({"name": name, "is_company": True, "vat": vat, **values})


company("Con puntos", "B-58.378.431")
company("Con prefijo", "ESA58818501", country_id=spain.id)
env["res.partner"].create({"name": "Sin cero", "vat": "1234567-l"})
company("Control malo", "B11111111")
company("Inventado", "00000000T")
company("Sin NIF")
company("Con barra", "/")
company("Francesa", "FR23334175221", country_id=france.id)
company("Gemela uno", "B12345674")
company("Gemela con otra grafía", "ESB12345674", country_id=spain.id)
company("Gemela archivada", "b-12345674", active=False)
company("Propia y compartida, de todos", "C12345674")
company("Propia y compartida, de la firma", "C12345674", company_id=firm.id)
company("De cada una, primera", "F12345674", company_id=firm.id)
company("De cada una, segunda", "F12345674", company_id=branch.id)
mother = company("Casa madre", "G12345674")
company("Sucursal de la casa madre", "G-12345674", parent_id=mother.id)
env["res.partner"].create({"name": "Contacto de la casa madre", "parent_id": mother.id})
client = env["res.partner"].search([("name", "=", "Gemela uno")])
env["crm.lead"].create({"name": "Asunto de antes", "partner_id": client.id})
journal = env["account.journal"].search([("type", "=", "sale"), ("company_id", "=", firm.id)], limit=1)
line = {"name": "Asesoría", "price_unit": 90, "tax_ids": False}
invoice = env["account.move"].create(
    {
        "move_type": "out_invoice",
        "partner_id": env["res.partner"].search([("name", "=", "Sin NIF")]).id,
        "journal_id": journal.id,
        "invoice_line_ids": [(0, 0, line)],
    }
)
invoice.action_post()
counts = {
    model: env[model].with_context(active_test=False).search_count([])
    for model in ("res.partner", "crm.lead", "account.move", "sale.order", "res.users")
}
env.cr.commit()
print("RESULT", json.dumps({"counts": counts}))
