import {
    approveAndLaunch,
    begin,
    classifyAsInterested,
    closeWith,
    fromIdeaToDesign,
    goTo,
    goesTo,
    inState,
    leadInNew,
    newAction,
    openAction,
    openPage,
} from "./action_steps";
import {registry} from "@web/core/registry";
import {writeEmail} from "./mailing_tour";

const NAME = "Correo de otoño";

/** Whoever plans: the idea, what was done before, for whom, and the e-mail, tried out on herself. */
registry.category("web_tour.tours").add("despacho_crm.campaign_of_email", {
    steps: () => [
        ...fromIdeaToDesign("Otoño por correo"),
        ...newAction(NAME, "email", ["Bea", "Cris", "Dani", "Pilar Ruiz"]),
        ...writeEmail,
        ...goesTo(3),
    ],
});

/** Whoever answers for it approves and launches. */
registry.category("web_tour.tours").add("despacho_crm.campaign_of_email_launched", {
    steps: () => [
        ...begin("menu_actions"),
        ...openAction(NAME),
        ...approveAndLaunch,
        openPage("mail"),
        {content: "how far it is", trigger: ".o_widget_despacho_mail_progress .progress"},
    ],
});

/** What they wrote is classified; what came of it is seen, and kept for whoever comes next. */
registry.category("web_tour.tours").add("despacho_crm.campaign_of_email_closed", {
    steps: () => [
        ...begin("menu_responses_to_classify"),
        ...classifyAsInterested("Me interesa"),
        ...goTo("menu_actions"),
        ...openAction(NAME),
        inState("running"),
        openPage("mail"),
        {content: "all left", trigger: "button[name=action_mail_left]:contains(3)"},
        {content: "one answered", trigger: "button[name=action_mail_replied]:contains(1)"},
        ...leadInNew(NAME, "Talleres Vega"),
        ...closeWith("Contestan al correo", "Uno se ha dado de baja"),
    ],
});
