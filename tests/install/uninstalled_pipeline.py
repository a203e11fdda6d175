# ruff: noqa: F821 -- Odoo's shell gives it `env`
# Odoo's shell runs this after the uninstallation: the pipeline has to go on working.
import json

leads = env["crm.lead"].with_context(active_test=False, lang="en_US")
lead = leads.create({"name": "Después", "type": "opportunity"})
for stage in env["crm.stage"].search([]):
    lead.stage_id = stage
lead.action_set_lost()
lead.action_unarchive()
lead.action_set_won()
env.flush_all()
result = {
    "stages": env["crm.stage"].search_count([]),
    "won": lead.won_status,
    "leads": {
        record.name.removeprefix("Antes: "): record.stage_id.name
        for record in leads.search([("name", "=like", "Antes: %")], order="id")
    },
    "guidance": [type(stage.requirements).__name__ for stage in env["crm.stage"].search([("sequence", "=", 110)])],
    "xmlids": env["ir.model.data"].search_count([("module", "=", "despacho_crm")]),
    "reasons": [env.ref(f"crm.lost_reason_{number}").active for number in (1, 2, 3)],
    "boards": [env.ref(f"crm.{name}").domain for name in ("crm_lead_all_leads", "crm_lead_action_pipeline")],
}
for view_type in ("form", "list", "kanban", "search"):
    leads.get_view(view_type=view_type)
    env["crm.stage"].get_view(view_type=view_type)
env.cr.rollback()
print("RESULT", json.dumps(result))
