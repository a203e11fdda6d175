from odoo import http
from odoo.http import request

from odoo.addons.mass_mailing.controllers.main import MassMailController


class UnsubscribeOfActions(MassMailController):
    """Whoever takes the way out of an action's e-mail is noted as a response of its recipient.

    The token was checked before, by Odoo: the mailing, the row and the address are those that the message had.
    """

    @http.route(methods=["GET", "POST"])
    def mailing_unsubscribe_oneclick(self, mailing_id, document_id=None, email=None, hash_token=None, **post):
        """What programs of mail post leaves at once; whoever opens the address by hand is asked, with one button.

        Filters of mail open the addresses that they find: what is only read unsubscribes nobody.
        """
        if request.httprequest.method != "POST":
            return self.mailing_confirm_unsubscribe(mailing_id, document_id, email, hash_token)
        return super().mailing_unsubscribe_oneclick(mailing_id, document_id, email, hash_token, **post)

    def _mailing_unsubscribe_from_document(self, mailing, document_id, email, hash_token):
        response = super()._mailing_unsubscribe_from_document(mailing, document_id, email, hash_token)
        mailing._note_way_out(document_id, email)
        return response
