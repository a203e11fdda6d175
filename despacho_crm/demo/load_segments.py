"""Segments as the firm has them: for the next actions, and to keep an eye on."""

from datetime import timedelta

from odoo.tools import SQL

#: Weeks in which some came in, before which most were there; one of so many came in this week.
_WEEKS, _NEW = 12, 23
#: How many left this week.
_GONE = 4


def load(loader):
    env, lines = loader.env, loader.lines
    state = loader.company.state_id or loader.state("17")
    director = next(loader.users[member.login] for member in loader.world.staff if member.role == "manager")
    clients = ("lifecycle", "in", ["client"])
    segments = {
        "segment_payroll": (
            "Clientes de fiscal sin laboral",
            "Ofrecerles las nóminas y los seguros sociales.",
            [
                clients,
                ("services_used_ids", "in", [lines["fiscal"].id]),
                ("services_used_ids", "not in", [lines["laboral"].id]),
            ],
        ),
        "segment_data": (
            "Sociedades sin protección de datos",
            "Campaña de protección de datos de primavera.",
            [
                clients,
                ("is_company", "=", True),
                ("services_used_ids", "not in", [lines["datos"].id]),
            ],
        ),
        "segment_warm": (
            "Prospectos y leads calientes o tibios sin contacto en 60 días",
            "Llamarlos antes de que se enfríen.",
            [
                ("lifecycle", "in", ["prospect", "lead"]),
                ("temperature", "in", ["hot", "warm"]),
                ("days_since_contact", ">", 60),
            ],
        ),
        "segment_former": (
            f"Antiguos clientes de {state.name}",
            "Recuperarlos: visitas de otoño.",
            [("lifecycle", "in", ["former"]), ("state_id", "in", state.ids)],
        ),
    }
    records = env["despacho.segment"].create(
        [
            {
                "name": name,
                "purpose": purpose,
                "domain": repr(definition),
                "company_id": loader.company.id,
                "user_id": director.id,
            }
            for name, purpose, definition in segments.values()
        ]
    )
    loader.segments = dict(zip(segments, records, strict=True))
    loader.name(loader.segments)


def load_movements(loader):
    """Who is in a segment came in week by week; some left since, for what is known of them changed."""
    env, today = loader.env, loader.world.today
    monday = today - timedelta(days=today.weekday())
    for segment in loader.segments.values():
        segment._refresh()
        others = env["res.partner"].search(
            [("lifecycle", "=", "client"), ("is_company", "=", True)],
            order="id desc",
            limit=_GONE * 10,
        )
        gone = (others - segment.member_ids.partner_id)[segment.id :: len(loader.segments)][:_GONE]
        env.flush_all()
        env.cr.execute(
            SQL(
                """
                UPDATE despacho_segment_member
                   SET cause = 'data', since = CASE WHEN id %% %(new)s = 0 THEN %(today)s::date
                       WHEN id %% 5 = 0 THEN %(monday)s::date - 7 * (1 + id / 5 %% %(weeks)s)::int
                       ELSE %(monday)s::date - 7 * %(weeks)s - 30 END
                 WHERE segment_id = %(segment)s AND active;
                INSERT INTO despacho_segment_member (segment_id, partner_id, active, since, "left", cause)
                SELECT %(segment)s, id, FALSE, %(monday)s::date - 60, %(today)s, 'data'
                  FROM UNNEST(%(gone)s::int[]) AS partner (id) ON CONFLICT DO NOTHING;
                DELETE FROM despacho_segment_count WHERE segment_id = %(segment)s;
                INSERT INTO despacho_segment_count (segment_id, week, count, entered, gone)
                SELECT %(segment)s, day::date,
                       COUNT(*) FILTER (WHERE since < day + INTERVAL '7 days' AND (active OR "left" >= day::date + 7)),
                       COUNT(*) FILTER (WHERE since >= day AND since < day + INTERVAL '7 days'),
                       COUNT(*) FILTER (WHERE "left" >= day AND "left" < day + INTERVAL '7 days')
                  FROM despacho_segment_member,
                       GENERATE_SERIES(%(monday)s::date - 7 * %(weeks)s, %(monday)s::date, INTERVAL '7 days') AS day
                 WHERE segment_id = %(segment)s GROUP BY day
                """,
                new=_NEW,
                weeks=_WEEKS,
                today=today,
                monday=monday,
                segment=segment.id,
                gone=gone.ids,
            )
        )
        env.invalidate_all()
