"""The portfolio and growth, as the partner who decides sees them."""

from ..picture import Picture, form, page, tab

USER = "ines.calvo"
_PROFILE = form("despacho_crm_reports.action_client_profiles", "despacho.client.profile", [("state", "!=", "draft")])
_PLAN = form("despacho_crm_reports.action_growth_plans", "despacho.growth.plan", [("state", "=", "draft")], "id desc")

PICTURES = (
    Picture(
        "cuadro",
        USER,
        page("despacho_crm_reports.action_dashboard"),
        ((".o_despacho_dashboard canvas",),),
        size=(1366, 900),
        also=("despacho_crm_reports/static/description/dashboard.png",),
    ),
    Picture(
        "cartera",
        USER,
        page("despacho_crm_reports.action_portfolio"),
        ((".o_pivot_view .o_pivot_cell_value",),),
        also=("despacho_crm_reports/static/description/portfolio.png",),
    ),
    Picture("cartera-mapa", USER, page("despacho_crm_reports.action_portfolio_map"), ((".o_map_tile",),)),
    Picture(
        "situaciones",
        USER,
        page("despacho_crm_reports.action_portfolio_situations"),
        ((".o_kanban_record .o_situation_with",),),
    ),
    Picture(
        "huecos",
        USER,
        page("despacho_crm_reports.action_portfolio_space"),
        ((".o_space_cell",),),
        also=("despacho_crm_reports/static/description/space.png",),
    ),
    Picture(
        "huecos-casilla",
        USER,
        page("despacho_crm_reports.action_portfolio_space"),
        ((".o_space_matrix tbody tr:first .o_space_cell:eq(1)", "click"), (".modal .o_space_draft",)),
        of=".modal-content",
    ),
    Picture(
        "mejores",
        USER,
        _PROFILE,
        (*tab("weights"), (".o_field_widget .o_data_row",)),
        size=(1366, 900),
        also=("despacho_crm_reports/static/description/profile.png",),
    ),
    Picture(
        "mejores-prueba",
        USER,
        _PROFILE,
        (*tab("trial"), (".o_despacho_lift_chart canvas",)),
        top=".o_notebook",
    ),
    Picture("mercado", USER, _PROFILE, (*tab("market"), (".o_field_widget .o_data_row",)), top=".o_notebook"),
    Picture("plan", USER, _PLAN, ((".o_form_view .o_data_row",),)),
)
