import re

from odoo.tests import HttpCase

from .rights_common import RightsCommon


class RightsPageCase(HttpCase, RightsCommon):
    """Somebody with a browser and a link."""

    def setUp(self):
        super().setUp()
        self.links = self.env["despacho.privacy.link"]

    def token(self, url):
        return url.rpartition("/")[2]

    def weak(self, record=None):
        """Return the path of the link at the foot of a message."""
        return "/misdatos/" + self.token(self.links._get_url(self.rosa_pi if record is None else record, self.firm))

    def personal(self, person=None, company=None):
        """Return (path, link) of a personal link."""
        person = self.rosa_pi if person is None else person
        company = company or self.firm
        link = self.links._send(person, company, person.email_normalized)
        return "/misdatos/" + self.token(self.links._sign(link, link.email_digest, company, 24)), link

    def get(self, path):
        self.env.flush_all()
        return self.url_open(path, allow_redirects=False)

    def post(self, path, data=None, page=None):
        """Send a form as the page has it, with its token against forgery."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page or path.rsplit("/", 1)[0]).text)
        self.env.flush_all()
        response = self.url_open(path, data={"csrf_token": found[1], **(data or {})}, allow_redirects=False)
        self.env.invalidate_all()
        return response

    def send_asked(self):
        """Run the job that sends the links asked for."""
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_privacy_links").method_direct_trigger()
        self.env.invalidate_all()
