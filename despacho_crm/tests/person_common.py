from odoo import Command

from odoo.addons.despacho_crm.models.person.res_partner import COLUMNS, LINKS

from .common import DespachoCommon

NAMES = (*COLUMNS, *LINKS)


class PersonCommon(DespachoCommon):
    """Nuria may see personal data; Ana, Sara and Marta, for all that they may do, do not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nuria = cls._new_user("nuria", "despacho_crm.group_despacho_person,base.group_allow_export")
        cls.sport = cls.env.ref("despacho_crm.person_hobby_sport")
        cls.saves = cls.env.ref("despacho_crm.person_spending_saves")
        cls.eva = cls.env["res.partner"].create({"name": "Eva Ros"})
        cls.env.flush_all()

    def fill(self, partner=None, **values):
        partner = (partner or self.eva).with_user(self.nuria)
        partner.write(
            {
                "birth_date": "1980-05-17",
                "sex": "female",
                "professional_situation": "employee",
                "occupation": "Maestra",
                "postal_box": "Apartado 12",
                "geographic_area": "Gràcia",
                "hobby_ids": [Command.link(self.sport.id)],
                "spending_habit_ids": [Command.link(self.saves.id)],
                **values,
            }
        )
        return partner

    def kept(self, partner):
        """Return {field: value} of what is kept of ``partner``."""
        self.env.flush_all()
        self.env.invalidate_all()
        return {name: partner.sudo()[name] for name in NAMES if partner.sudo()[name]}
