"""The stages of a base in use: what they become when ours arrive, and what is left when they go."""

import polib

from odoo.tools import SQL
from odoo.tools.translate import get_po_paths

from ..models.pipeline.crm_stage import ARCHIVED_OUTCOMES
from .companies import add_rule

#: Core's stages, as it names them, and what they become: a pipeline of opportunities.
_CORE = {
    "stage_lead1": ("New", "stage_opportunity_requested"),
    "stage_lead2": ("Qualified", "stage_opportunity_analysis"),
    "stage_lead3": ("Proposition", "stage_opportunity_proposal"),
    "stage_lead4": ("Won", "stage_opportunity_won"),
}
#: Where the leads go that were in core's stages.
_LEADS = {
    "stage_opportunity_requested": "stage_lead_new",
    "stage_opportunity_analysis": "stage_lead_qualifying",
    "stage_opportunity_proposal": "stage_lead_interested",
}
#: Where the lost go, by type.
_LOST = {"lead": "stage_lead_not_interested", "opportunity": "stage_opportunity_lost"}
#: English and Spanish names of our stages: whoever has them already keeps them.
_NAMES = {
    "stage_lead_new": ("New", "Nuevo"),
    "stage_lead_attempt": ("Contact Attempt", "Intento de Contacto"),
    "stage_lead_contacted": ("Contact Established", "Contacto Establecido"),
    "stage_lead_interested": ("Interested Undecided", "Interesado Sin Decisión"),
    "stage_lead_qualifying": ("Qualification in Progress", "Calificación en Progreso"),
    "stage_lead_not_interested": ("Not Interested", "No Interesado"),
    "stage_lead_future": ("Contact in the Future", "Contactar en un Futuro"),
    "stage_lead_converted": ("Converted to Opportunity", "Convertido a Oportunidad"),
    "stage_lead_spam": ("Spam", "Spam"),
    "stage_opportunity_requested": ("Quotation Requested", "Cotización Solicitada"),
    "stage_opportunity_analysis": ("Analysis", "Análisis"),
    "stage_opportunity_proposal": ("In Proposal", "En Propuesta"),
    "stage_opportunity_negotiation": ("In Negotiation", "En Negociación"),
    "stage_opportunity_won": ("Closed Won", "Cerrado Ganado"),
    "stage_opportunity_lost": ("Closed Lost", "Cerrado Perdido"),
    "stage_opportunity_lost_competitor": ("Closed Lost to Competitor", "Cerrado Perdido Competencia"),
}


#: Core's reasons of a loss, of whoever sells goods, and where it is kept which of them were put away.
_CORE_REASONS = ("crm.lost_reason_1", "crm.lost_reason_2", "crm.lost_reason_3")
_REASONS_PUT_AWAY = "despacho_crm.lost_reasons_put_away"
#: The playbooks that came after their stages.
_LATER_PLAYBOOKS = {
    "playbook_lead_not_interested": "stage_lead_not_interested",
    "playbook_lead_future": "stage_lead_future",
    "playbook_opportunity_lost": "stage_opportunity_lost",
}


def prepare(env):
    """Say what each stage was, and recognise as ours core's own and those of the same name.

    Before our data is loaded: what is recognised is completed by it, the rest is created beside.
    """
    cr = env.cr
    add_rule(cr, "pipeline_rules")
    for statement in (
        SQL(
            """
            ALTER TABLE crm_stage
                ADD COLUMN IF NOT EXISTS lead_type varchar,
                ADD COLUMN IF NOT EXISTS outcome varchar,
                ADD COLUMN IF NOT EXISTS former_name varchar
            """
        ),
        SQL(
            """
            UPDATE crm_stage
               SET lead_type = 'both',
                   outcome = CASE WHEN is_won THEN 'won' ELSE 'open' END,
                   former_name = COALESCE(name->>%s, name->>'en_US')
             WHERE lead_type IS NULL
            """,
            env["res.lang"].search([("code", "=like", "es%")], limit=1).code or "en_US",
        ),
    ):
        cr.execute(statement)
    taken = {name for name, _stage_id in _xmlids(cr, "despacho_crm", _NAMES)}
    for stage_id, name in _recognised(cr):
        if name not in taken:
            taken.add(name)
            _adopt(cr, stage_id, name)
    env.invalidate_all()


def _xmlids(cr, module, names):
    cr.execute(
        SQL(
            "SELECT name, res_id FROM ir_model_data WHERE module = %s AND model = 'crm.stage' AND name = ANY(%s)",
            module,
            list(names),
        )
    )
    return cr.fetchall()


def _recognised(cr):
    """Return the pairs (stage id, our name for it): core's stages that nobody renamed, then those named as ours."""
    cr.execute(SQL("SELECT id, name FROM crm_stage ORDER BY sequence, id"))
    names = dict(cr.fetchall())
    pairs = []
    for core_name, stage_id in _xmlids(cr, "crm", _CORE):
        original, ours = _CORE[core_name]
        if stage_id in names and _is_original(names[stage_id], original):
            pairs.append((stage_id, ours))
            del names[stage_id]
    by_name = {label.casefold(): ours for ours, labels in _NAMES.items() for label in labels}
    for stage_id, translations in names.items():
        for label in translations.values():
            if ours := by_name.get(label.strip().casefold()):
                pairs.append((stage_id, ours))
                break
    return pairs


def _is_original(translations, original):
    """Say whether a stage is called as core calls it, in every language in which it has a name."""
    for lang, label in translations.items():
        known = {original}
        if lang != "en_US":
            entries = (polib.pofile(path).find(original) for path in get_po_paths("crm", lang))
            known |= {entry.msgstr for entry in entries if entry}
        if label not in known:
            return False
    return True


