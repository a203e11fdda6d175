from odoo.tests import HttpCase

from .mailing_common import MailingCommon

#: The button of the page is pressed as a person does; the page that answers comes in a frame beside it.
_PRESS = """
const form = document.querySelector("form[action*=confirm_unsubscribe]");
const answer = document.createElement("iframe");
answer.name = form.target = "answer";
document.body.append(answer);
answer.onload = () => {
    const page = answer.contentDocument;
    if (page.querySelector(".o_unsubscribe_form, #o_mailing_portal_subscription") && !page.querySelector(
        "form[action*=confirm_unsubscribe]"
    )) {
        console.log("test successful");
    }
};
form.querySelector("button").click();
"""


class MailingTourCase(MailingCommon, HttpCase):
    """What the tours of e-mail share: whoever receives a message has a browser."""

    def take_the_way_out(self, caught):
        """Follow the way out of a caught message in Chromium, and press its button."""
        self.browser_js(self.path_in(caught, "confirm_unsubscribe"), _PRESS, timeout=60)
        self.env.invalidate_all()
