from lxml import html

from odoo.tests import HttpCase, new_test_user, tagged

from ..controllers.guide.guide import _get_book


@tagged("post_install", "-at_install")
class TestGuidePage(HttpCase):
    """The guide as whoever works in the firm opens it, and nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        new_test_user(cls.env, "despacho_guide_anybody", groups="base.group_user")

    def setUp(self):
        super().setUp()
        self.authenticate("despacho_guide_anybody", "despacho_guide_anybody")

    def page(self, path="", status=200):
        response = self.url_open(f"/despacho/guia{path}")
        self.assertEqual(response.status_code, status, path)
        return html.fromstring(response.content)

    def links(self, page, where="//main"):
        return [address for __, __, address, __ in page.xpath(where)[0].iterlinks()]

    def test_the_first_page_leads_to_each_role_and_each_chapter(self):
        addresses = self.links(self.page())
        book = _get_book()
        for page in book.pages.values():
            self.assertIn(f"/despacho/guia/{page.name}", addresses)

    def test_no_page_leads_nowhere_whatever_the_way(self):
        asked = set()
        waiting = {"/despacho/guia"}
        while waiting:
            address = waiting.pop()
            asked.add(address)
            response = self.url_open(address)
            self.assertEqual(response.status_code, 200, address)
            if response.headers["Content-Type"].startswith("text/html"):
                addresses = self.links(html.fromstring(response.content), "//body")
                waiting |= {one.partition("#")[0] for one in addresses if one.startswith("/")} - asked
        self.assertGreater(len(asked), 100)

    def test_a_chapter_goes_on_as_the_day_of_the_role_does(self):
        way = _get_book().way("secretaria")
        page = self.page(f"/{way[1].name}?rol=secretaria")
        before, after = page.xpath("//nav[@class='turn']/a/@href")
        self.assertEqual(before, f"/despacho/guia/{way[0].name}?rol=secretaria")
        self.assertEqual(after, f"/despacho/guia/{way[2].name}?rol=secretaria")
        beside = page.xpath("//nav[@class='chapters']/ol/li/a/@href")
        self.assertEqual(beside, [f"/despacho/guia/{chapter.name}?rol=secretaria" for chapter in way])

    def test_a_chapter_that_is_opened_by_itself_has_all_the_others_beside_it(self):
        page = self.page("/agenda")
        self.assertEqual(len(page.xpath("//nav[@class='chapters']/ol/li")), len(_get_book().chapters))
        self.assertFalse(page.xpath("//nav[@class='turn']"))

    def test_a_role_that_does_not_exist_changes_nothing(self):
        self.assertEqual(self.links(self.page("/agenda?rol=nadie")), self.links(self.page("/agenda")))

    def test_what_is_no_page_is_not_found(self):
        for path in ("/nada", "/..%2fguia", "/agenda.md", "/img"):
            self.page(path, status=404)

    def test_whoever_did_not_sign_in_is_asked_to(self):
        self.authenticate(None, None)
        response = self.url_open("/despacho/guia", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login", response.headers["Location"])

    def test_a_client_of_the_portal_has_no_guide(self):
        new_test_user(self.env, "despacho_guide_portal", groups="base.group_portal")
        self.authenticate("despacho_guide_portal", "despacho_guide_portal")
        self.page(status=404)
        self.page("/agenda", status=404)
