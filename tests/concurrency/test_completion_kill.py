"""The job that joins what is certain, killed in the middle of a batch, goes on with the rest."""

from at_once import forget_joined, kill_in, opened

NAME = "Taller de la noche"
_NIGHT_JOIN = "odoo.addons.despacho_crm.models.completion.despacho_match_night_join"


def clean(env):
    env["res.company"].search([]).write({"match_auto_join": False, "match_auto_complete": False})
    forget_joined(env, env["res.partner"].search([("name", "=like", f"{NAME}%")]))
    env["despacho.match.night"].search([]).unlink()


def _figures(registry, ids):
    with opened(registry, active_test=False) as env:
        night = env["despacho.match.night"].search([], limit=1)
        active = env["res.partner"].search_count([("id", "in", ids), ("active", "=", True)])
        merges = env["despacho.merge"].search([("source_ids", "in", ids)])
        assert merges.night_id in (night, night.browse())
        return active, night.joined, len(merges), len(merges.filtered("night_id"))


def test_killed_in_the_middle_of_a_batch_the_night_goes_on(registry):
    with opened(registry, active_test=False) as env:
        assert not env["despacho.match.pair"].search_count([("band", "=", "certain"), ("state", "=", "proposed")])
        exempt = {"nif_exemption_reason": "other", "nif_exemption_note": "x", "is_company": True}
        partners = env["res.partner"].create([{"name": f"{NAME} {n}", **exempt} for n in range(12)])
        env["despacho.match.pair"].create(
            [
                {"partner_id": one.id, "other_id": two.id, "band": "certain", "score": 12}
                for one, two in zip(partners[::2], partners[1::2], strict=True)
            ]
        )
        env["res.company"].search([]).match_auto_join = True
        ids = partners.ids
    kill_in("despacho.match.night", "_cron_join", "_do", call=2, constants={_NIGHT_JOIN: {"_BATCH": 2}})
    assert _figures(registry, ids) == (10, 2, 2, 2)
    with opened(registry, active_test=False) as env:
        env["despacho.match.night"]._cron_join()
    assert _figures(registry, ids) == (6, 6, 6, 6)
    with opened(registry, active_test=False) as env:
        env["despacho.match.night"]._cron_join()
    assert _figures(registry, ids) == (6, 6, 6, 6)
