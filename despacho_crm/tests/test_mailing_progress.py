from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .mailing_common import MailingCommon

#: Wait until the screen says how far the sending is, and read it.
_READ = """
(async () => {
    for (let tries = 0; tries < 1200; tries++) {
        const tab = document.querySelector(".o_notebook .nav-link[name=mail]:not(.active)");
        if (tab) tab.click();
        const bar = document.querySelector(".o_form_view .progress[role=progressbar]");
        const words = bar && bar.nextElementSibling.textContent;
        const said = bar && [bar.getAttribute("aria-valuenow"), ...(words.match(/\\d+/g) || [])].join(" ");
        if (said === "%s") {
            if (bar.getAttribute("aria-label") !== words.trim()) {
                throw new Error("whoever does not see the bar is told something else");
            }
            console.log("test successful");
            return;
        }
        window.lastSaid = said;
        await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`it says «${window.lastSaid}»`);
})();
"""


@tagged("post_install", "-at_install")
class TestMailingProgress(MailingCommon, HttpCase):
    """How far the sending of an e-mail is, as the form of its action shows it."""

    def assertShown(self, **numbers):
        """Check the bar, and the numbers of the sentence beside it, whose words are of the language."""
        self.env.flush_all()
        self.env.invalidate_all()
        path = f"/odoo/despacho.action/{self.action.id}"
        self.browser_js(
            path,
            _READ % " ".join(map(str, numbers.values())),
            login="despacho_leo",
            ready="odoo.isReady === true",
            timeout=300,
        )

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_the_screen_tells_how_many_have_left_and_how_many_are_prepared(self):
        self.action = self.launched()
        row = self.rows(self.action)["bea@clientes.example"]
        self.assertShown(percent=0, left=0, total=3, prepared=0)
        row._stop(row, "opposed")
        with self.server(refuse=["cris@clientes.example"]) as catcher:
            self.send(catcher)
            self.assertEqual(set(catcher.addressees()), {"dani@clientes.example"})
        # One of two left, the other was refused: nothing waits, so the bar is full and the words say how many.
        self.assertEqual((self.action.mail_total, self.action.mail_left, self.action.mail_failed), (2, 1, 1))
        self.assertShown(percent=100, left=1, total=2)
