from odoo import api, models

from ..lifecycle.res_partner import GROUP
from .despacho_company_year import FIGURES
from .res_partner_activity import ACTIVITY
from .res_partner_structure import STRUCTURE
from .res_partner_territory import PLACE

_FIGURES = frozenset((*FIGURES, "figures_year"))
#: Whoever writes none of these pays nothing.
_TELLING = ACTIVITY | PLACE | _FIGURES | STRUCTURE
_BUT_PLACE = ACTIVITY | _FIGURES | STRUCTURE


class ResPartner(models.Model):
    """What follows from what is written on a company: sector, municipality, province, years, size, establishments.

    It is done after the write, for all the contacts at once, and for the superuser too: imports and jobs
    obey the same rules as people.
    """

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        if not any(_tells(vals) for vals in vals_list):
            return super().create(vals_list)
        placed = self.env.su or self.env.user.has_group(GROUP)
        values = [{**_without_figures(vals), **(self._place_from(vals) if placed else {})} for vals in vals_list]
        partners = super().create(values)
        # sudo: who may not see what is known of a company does not break it by writing its address.
        said = {partner: vals for partner, vals in zip(partners.sudo(), vals_list, strict=True) if _tells(vals)}
        self._segmentation_follow(said, {}, {}, {}, placed)
        return partners

    def write(self, vals):
        if vals.keys().isdisjoint(_TELLING):
            return super().write(vals)
        known = self.sudo()  # sudo: as above
        activity = {} if ACTIVITY.isdisjoint(vals) else known._activity_before()
        houses = {} if STRUCTURE.isdisjoint(vals) else known._establishments_before()
        places = {} if PLACE.isdisjoint(vals) else known._place_before(vals)
        result = super().write(_without_figures(vals))
        if _BUT_PLACE.isdisjoint(vals):
            known._place_follow(dict.fromkeys(places, vals), places)
        else:
            self._segmentation_follow(dict.fromkeys(known, vals), activity, houses, places)
        return result

    def unlink(self):
        houses = self.sudo()._establishments_before()  # sudo: as above
        result = super().unlink()
        if houses:
            self.browse().sudo()._establishments_follow({}, houses)  # sudo: as above
        return result

    @api.model
    def _segmentation_follow(self, said, activity, houses, places, placed=False):
        """Write what follows from ``said``, {contact, as superuser: the values written}.

        ``activity``, ``houses``, ``places``: what there was before.

        ``placed``: whether the municipality is written already.
        """

        def about(names):
            return {partner: vals for partner, vals in said.items() if not names.isdisjoint(vals)}

        known = self.sudo()  # sudo: as above
        if values := about(ACTIVITY):
            known._activity_follow(values, activity)
        if not placed and (values := about(PLACE)):
            known._place_follow(values, places)
        if values := about(_FIGURES):
            self._figures_note({self.browse(partner.id): vals for partner, vals in values.items()})
        if values := about(STRUCTURE):
            known._establishments_follow(values, houses)
            known._figures_join(values)


def _without_figures(vals):
    return {name: value for name, value in vals.items() if name not in _FIGURES}


def _tells(vals):
    """Whether something follows from the values of a new contact."""
    return (
        vals.get("zip")
        or vals.get("municipality_id")
        or (vals.get("city") and vals.get("state_id"))
        or vals.get("type") == "other"
        or vals.get("establishment_count")
        or not (ACTIVITY | _FIGURES).isdisjoint(vals)
    )
