"""What clients need, now or later."""

from ..picture import CARDS, Picture, page

PICTURES = (Picture("necesidades", "ana.lozano", page("despacho_crm.action_needs"), (CARDS,)),)
