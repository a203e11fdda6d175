"""What a picture of the guide is: who looks at which page, what that person does there, and what is shown of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "despacho_crm" / "static" / "guia" / "img"
SCREEN = (1366, 768)
PHONE = (390, 844)


@dataclass(frozen=True)
class Picture:
    """``name`` as the chapter links it, without ``.png``; ``user`` is the login of whoever looks ("": nobody signs in).

    ``page`` is the address, or a function that is given Odoo's environment (as superuser), may prepare what the picture
    shows, and returns the address. ``steps`` are those of a tour, ``(trigger,)`` to wait and ``(trigger, run)`` to act,
    in the words of Odoo's own tours. ``of`` is a selector: only that element, and ``around`` pixels on each side.
    ``top`` is brought to the upper edge of what scrolls.
    ``size`` is that of the window. ``also`` are other files that show the same, from the root of the checkout.
    ``apart``: what is prepared for it would spoil other pictures of the chapter.
    """

    name: str
    user: str
    page: str | Callable
    steps: tuple[tuple[str, ...], ...] = ()
    top: str = ""
    of: str = ""
    around: int = 12
    size: tuple[int, int] = SCREEN
    also: tuple[str, ...] = ()
    apart: bool = False

    @property
    def phone(self):
        return self.size == PHONE

    @property
    def files(self):
        return [FOLDER / f"{self.name}.png", *(ROOT / path for path in self.also)]


def page(action, record=None):
    """The address of an action, given by its external identifier, and of a record of it."""
    return f"/odoo/action-{action}" + (f"/{record.id}" if record else "")


def in_crm(action):
    """The page of an action of the server, with the menus of CRM: from its address no menu is known."""
    return lambda env: f"{page(action)}?menu_id={env.ref('crm.crm_menu_root').id}"


def form(action, model, domain, order=None):
    """The page of the first record that a domain finds."""

    def address(env):
        record = env[model].search(domain, limit=1, order=order)
        if not record:
            raise LookupError(f"the demo has no {model} {domain}")
        return page(action, record)

    return address


def tab(name):
    """The steps that open a page of a form."""
    return ((f".o_notebook .nav-link[name='{name}']", "click"), (f".o_notebook .nav-link.active[name='{name}']",))


def partner(domain, order="id"):
    """The page of a contact of the base."""
    return form("despacho_crm.action_partners", "res.partner", domain, order)


def work(env, *jobs):
    """Let jobs do what they do at their hour."""
    for job in jobs:
        env.ref(job).method_direct_trigger()
    env.invalidate_all()


LIST = (".o_list_view .o_data_row",)
CARDS = (".o_kanban_view .o_kanban_record:not(.o_kanban_ghost)",)
#: The dialog that is open, alone.
DIALOG = ".modal-content"
#: The boxes of a list's first rows are ticked.
TICKED = tuple((f".o_data_row:eq({row}) .o_list_record_selector input", "click") for row in range(3))
