from odoo.tests import tagged

from ..models.apply import despacho_import_review_job as job
from .tour_case import ImportTourCase


@tagged("post_install", "-at_install")
class TestImportReviewJobTour(ImportTourCase):
    def test_a_steward_has_a_long_file_reviewed_cancels_it_and_has_it_reviewed_again(self):
        self.patch(type(self.env["despacho.import"]), "_is_asked_by_screen", lambda record: True)
        self.patch(job, "AT_ONCE", 1)
        self.tour("despacho_import_long_tour")
        record = self.env["despacho.import"].search([("filename", "=", "largo.csv")])
        self.assertEqual((record.state, len(record.row_ids)), ("reviewing", 0))
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm_import.ir_cron_apply").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(record.state, "reviewed")
        self.tour("despacho_import_long_reviewed_tour")
