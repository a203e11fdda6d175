"""Odoo's own settings for leads: on where the firm works with them."""

_GROUP = "crm.group_use_lead"
#: The steps of the product's plans, and whose they are since plans say it.
_ONBOARDING = {1: "adviser", 2: "owner", 3: "adviser", 4: "owner"}


def finish(env):
    if env["res.company"].search_count([("pipeline_rules", "=", True)], limit=1):
        _use_leads(env)


def _use_leads(env):
    """Tick «Leads» for everybody, as the setting does: leads are in use, and the setting has to say so."""
    everybody, leads = env.ref("base.group_user"), env.ref(_GROUP)
    if leads in everybody.implied_ids:
        return
    everybody._apply_group(leads)
    teams = env["crm.team"].search([("use_opportunities", "=", True), ("use_leads", "=", False)])
    teams.use_leads = True
    for team in teams:
        team.alias_id.write(team._alias_get_creation_values())


def leave(env):
    """Give automatic enrichment back, unless somebody has decided about it since. Leads stay in sight."""
    env["crm.lead"]._give_iap_enrich_back()


def complete(env):
    """Give a base that has our plans and reasons already what they say now, where nobody has changed them."""
    finish(env)
    ours = env["ir.model.data"].search([("module", "=", "despacho_crm"), ("model", "=", "mail.activity.plan.template")])
    steps = env["mail.activity.plan.template"].browse(ours.mapped("res_id")).exists()
    steps = steps.filtered(lambda step: step.responsible_type == "on_demand")
    steps.filtered(lambda step: step.plan_id.res_model == "crm.lead").responsible_type = "owner"
    start, welcome = (env.ref(f"despacho_crm.plan_onboarding_{number}", raise_if_not_found=False) for number in (1, 2))
    if start and welcome and (start.delay_count, welcome.delay_count) == (0, 1):
        start.write({"delay_count": 1, "sequence": 20})
        welcome.write({"delay_count": 0, "sequence": 10})
    for number, responsible in _ONBOARDING.items():
        step = env.ref(f"despacho_crm.plan_onboarding_{number}", raise_if_not_found=False)
        if step and step in steps:
            step.responsible_type = responsible
    cancelled = env.ref("despacho_crm.lost_reason_cancelled", raise_if_not_found=False)
    if cancelled and cancelled.lead_type == "both":
        cancelled.lead_type = "opportunity"
