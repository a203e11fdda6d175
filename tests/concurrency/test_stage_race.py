"""Several people move one lead at the same moment: it ends in one place, whole, and nobody sees an error."""

from at_once import opened, race

NAME = "Asunto de la carrera"


def clean(env):
    env["crm.lead"].search([("name", "=", NAME)]).unlink()
    env["crm.lost.reason"].search([("name", "=", NAME)]).unlink()


def _lead(registry):
    """Return the ids of a lead with something to be done, and of a reason to lose it."""
    with opened(registry) as env:
        company = env["res.company"].search([("pipeline_rules", "=", True)], limit=1)
        assert company, "the database has no company with the rules"
        admin = env.ref("base.user_admin")
        lead = env["crm.lead"].create({"name": NAME, "type": "lead", "user_id": admin.id, "company_id": company.id})
        lead.activity_schedule("mail.mail_activity_data_call", user_id=admin.id)
        return lead.id, env["crm.lost.reason"].create({"name": NAME}).id


def _race(registry, *works):
    """Run each of ``works`` in a thread; all have read where the lead is before any of them moves it."""
    race(registry, "crm.lead", "_stage_check_entry", works)


def _end(registry, lead_id):
    with opened(registry) as env:
        lead = env["crm.lead"].browse(lead_id)
        changes = lead.message_ids.tracking_value_ids.filtered(lambda change: change.field_id.name == "stage_id")
        steps = [(change.old_value_integer, change.new_value_integer) for change in changes.sorted("id")]
        return lead.stage_id.id, lead.active, lead.won_status, bool(lead.lost_reason_id), len(lead.activity_ids), steps


def _stage(env, name):
    return env.ref(f"despacho_crm.stage_lead_{name}").id


def _planned(registry):
    """Return how many steps the playbook plans for whom it is of no interest; whatever was open is closed."""
    with opened(registry) as env:
        return len(env.ref("despacho_crm.stage_lead_not_interested").plan_id.template_ids)


def test_one_loses_it_while_the_other_moves_it_on(registry):
    lead_id, reason_id = _lead(registry)
    _race(
        registry,
        lambda env: (
            env["crm.lead"]
            .browse(lead_id)
            .write({"stage_id": _stage(env, "not_interested"), "lost_reason_id": reason_id})
        ),
        lambda env: env["crm.lead"].browse(lead_id).write({"stage_id": _stage(env, "contacted")}),
    )
    stage_id, active, status, reason, activities, steps = _end(registry, lead_id)
    with opened(registry) as env:
        lost, open_stage = _stage(env, "not_interested"), _stage(env, "contacted")
    if stage_id == lost:
        assert (active, status, reason, activities) == (False, "lost", True, _planned(registry))
    else:
        assert (stage_id, active, status, reason) == (open_stage, True, "pending", False)
    assert len(steps) == 2, "both moves are in the history"
    assert steps[0][1] == steps[1][0], "the second one started where the first one ended"


def test_two_who_lose_it_lose_it_once(registry):
    lead_id, reason_id = _lead(registry)

    def lose(env):
        env["crm.lead"].browse(lead_id).write({"stage_id": _stage(env, "not_interested"), "lost_reason_id": reason_id})

    _race(registry, lose, lose)
    _stage_id, active, status, reason, activities, steps = _end(registry, lead_id)
    assert (active, status, reason, activities) == (False, "lost", True, _planned(registry)), "its steps planned once"
    assert len(steps) == 1