def _adopt(cr, stage_id, name):
    """Give the stage our external id. Its name in other languages is that of our translation from now on."""
    cr.execute(
        SQL(
            """
            INSERT INTO ir_model_data (module, name, model, res_id, noupdate, create_date, write_date)
            VALUES ('despacho_crm', %s, 'crm.stage', %s, true, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')
            """,
            name,
            stage_id,
        )
    )
    cr.execute(
        SQL(
            "UPDATE crm_stage SET name = jsonb_build_object('en_US', %s::text), requirements = NULL WHERE id = %s",
            _NAMES[name][0],
            stage_id,
        )
    )


def finish(env):
    """Put each record in a stage of its type, and the lost in the closing ones, without touching their history."""
    stages = {name: env.ref(f"despacho_crm.{name}", raise_if_not_found=False) for name in _NAMES}
    stages = {name: stage for name, stage in stages.items() if stage}
    env.flush_all()
    for source, target in _LEADS.items():
        if source in stages and target in stages:
            env.cr.execute(
                SQL(
                    "UPDATE crm_lead SET stage_id = %s WHERE stage_id = %s AND type = 'lead'",
                    stages[target].id,
                    stages[source].id,
                )
            )
    for lead_type, target in _LOST.items():
        if target in stages:
            _close_lost(env.cr, lead_type, stages[target].id)
    env.invalidate_all()
    for stage in stages.values():
        _keep_shared(env, stage)
    _put_reasons_away(env)


def _put_reasons_away(env):
    """Archive core's reasons of a loss that nobody has given: beside ours they only make people doubt."""
    if not env["res.company"].search_count([("pipeline_rules", "=", True)], limit=1):
        return
    reasons = env["crm.lost.reason"].union(
        *(env.ref(xmlid, raise_if_not_found=False) or env["crm.lost.reason"] for xmlid in _CORE_REASONS)
    )
    unused = reasons.filtered(lambda reason: reason.active and not reason.leads_count)
    if unused:
        unused.active = False
        env["ir.config_parameter"].set_param(_REASONS_PUT_AWAY, ",".join(map(str, unused.ids)))


def _give_reasons_back(env):
    parameters = env["ir.config_parameter"]
    ids = [int(reason_id) for reason_id in (parameters.get_param(_REASONS_PUT_AWAY) or "").split(",") if reason_id]
    env["crm.lost.reason"].browse(ids).exists().active = True
    parameters.set_param(_REASONS_PUT_AWAY, False)


def complete(env):
    """Give a base that has our stages already what came later, where nobody has chosen something else."""
    env["mail.activity.plan"]._name_playbooks(_LATER_PLAYBOOKS)
    for plan_name, stage_name in _LATER_PLAYBOOKS.items():
        plan = env.ref(f"despacho_crm.{plan_name}", raise_if_not_found=False)
        stage = env.ref(f"despacho_crm.{stage_name}", raise_if_not_found=False)
        if plan and stage and not stage.plan_id:
            stage.plan_id = plan
    _put_reasons_away(env)


def _close_lost(cr, lead_type, stage_id):
    """Take all that is lost, with reason or without, where the lost of its type are: nothing is lost from sight.

    Lost as core defines it: with our stages in place, what is archived in an open one is not lost any more.
    """
    cr.execute(
        SQL(
            """
            UPDATE crm_lead lead
               SET stage_id = %s,
                   won_status = 'lost',
                   closed_stage_id = (
                       SELECT stage.id FROM crm_stage stage WHERE stage.id = lead.stage_id AND stage.outcome = 'open'
                   )
             WHERE lead.type = %s AND NOT lead.active AND lead.probability = 0
               AND NOT EXISTS (
                       SELECT FROM crm_stage stage
                        WHERE stage.id = lead.stage_id AND stage.outcome = ANY(%s)
                   )
               AND (lead.company_id IS NULL OR lead.company_id IN (SELECT id FROM res_company WHERE pipeline_rules))
            """,
            stage_id,
            lead_type,
            sorted(ARCHIVED_OUTCOMES),
        )
    )


def _keep_shared(env, stage):
    """Leave a stage to both types where records of the other one are in it: they are nobody's mistake."""
    if stage.lead_type == "both":
        return
    others = env["crm.lead"].with_context(active_test=False)
    if others.search_count([("stage_id", "=", stage.id), ("type", "!=", stage.lead_type)], limit=1):
        stage.lead_type = "both"


def leave(env):
    """Leave a pipeline that works without us: the stages as plain ones, the reasons of the losses kept."""
    ours = env["ir.model.data"].search([("module", "=", "despacho_crm")])
    ours.filtered(lambda row: row.model == "crm.stage").unlink()
    # The reasons that somebody gave stay with those who were lost.
    given = env["crm.lead"].with_context(active_test=False)._read_group([], ["lost_reason_id"])
    ids = {reason.id for (reason,) in given}
    ours.exists().filtered(lambda row: row.model == "crm.lost.reason" and row.res_id in ids).unlink()
    _give_reasons_back(env)
    _keep_guidance(env)


def _keep_guidance(env):
    """Leave the guidance of the stages in one language, that of the firm: core does not translate it."""
    env.flush_all()
    lang = env.ref("base.main_company").partner_id.lang or "en_US"
    env.cr.execute(
        SQL(
            """
            ALTER TABLE crm_stage
                ALTER COLUMN requirements TYPE text USING COALESCE(requirements->>%s, requirements->>'en_US')
            """,
            lang,
        )
    )
