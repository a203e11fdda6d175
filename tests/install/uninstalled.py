# ruff: noqa: F821 -- Odoo's shell gives it `env`
# Odoo's shell runs this after the uninstallation: the work of a day, and what was left behind.
import json

worked = []
partner = env["res.partner"].create({"name": "Después", "is_company": True})
worked.append("partner")
twins = env["res.partner"].create([{"name": "Doble", "is_company": True, "vat": "B58378431"} for _n in range(2)])
env.flush_all()
worked.append("twin")
lead = env["crm.lead"].create({"name": "Asunto", "type": "lead", "partner_name": "Nueva SL"})
lead._handle_partner_assignment(create_missing=True)
lead.convert_opportunity(lead.partner_id)
assert lead.type == "opportunity" and lead.partner_id
worked.append("lead")
product = env["product.product"].create({"name": "Asesoría", "type": "service"})
order = env["sale.order"].create(
    {"partner_id": partner.id, "order_line": [(0, 0, {"product_id": product.id, "price_unit": 90})]}
)
order.action_confirm()
assert order.state == "sale"
worked.append("quotation")
line = {"name": "Asesoría", "price_unit": 90, "tax_ids": False}
invoice = env["account.move"].create(
    {"move_type": "out_invoice", "partner_id": partner.id, "invoice_line_ids": [(0, 0, line)]}
)
invoice.action_post()
assert invoice.state == "posted"
worked.append("invoice")
env["base.partner.merge.automatic.wizard"].create(
    {"partner_ids": [(6, 0, twins.ids)], "dst_partner_id": twins[0].id}
).action_merge()
worked.append("merge")
env["res.partner"].get_view(view_type="form")
env["crm.lead"].get_view(view_type="form")
env.cr.execute(
    """
    SELECT relname FROM pg_class WHERE relname LIKE '%nif%' AND relkind IN ('r', 'i', 'v')
    UNION ALL SELECT attname FROM pg_attribute
     WHERE attname LIKE '%nif%' AND NOT attisdropped
       AND attrelid::regclass::text IN ('res_partner', 'crm_lead', 'res_company')
    UNION ALL SELECT conname FROM pg_constraint WHERE conname LIKE '%nif%'
    UNION ALL SELECT name FROM ir_model_fields WHERE name LIKE '%nif%'
    UNION ALL SELECT model FROM ir_model WHERE model LIKE 'despacho%'
    """
)
left = [name for (name,) in env.cr.fetchall()]
tasks = env["mail.activity"].with_context(active_test=False).search_count([("res_model", "=", "res.partner")])
state = env["ir.module.module"].search([("name", "=", "despacho_crm")]).state
print("RESULT", json.dumps({"worked": worked, "left": left, "tasks": tasks, "state": state}))
