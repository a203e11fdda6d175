import json
import re

from odoo import fields
from odoo.tests import HttpCase

from .rights_common import RightsCommon

#: Write in the fields, press a button of the page as a person does, and have the answer in its place.
_PRESS = """
(async () => {
    for (const [name, value] of Object.entries(%(typed)s)) {
        document.querySelector(`[name=${name}]`).value = value;
    }
    const button = document.querySelector("%(button)s");
    if (!button.offsetWidth) throw new Error("the button is not seen");
    if (document.documentElement.scrollWidth > window.innerWidth) throw new Error("wider than the screen");
    const data = new URLSearchParams(new FormData(button.form, button));
    const response = await fetch(button.form.action, {method: "POST", body: data});
    document.body.innerHTML = new DOMParser().parseFromString(await response.text(), "text/html").body.innerHTML;
    if (!document.querySelector(".done")) throw new Error("it was not done");
    console.log("test successful");
})();
"""


class RightsPageCase(HttpCase, RightsCommon):
    """Somebody with a browser and a link."""

    def setUp(self):
        super().setUp()
        self.links = self.env["despacho.privacy.link"]
        # Knocks are counted by the clock's ten minutes, or hours: none may begin in the middle of a test.
        moment = fields.Datetime.now()
        self.patch(type(self.env["despacho.privacy.visit"]), "_window", lambda visits, minutes: moment)

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

    def press(self, path, button, **typed):
        """Open a page in the browser, write in its fields and press a button (a selector), as a person does."""
        self.env.flush_all()
        self.browser_js(path, _PRESS % {"button": button, "typed": json.dumps(typed)})
        self.env.invalidate_all()

    def send_asked(self):
        """Run the job that sends the links asked for."""
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_privacy_links").method_direct_trigger()
        self.env.invalidate_all()
