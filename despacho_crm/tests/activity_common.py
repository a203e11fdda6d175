"""What the tests of the log share."""

from odoo.tests import Form

from .common import DespachoCommon


class ActivityCommon(DespachoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        cls.email = cls.env.ref("mail.mail_activity_data_email")
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")
        cls.lead = cls.env["crm.lead"].create({"name": "Nóminas de Vega", "partner_id": cls.luis.id, "type": "lead"})

    def plan(self, document, activity_type=None, user=None, **values):
        return self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id(document._name),
                "res_id": document.id,
                "activity_type_id": (activity_type or self.call).id,
                "user_id": (user or self.ana).id,
                **values,
            }
        )

    def ask(self, activities, user=None):
        """Open the dialog of the result as the client does."""
        action = activities.with_user(user or self.ana).action_log_result()
        return Form(self.env[action["res_model"]].with_user(user or self.ana).with_context(**action["context"]))

    def open_of(self, document):
        return self.env["mail.activity"].search([("res_model", "=", document._name), ("res_id", "=", document.id)])

    def log_of(self, document):
        return (
            self.env["mail.activity"]
            .with_context(active_test=False)
            .search([("res_model", "=", document._name), ("res_id", "=", document.id), ("active", "=", False)])
        )
