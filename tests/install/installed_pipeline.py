# ruff: noqa: F821 -- Odoo's shell gives it `env`
# Odoo's shell runs this after the installation and tells what it made of the pipeline.
import json

leads = env["crm.lead"].with_context(active_test=False, lang="en_US")
found = leads.search([("name", "=like", "Antes: %")], order="id")
stages = env["crm.stage"].with_context(lang="en_US").search([])
first = {kind: leads.create({"name": "Después", "type": kind}).stage_id.name for kind in ("lead", "opportunity")}
result = {
    "leads": {
        lead.name.removeprefix("Antes: "): [lead.stage_id.name, lead.closed_stage_id.name or None, lead.won_status]
        for lead in found
    },
    "stages": {
        stage.name: [stage.lead_type, stage.outcome, stage.former_name or None]
        for stage in stages
        if stage.former_name or stage.lead_type == "both"
    },
    "count": len(stages),
    "first": first,
    "won": [stage.outcome for stage in stages if stage.is_won],
    "reasons": [env.ref(f"crm.lost_reason_{number}").active for number in (1, 2, 3)],
    "boards": [env.ref(f"crm.{name}").domain for name in ("crm_lead_all_leads", "crm_lead_action_pipeline")],
}
env.cr.rollback()
print("RESULT", json.dumps(result))
