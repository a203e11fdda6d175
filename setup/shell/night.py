"""What the jobs of a night find and propose, in a demo that was just loaded. Runs in Odoo's shell."""

JOBS = (
    "despacho_crm.ir_cron_match",
    "despacho_crm.ir_cron_match_join",
    "despacho_crm.ir_cron_enrichment_local",
    "despacho_crm.ir_cron_quality",
)
for _job in JOBS:
    env.ref(_job).method_direct_trigger()
env.cr.commit()
