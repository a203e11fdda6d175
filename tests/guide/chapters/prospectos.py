"""Companies that the firm does not know yet, as the partner who decides looks for them."""

from ..picture import DIALOG, LIST, TICKED, Picture, form, page

USER = "ines.calvo"
_PROFILE = form("despacho_crm.action_target_profiles", "despacho.target.profile", [], "id")
_CANDIDATES = (
    ("button[name='action_view_candidates']:enabled", "click"),
    (".o_last_breadcrumb_item:contains(Candidatas)",),
    LIST,
    *TICKED,
)

PICTURES = (
    Picture("censo", USER, page("despacho_crm.action_census_companies"), (LIST,)),
    Picture("perfil", USER, _PROFILE, ((".alert-info .o_field_widget[name='free_count']",),)),
    Picture("candidatas", USER, _PROFILE, _CANDIDATES),
    Picture(
        "prospectos-elegir",
        USER,
        _PROFILE,
        (
            *_CANDIDATES,
            (".o_control_panel button[name='action_choose']", "click"),
            (
                ".modal .o_field_widget[name='balancing'] textarea",
                "edit Contratan cada verano: nóminas y seguros sociales. Son de un listado público.",
            ),
        ),
        of=DIALOG,
    ),
    Picture(
        "alimentacion",
        USER,
        form("despacho_crm.action_feedings", "despacho.feeding", []),
        ((".o_form_view .o_data_row",),),
        size=(1366, 900),
    ),
    Picture("recien", USER, page("despacho_crm.action_new_companies"), (LIST,), size=(1366, 400)),
)
