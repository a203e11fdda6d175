import json

from odoo import http
from odoo.http import content_disposition, request

from ...models.rights.despacho_privacy_page import STOPPING

#: Neither kept, nor found by searchers, nor told to where a link leads.
_HEADERS = [
    ("Cache-Control", "no-store"),
    ("X-Robots-Tag", "noindex, nofollow, noarchive"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    ("X-Content-Type-Options", "nosniff"),
]


class MyData(http.Controller):
    """The page where a person sees, corrects and limits what the firm holds: with a signed link and without a user.

    Everything works without JavaScript. Whatever changes something is a POST with the token of the session, so
    that neither a programme that follows the links of a message nor another page changes anything.
    """

    @http.route("/misdatos", type="http", auth="public", methods=["GET"], sitemap=False)
    def ask_for_link(self, **kwargs):
        if self._too_many("page"):
            return self._refuse()
        return self._render("despacho_crm.my_data_ask", {})

    @http.route("/misdatos", type="http", auth="public", methods=["POST"], sitemap=False)
    def send_link(self, email="", **kwargs):
        """Answer the same to everybody: whether we know the address is seen by its owner only."""
        if self._too_many("ask"):
            return self._refuse()
        request.env["despacho.privacy.link"]._ask(email[:200] if isinstance(email, str) else "")
        return self._render("despacho_crm.my_data_asked", {})

    @http.route("/misdatos/<string:token>", type="http", auth="public", methods=["GET"], sitemap=False)
    def show(self, token, done="", **kwargs):
        opened, refusal = self._open(token)
        if refusal:
            return refusal
        person, company, whole, link = opened
        if link and not link.opened_on:
            link.opened_on = request.env.cr.now()
        page = request.env["despacho.privacy.page"].with_context(lang=self._lang(company))
        values = {**page._show(person, company, whole), "token": token, "done": done}
        return self._render("despacho_crm.my_data", values, company)

    @http.route("/misdatos/<string:token>/no", type="http", auth="public", methods=["POST"], sitemap=False)
    def oppose(self, token, **kwargs):
        """Stop all, or the channels that were marked; at once, also with the link of a message."""
        opened, refusal = self._open(token)
        if refusal:
            return refusal
        person, company, whole, __ = opened
        chosen = request.httprequest.form.getlist("channel")
        if "all" in request.httprequest.form:
            chosen = []
        elif not chosen:
            return self._back(token, "nothing")
        page = request.env["despacho.privacy.page"].with_context(lang=self._lang(company))
        page._oppose(person, company, chosen or None, "page" if whole else "footer")
        return self._back(token, "stopped")

    @http.route("/misdatos/<string:token>/enlace", type="http", auth="public", methods=["POST"], sitemap=False)
    def send_personal_link(self, token, **kwargs):
        """Send the link that shows everything to the address that we hold, whoever has the message now."""
        opened, refusal = self._open(token)
        if refusal:
            return refusal
        person = opened[0]
        if person.email_normalized:
            request.env["despacho.privacy.link"]._ask(person.email_normalized)
        return self._back(token, "sent")

    @http.route("/misdatos/<string:token>/corregir", type="http", auth="public", methods=["POST"], sitemap=False)
    def correct(self, token, words="", **values):
        opened, refusal = self._open(token, whole=True)
        if refusal:
            return refusal
        person, company, __, __ = opened
        page = request.env["despacho.privacy.page"].with_context(lang=self._lang(company))
        made = page._correct(person, company, values, words)
        return self._back(token, "corrected" if made else "nothing")

    @http.route("/misdatos/<string:token>/pedir", type="http", auth="public", methods=["POST"], sitemap=False)
    def ask_for_right(self, token, kind="", words="", **kwargs):
        opened, refusal = self._open(token, whole=True)
        if refusal:
            return refusal
        person, company, __, __ = opened
        page = request.env["despacho.privacy.page"].with_context(lang=self._lang(company))
        if not page._ask(person, company, kind, words):
            return self._back(token, "nothing")
        return self._back(token, "limited" if kind in STOPPING else "asked")

    @http.route("/misdatos/<string:token>/descargar", type="http", auth="public", methods=["POST"], sitemap=False)
    def download(self, token, form="pdf", **kwargs):
        """Hand over all that we hold: the right of access, answered on the spot."""
        opened, refusal = self._open(token, whole=True)
        if refusal:
            return refusal
        person, company, __, __ = opened
        env = request.env(context={**request.env.context, "lang": self._lang(company)})
        export, page = env["despacho.privacy.export"], env["despacho.privacy.page"]
        partners, leads = page._get_records(person)
        sections = export._collect(partners, leads, company, page._get_emails(person))
        env["despacho.privacy.audit"]._note("export", person, company=company)
        if form == "json":
            content = json.dumps(export._to_json(sections), ensure_ascii=False, indent=2).encode()
            kind = "application/json"
        else:
            form, kind = "pdf", "application/pdf"
            content = export._to_pdf(sections, person.display_name, company)
        name = env._("My data.%(form)s", form=form)
        return request.make_response(
            content, headers=[*_HEADERS, ("Content-Type", kind), ("Content-Disposition", content_disposition(name))]
        )

    @http.route("/misdatos/<string:token>/salir", type="http", auth="public", methods=["POST"], sitemap=False)
    def close(self, token, **kwargs):
        """Close the personal link: nobody who finds it on this machine opens it again."""
        opened, refusal = self._open(token, whole=True)
        if refusal:
            return refusal
        opened[3]._close()
        return self._render("despacho_crm.my_data_closed", {}, opened[1])

    # ------------------------------------------------------------
    # WHO KNOCKS
    # ------------------------------------------------------------

    def _open(self, token, whole=False):
        """Return (what the token opens, None), or (None, the answer): for all that does not serve the same one."""
        visits = request.env["despacho.privacy.visit"]
        address = request.httprequest.remote_addr
        if visits._is_over("wrong", address) or visits._count("page", address):
            return None, self._refuse()
        opened = request.env["despacho.privacy.link"]._open(token)
        if not opened or (whole and not opened[2]):
            visits._count("wrong", address)
            return None, self._render("despacho_crm.my_data_wrong", {}, status=404)
        if visits._count("token", token):
            return None, self._refuse()
        return opened, None

    def _too_many(self, kind):
        return request.env["despacho.privacy.visit"]._count(kind, request.httprequest.remote_addr)

    def _refuse(self):
        response = self._render("despacho_crm.my_data_later", {}, status=429)
        response.headers["Retry-After"] = "600"
        return response

    def _lang(self, company):
        return company.partner_id.lang or request.env.lang

    def _back(self, token, done):
        return request.redirect(f"/misdatos/{token}?done={done}", code=303)

    def _render(self, template, values, company=None, status=200):
        # sudo: the name and the logo of the firm, for whoever looks
        company = company or request.env["res.company"].sudo().search([], limit=1, order="id")
        request.update_context(lang=self._lang(company))
        response = request.render(template, {"company": company, **values}, headers=_HEADERS)
        response.status_code = status
        response.flatten()
        return response
