"""The small world that the tests of the addon share."""

from odoo import Command
from odoo.tests import TransactionCase, new_test_user

from odoo.addons.despacho_crm.tools import nif


class DespachoCommon(TransactionCase):
    """
    The firm (Spain, NIF required)                     the branch abroad (France, no rule)
      |
      |-- ana    user of the CRM                       vega    Talleres Vega SL   B12345674
      |-- sara   data steward                            |-- luis   contact of vega
      |-- marta  manager                               pilar   Pilar Ruiz, sole trader  12345678Z
      |-- ines   invoicing only
      |-- pau    employee without our groups
      '-- rosa   portal customer

    `nif_of(letter)` gives a new valid number of that class each time it is asked.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True, no_reset_password=True, lang="en_US"))
        cls.firm = cls.env.company
        cls.spain = cls.env.ref("base.es")
        cls.france = cls.env.ref("base.fr")
        cls.firm.write({"country_id": cls.spain.id, "nif_mandatory": True, "nif_deadline_days": 15})
        # What is known of a lead before it is converted is asked where a test says so.
        cls.env["despacho.qualification.question"].search([]).required = False
        cls.next_number = 7100000
        crm, partners = "despacho_crm.group_", "base.group_partner_manager"
        cls.ana = cls._new_user("ana", crm + "user")
        cls.sara = cls._new_user("sara", crm + "steward")
        cls.marta = cls._new_user("marta", crm + "manager")
        cls.ines = cls._new_user("ines", f"base.group_user,account.group_account_invoice,{partners}")
        cls.pau = cls._new_user("pau", "base.group_user")
        cls.rosa = cls._new_user("rosa", "base.group_portal")
        cls.vega = cls.env["res.partner"].create(
            {"name": "Talleres Vega SL", "is_company": True, "vat": "B12345674", "country_id": cls.spain.id}
        )
        cls.luis = cls.env["res.partner"].create({"name": "Luis Vega", "parent_id": cls.vega.id})
        cls.pilar = cls.env["res.partner"].create({"name": "Pilar Ruiz", "vat": "12345678Z"})
        cls.env.flush_all()

    @classmethod
    def _new_user(cls, name, groups):
        return new_test_user(
            cls.env, login=f"despacho_{name}", name=name.title(), email=f"{name}@asesoria.example", groups=groups
        )

    @classmethod
    def nif_of(cls, letter="B"):
        """Return a valid number of class `letter` ('' for a DNI) that nobody in the world has."""
        cls.next_number += 1
        return nif.make_spanish(letter, str(cls.next_number) if letter else f"5{cls.next_number}")

    @classmethod
    def new_company(cls, name="Nueva SL", **values):
        """Create a company as other code does: without the rule for staff."""
        return cls.env["res.partner"].create({"name": name, "is_company": True, **values})

    @classmethod
    def new_branch(cls, name="Sucursal", country="fr"):
        """Return another company of the group; the firm's users do not belong to it."""
        return cls.env["res.company"].create({"name": name, "country_id": cls.env.ref(f"base.{country}").id})

    def as_user(self, user, model="res.partner", **context):
        return self.env[model].with_user(user).with_context(**context)

    def give_companies(self, user, companies):
        user.sudo().write({"company_ids": [Command.set(companies.ids)]})

    def pending_activities(self, partners):
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", partners.ids),
                ("activity_type_id", "=", self.env.ref("despacho_crm.mail_activity_type_nif").id),
            ]
        )

    def run_queue(self):
        """Run the job of the pending NIFs as the scheduler does."""
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_nif_pending").method_direct_trigger()
        self.env.invalidate_all()
