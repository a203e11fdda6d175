"""What is known of others."""

from ..picture import CARDS, LIST, Picture, page

PICTURES = (
    Picture("competencia", "ana.lozano", page("despacho_crm.action_competitors"), (CARDS,), size=(1366, 520)),
    Picture("perdidas", "admin", page("despacho_crm.action_lost_to_competitor"), (LIST,), size=(1366, 620)),
)
