import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

/** What would open beside the program opens in it, over everything, so that the tour can go on there. */
function openHere() {
    browser.open = (address) => {
        const frame = document.createElement("iframe");
        frame.src = address;
        frame.className = "o_guide_here";
        frame.style = "position: fixed; inset: 0; width: 100%; height: 100%; z-index: 99999; background: white;";
        document.body.append(frame);
    };
}

/** A page of the guide that has been loaded, and is no wider than the screen. */
function pageThatFits(title) {
    return {
        content: `${title}, all of it`,
        trigger: `:iframe h1:contains(${title})`,
        run: async () => {
            const frame = document.querySelector("iframe.o_guide_here").contentDocument;
            await Promise.all([...frame.querySelectorAll("img")].slice(0, 1).map((image) => image.decode()));
            const {scrollWidth, clientWidth} = frame.documentElement;
            if (scrollWidth > clientWidth) {
                throw new Error(`${title} is ${scrollWidth} wide on a screen of ${clientWidth}`);
            }
        },
    };
}

registry.category("web_tour.tours").add("despacho_crm.guide_role", {
    steps: () => [
        {content: "the program is there", trigger: ".o_main_navbar", run: openHere},
        {
            content: "the menu of the user, on a phone too",
            trigger: ".o_user_menu button:visible, .o_mobile_menu_toggle:visible",
            run: "click",
        },
        {
            content: "the guide",
            trigger: ".o-dropdown--menu [data-menu=despacho_guide], .o_user_menu_mobile a[href$='/despacho/guia']",
            run: "click",
        },
        {content: "the day of a secretary", trigger: ":iframe .cards a[href$=rol-secretaria]", run: "click"},
        pageThatFits("Secretaría"),
        {content: "a chapter of it", trigger: ":iframe main a[href$='/agenda?rol=secretaria']", run: "click"},
        pageThatFits("La agenda comercial"),
        {content: "its pictures are there", trigger: ":iframe main img[src*=agenda]"},
        {content: "the next chapter of the day", trigger: ":iframe .turn a[rel=next]", run: "click"},
        pageThatFits("Respuestas y entrevistas"),
        {content: "whose day it is, above", trigger: ":iframe .top a[href$=rol-secretaria]"},
        {content: "back to the beginning", trigger: ":iframe .top a[href='/despacho/guia']", run: "click"},
        {content: "all roles", trigger: ":iframe .cards a[href$=rol-administrador]"},
    ],
});
