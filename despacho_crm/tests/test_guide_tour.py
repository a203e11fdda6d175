from odoo.tests import HttpCase, new_test_user, tagged


class GuideTourCase(HttpCase):
    def read(self):
        new_test_user(self.env, "despacho_guide_reader", groups="base.group_user,despacho_crm.group_user")
        self.start_tour("/odoo", "despacho_crm.guide_role", login="despacho_guide_reader", timeout=120)


@tagged("post_install", "-at_install")
class TestGuideTour(GuideTourCase):
    """The guide is opened from the menu of the user and followed along the day of a role, in Chromium."""

    def test_the_guide_is_read_beside_the_program(self):
        self.read()


@tagged("post_install", "-at_install")
class TestGuideTourPhone(GuideTourCase):
    """The same on a phone: nothing is wider than the screen."""

    browser_size = "390x844"
    touch_enabled = True

    def test_the_guide_is_read_on_a_phone(self):
        self.read()
