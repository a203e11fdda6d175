from odoo.tests import HttpCase, new_test_user, tagged


class GuideTourCase(HttpCase):
    def open_guide(self):
        new_test_user(self.env, "despacho_guide_reader", groups="base.group_user,despacho_crm.group_user")
        self.start_tour("/odoo", "despacho_crm.guide", login="despacho_guide_reader", timeout=120)


@tagged("post_install", "-at_install")
class TestGuideTour(GuideTourCase):
    """The guide is opened from the menu of the user, in Chromium; its pages are in test_guide_page."""

    def test_the_guide_opens_beside_the_program(self):
        self.open_guide()


@tagged("post_install", "-at_install")
class TestGuideTourPhone(GuideTourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_the_guide_opens_on_a_phone(self):
        self.open_guide()
