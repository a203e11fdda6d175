"""What is known of each client."""

from ..picture import LIST, Picture, page, partner, tab

PICTURES = (
    Picture(
        "relacion",
        "ana.lozano",
        partner([("vat", "=", "ESB77911410"), ("is_company", "=", True)]),
        tab("relation"),
        top=".o_notebook",
        size=(1366, 820),
        also=("despacho_crm/static/description/relation.png",),
    ),
    Picture("llamar", "admin", page("despacho_crm.action_call_today"), (LIST,)),
)
