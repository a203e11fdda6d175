"""Groups of clients that stay up to date by themselves."""

from ..picture import CARDS, DIALOG, Picture, form, page

USER = "ana.lozano"
_ONE = form("despacho_crm.action_segments", "despacho.segment", [("name", "=", "Clientes de fiscal sin laboral")])

PICTURES = (
    Picture("segmentos", USER, page("despacho_crm.action_segments"), (CARDS,), size=(1366, 400)),
    Picture("segmento", USER, _ONE, ((".o_segment_number b",), (".o_tree_editor",)), size=(1366, 900)),
    Picture(
        "segmento-guardar",
        USER,
        page("despacho_crm.action_partners"),
        (
            (".o_view_controller",),
            (".o_searchview_input", "edit Girona"),
            (".o_searchview_autocomplete .o-dropdown-item:contains(Provincia)", "click"),
            (".o_searchview_facet",),
            (".o_searchview_dropdown_toggler", "click"),
            (".o_favorite_menu .o_despacho_save_segment", "click"),
            (".modal [name='name'] input", "edit Empresas de Girona"),
            (".modal [name='purpose'] input, .modal [name='purpose'] textarea", "edit Visitas de primavera"),
        ),
        of=DIALOG,
        size=(1366, 900),
    ),
    Picture(
        "segmento-comparar",
        USER,
        _ONE,
        (
            ("button[name='action_compare']", "click"),
            (".modal [name='other_ids'] input", "edit Sociedades"),
            (".ui-autocomplete .dropdown-item:contains('Sociedades sin')", "click"),
            (".modal footer button[name='action_compare']", "click"),
            (".o_overlap_picture text",),
        ),
        size=(1366, 520),
    ),
)
