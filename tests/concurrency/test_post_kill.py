"""The job that prints the letters of an action, killed at its worst moments: each one is written to once."""

import io

import pytest
from at_once import kill_in, opened, run, twice_at_once
from pypdf import PdfReader

NAME = "Carta Matada"
PEOPLE = 7
_ACTION = "despacho.action"
_PRINT = "odoo.addons.despacho_crm.models.post.despacho_action_print"
#: Letters of a bundle. Without labels: a sheet of them would be more than all the letters.
_SMALL = {_PRINT: {"BUNDLE": 2}}


@pytest.fixture(autouse=True)
def small_bundles(monkeypatch):
    monkeypatch.setattr(f"{_PRINT}.BUNDLE", 2)


def clean(env):
    actions = env[_ACTION].with_context(active_test=False).search([("name", "=", NAME)])
    # What was launched is evidence, which nobody deletes: but that of a test.
    forget = "UPDATE despacho_action SET launched_on = NULL, state = 'cancelled' WHERE id = ANY(%s)"
    env.cr.execute(forget, (actions.ids,))
    env.invalidate_all()
    actions.post_run_ids._drop_files()
    actions.recipient_ids.unlink()
    actions.post_run_ids.unlink()
    campaigns = actions.campaign_id
    actions.unlink()
    campaigns.unlink()
    env["product.category"].search([("name", "=", NAME)]).unlink()
    partners = env["res.partner"].search([("name", "=like", f"{NAME}%")])
    # A consent is evidence, which nobody deletes: but those of a test.
    env.cr.execute("DELETE FROM despacho_consent WHERE partner_id = ANY(%s)", (partners.ids,))
    env.invalidate_all()
    partners.unlink()


def _prepare(registry):
    """Return the id of an action by post that is running, for some who consented, with no letter made yet."""
    with opened(registry) as env:
        company = env["res.company"].search([], limit=1)
        partners = env["res.partner"].create(
            [
                {"name": f"{NAME} {number}", "street": f"Calle {number}", "zip": "17001", "city": "Girona"}
                for number in range(1, PEOPLE + 1)
            ]
        )
        env["despacho.consent"].create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": company.id,
                    "channel": "post",
                    "evidence": "Formulario",
                    "text_shown": "Acepto",
                }
                for partner in partners
            ]
        )
        root = env.ref("despacho_crm.product_category_services")
        campaign = env["despacho.campaign"].create(
            {
                "title": NAME,
                "service_line_id": env["product.category"].create({"name": NAME, "parent_id": root.id}).id,
                "company_id": company.id,
                "reviewed_on": env.cr.now(),
                "reviewed_by": env.uid,
            }
        )
        action = env[_ACTION].create(
            {
                "name": NAME,
                "campaign_id": campaign.id,
                "channel": "post",
                "body": "<p>Les escribimos</p>",
                "label_format": False,
            }
        )
        env["despacho.action.recipient"].create(
            [
                {
                    "action_id": action.id,
                    "channel": "post",
                    "number": number,
                    "partner_id": partner.id,
                    "name": partner.name,
                    "street": partner.street,
                    "zip": partner.zip,
                    "city": partner.city,
                    "included": True,
                    "basis": "consent",
                    "state": "waiting",
                }
                for number, partner in enumerate(partners, 1)
            ]
        )
        action._set_state("running", approved_on=env.cr.now(), launched_on=env.cr.now())
        return action.id


def _job(env):
    env[_ACTION]._cron_print_letters()


def _figures(registry, action_id):
    """Return (letters to make, [letters of each bundle], [to whom each page is, in the order of printing])."""
    with opened(registry) as env:
        action = env[_ACTION].browse(action_id)
        runs = action.post_run_ids.sorted("number")
        assert runs.mapped("number") == list(range(1, len(runs) + 1))
        assert all(len(run.recipient_ids) == run.letter_count for run in runs)
        waiting = action.recipient_ids.filtered(lambda row: row.state == "waiting")
        assert not waiting.post_run_id, "whoever waits is in no bundle"
        return len(waiting), runs.mapped("letter_count"), [to for run in runs for to in _addressees(run)]


def _addressees(run):
    pages = PdfReader(io.BytesIO(run.letter_attachment_id.raw)).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    name = "".join(NAME.split())
    return [number for text in texts for number in range(1, PEOPLE + 1) if f"{name}{number}Calle" in text]


_ALL = (0, [2, 2, 2, 1], list(range(1, PEOPLE + 1)))


def test_killed_in_a_bundle_those_before_stay_and_the_rest_is_made_once(registry):
    action_id = _prepare(registry)
    kill_in(_ACTION, "_cron_print_letters", "_make_post_run", call=2, constants=_SMALL)
    assert _figures(registry, action_id) == (PEOPLE - 2, [2], [1, 2])
    for _again in range(2):
        run(registry, _job)
        assert _figures(registry, action_id) == _ALL


def test_killed_once_the_letters_are_typeset_and_before_their_file_is_kept(registry):
    action_id = _prepare(registry)
    kill_in(_ACTION, "_cron_print_letters", "_make_letters", constants=_SMALL)
    assert _figures(registry, action_id) == (PEOPLE, [], [])
    run(registry, _job)
    assert _figures(registry, action_id) == _ALL


def test_two_jobs_at_once_make_each_letter_once(registry):
    action_id = _prepare(registry)
    twice_at_once(run, registry, _job)
    run(registry, _job)
    assert _figures(registry, action_id) == _ALL
