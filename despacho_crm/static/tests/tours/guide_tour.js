import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("despacho_crm.guide", {
    steps: () => [
        {
            content: "what would open beside the program is noted",
            trigger: ".o_main_navbar",
            run: () => {
                browser.open = (address) => {
                    document.body.dataset.opened = address;
                };
            },
        },
        {
            content: "the menu of the user, on a phone too",
            trigger: ".o_user_menu button:visible, .o_mobile_menu_toggle:visible",
            run: "click",
        },
        {
            content: "the guide",
            trigger: "[data-menu=despacho_guide]:visible, .o_user_menu_mobile a[href$='/despacho/guia']:visible",
            run: "click",
        },
        {content: "it opens in a window of its own", trigger: "body[data-opened='/despacho/guia']"},
    ],
});
