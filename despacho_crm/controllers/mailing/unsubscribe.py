from odoo.addons.mass_mailing.controllers.main import MassMailController


class UnsubscribeOfActions(MassMailController):
    """Whoever takes the way out of an action's e-mail is noted as a response of its recipient.

    The token was checked before, by Odoo: the mailing, the row and the address are those that the message had.
    """

    def _mailing_unsubscribe_from_document(self, mailing, document_id, email, hash_token):
        response = super()._mailing_unsubscribe_from_document(mailing, document_id, email, hash_token)
        mailing._note_way_out(document_id, email)
        return response
