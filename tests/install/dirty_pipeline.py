# ruff: noqa: F821 -- Odoo's shell gives it `env`
# Odoo's shell runs this before our addons are installed: the pipeline of a firm that made its own.
import json

leads, stages = env["crm.lead"], env["crm.stage"]
new, qualified, proposition, won = (env.ref(f"crm.stage_lead{number}") for number in (1, 2, 3, 4))
for lang in env["res.lang"].search([]).mapped("code"):
    proposition.with_context(lang=lang).name = "Oferta de la casa"
own = stages.create({"name": "Visita concertada", "sequence": 40})
same = stages.create({"name": "en negociación", "sequence": 50, "requirements": "Lo de siempre"})
reason = env["crm.lost.reason"].create({"name": "Precio de antes"})


def new_lead(name, lead_type, stage, **values):
    return leads.create({"name": f"Antes: {name}", "type": lead_type, "stage_id": stage.id, **values})


new_lead("lead nuevo", "lead", new)
new_lead("lead calificado", "lead", qualified)
new_lead("lead en oferta", "lead", proposition)
new_lead("lead en visita", "lead", own)
new_lead("oportunidad nueva", "opportunity", new)
new_lead("oportunidad calificada", "opportunity", qualified)
new_lead("oportunidad en negociación", "opportunity", same)
new_lead("oportunidad ganada", "opportunity", won)
new_lead("oportunidad perdida", "opportunity", qualified).action_set_lost(lost_reason_id=reason.id)
new_lead("lead perdido", "lead", new).action_set_lost(lost_reason_id=env.ref("crm.lost_reason_1").id)
new_lead("lead perdido sin motivo", "lead", new).action_set_lost()
env.cr.commit()
print("RESULT", json.dumps({"stages": stages.search_count([])}))
