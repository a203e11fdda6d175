"""What each company is and does, as who attends it and who cares for the data see it."""

from ..picture import LIST, Picture, in_crm, page, partner, tab

_SHEET = tab("company_sheet")
_UNCLEAR = partner([("is_company", "=", True), ("cnae_to_confirm", "=", True)])
_CLIENT = [("lifecycle", "=", "client")]


def _longest_known(env):
    """A small company of whose activity and figures of several years is known."""
    known = [("is_company", "=", True), ("cnae_id", "!=", False), ("size_class", "=", "small"), *_CLIENT]
    companies = env["res.partner"].search(known, order="id")
    return page("despacho_crm.action_partners", max(companies, key=lambda company: len(company.company_year_ids)))


def _most_related(env):
    companies = env["despacho.relation"].search([("partner_id.is_company", "=", True)]).partner_id
    return page("despacho_crm.action_partners", max(companies, key=lambda company: len(company.relation_ids)))


PICTURES = (
    Picture(
        "empresa",
        "ana.lozano",
        _longest_known,
        (*_SHEET, (".o_despacho_evolution_bar",)),
        top=".o_notebook",
        size=(1366, 900),
    ),
    Picture(
        "cnae-buscar",
        "ana.lozano",
        partner([("is_company", "=", True), ("cnae_id", "=", False), ("cnae_2009_id", "=", False), *_CLIENT]),
        (*_SHEET, ("div[name='cnae_id'] input", "edit peluquer"), (".o-autocomplete--dropdown-item:contains(9621)",)),
        # To bring the page up would close what is offered.
        of=".o_form_view .o_notebook",
        size=(1366, 1000),
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
        partner([("birth_date", "!=", False), ("sex", "=", "female")]),
        tab("person"),
        top=".o_notebook",
        size=(1366, 505),
    ),
    Picture(
        "revision",
        "nuria.casadevall",
        in_crm("despacho_crm.action_quality_my_review_open"),
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
