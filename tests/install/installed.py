# ruff: noqa: F821 -- Odoo's shell gives it `env`
# Odoo's shell runs this after the installation and tells what it made of the dirty contacts.
import json

from odoo.exceptions import ValidationError

contacts = env["res.partner"].with_context(active_test=False)
names = (
    "Con puntos", "Con prefijo", "Sin cero", "Control malo", "Inventado", "Sin NIF", "Con barra", "Francesa"
)  # fmt: skip
result = {
    "counts": {
        model: env[model].with_context(active_test=False).search_count([])
        for model in ("res.partner", "crm.lead", "account.move", "sale.order", "res.users")
    }
}


def attempt(values):
    """Return the name of the error with which the creation is refused."""
    try:
        with env.cr.savepoint():
            env["res.partner"].create(values)
            env.flush_all()
    except ValidationError as error:
        return type(error).__name__
    return ""


result["misspelt"] = {
    partner.name: [partner.vat or None, partner.nif_key or None, partner.nif_state]
    for partner in contacts.search([("name", "in", names)], order="id")
}
marked = contacts.search([("nif_collision", "=", True)])
result["marked"] = sorted(marked.mapped("name"))
action = env.ref("despacho_crm.action_nif_collisions")
domain = [("nif_collision", "=", True)]
assert str(domain) in action.domain
result["listed"] = sorted(contacts.search(domain).mapped("name"))
house = contacts.search([("name", "ilike", "casa madre")])
result["unmarked"] = sorted(house.filtered(lambda p: not p.nif_collision).mapped("name"))
result["holders"] = house.filtered("nif_key").mapped("name")
result["own"] = contacts.search([("name", "like", "De cada una")]).mapped("nif_unique")
result["taken"] = attempt({"name": "Otra", "is_company": True, "vat": "a-58818501"})
result["third"] = attempt({"name": "Tercera gemela", "is_company": True, "vat": "B12345674"})
env.cr.execute("SELECT COUNT(*) FROM pg_indexes WHERE indexname = 'res_partner_nif_unique_index'")
result["index"] = bool(env.cr.fetchone()[0])
env.cr.execute("SELECT COUNT(*) FROM pg_constraint WHERE conname = 'res_partner_nif_scope'")
result["exclusion"] = bool(env.cr.fetchone()[0])
pending = env["res.partner"].search([("name", "in", names), ("nif_state", "in", ("missing", "invalid"))])
result["queue"] = sorted(pending.mapped("name"))
result["deadlines"] = len(pending.filtered("nif_deadline"))
result["days"] = len(set(pending.mapped("nif_deadline")))
env["res.partner"]._cron_nif_pending()
activity_type = env.ref("despacho_crm.mail_activity_type_nif")
result["tasks"] = len(pending.activity_ids.filtered(lambda task: task.activity_type_id == activity_type))
lead = env["crm.lead"].search([("name", "=", "Asunto de antes")])
result["lead"] = [lead.vat, lead.nif_key]
env.cr.commit()
print("RESULT", json.dumps(result))
