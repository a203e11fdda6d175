"""What each company is and does, as who attends it and who cares for the data see it."""

from ..picture import LIST, Picture, page, partner, tab

_SHEET = tab("company_sheet")
_UNCLEAR = partner([("is_company", "=", True), ("cnae_to_confirm", "=", True)])
_LARGE = [("is_company", "=", True), ("company_year_ids", "!=", False), ("lifecycle", "=", "client")]


def _most_related(env):
    companies = env["despacho.relation"].search([("partner_id.is_company", "=", True)]).partner_id
    return page("despacho_crm.action_partners", max(companies, key=lambda company: len(company.relation_ids)))


PICTURES = (
    Picture(
        "empresa",
        "ana.lozano",
        partner([*_LARGE, ("cnae_id", "!=", False)]),
        (*_SHEET, (".o_despacho_evolution_bar",)),
        top=".o_notebook",
    ),
    Picture(
        "cnae-buscar",
        "ana.lozano",
        partner([*_LARGE, ("cnae_id", "=", False)]),
        (*_SHEET, ("div[name='cnae_id'] input", "edit peluquer"), (".o-autocomplete--dropdown-item:contains(9621)",)),
        top=".o_notebook",
        size=(1366, 600),
    ),
    Picture(
        "cnae-confirmar",
        "carme.puig",
        _UNCLEAR,
        (*_SHEET, ("div[name='cnae_question'] .o_data_row",)),
        top=".o_notebook",
        size=(1366, 600),
    ),
    Picture(
        "relaciones",
        "ana.lozano",
        _most_related,
        (*tab("relations"), (".o_field_widget .o_data_row",)),
        top=".o_notebook",
        size=(1366, 520),
    ),
    Picture(
        "personales",
        "admin",
        partner([("birth_date", "!=", False)]),
        tab("person"),
        top=".o_notebook",
        size=(1366, 520),
    ),
    Picture(
        "revision",
        "nuria.casadevall",
        page("despacho_crm.action_quality_my_review_open"),
        (LIST,),
        size=(1366, 620),
    ),
    Picture(
        "calidad",
        "carme.puig",
        page("despacho_crm.action_quality_page"),
        ((".o_despacho_quality canvas",),),
        size=(1366, 900),
    ),
)
