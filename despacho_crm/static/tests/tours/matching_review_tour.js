import {beginWith} from "./tour_steps";
import {registry} from "@web/core/registry";

function press(key, content) {
    return {content, trigger: "body:not(:has(.modal)) .o_despacho_review", run: `press ${key}`};
}

function onScreen(name, content = `${name} is on screen`) {
    return {content, trigger: `.o_review_pair .o_review_name:contains(${name})`};
}

function decided(count) {
    return {content: `${count} decided today`, trigger: `.o_review_today b:text(${count})`};
}

/** Four pairs, by keys: one is joined and taken back, one is no duplicate, one is an address of the other. */
registry.category("web_tour.tours").add("despacho_crm.matching_review", {
    steps: () => [
        ...beginWith("despacho_crm.menu_match_pairs"),
        onScreen("Agroindustrial"),
        {content: "how many there are", trigger: ".o_review_position:contains(1):contains(4)"},
        {content: "why they may be one", trigger: ".o_review_evidence .o_agrees"},
        {content: "what is written in another way", trigger: "[data-field=name] mark"},
        {
            content: "the address of the other one is better",
            trigger: "[data-field=email] button.o_review_value:not(.o_chosen)",
            run: "click",
        },
        {content: "it is the one chosen", trigger: "[data-field=email] button.o_chosen:last-child"},
        press("1", "the first one stays"),
        {content: "it does", trigger: ".o_review_head:first.o_survivor"},
        press("j", "they are one"),
        onScreen("Bodegas"),
        decided(1),
        press("z", "or are they?"),
        onScreen("Agroindustrial", "the pair is back"),
        decided(0),
        press("j", "they are"),
        onScreen("Bodegas"),
        press("n", "these are not"),
        onScreen("Construcciones"),
        press("k", "these later"),
        onScreen("Distribuciones"),
        press("ArrowLeft", "or rather now"),
        onScreen("Construcciones"),
        press("k", "later, after all"),
        onScreen("Distribuciones"),
        {content: "it says what was left", trigger: ".o_review_undo:contains(Construcciones)"},
        press("e", "these are one firm with two addresses"),
        {content: "nothing else is left", trigger: ".o_review_nothing"},
        decided(3),
        {
            content: "but for what was left for later",
            trigger: ".o_despacho_review_again",
            run: "click",
        },
        onScreen("Construcciones"),
        press("u", "undo once more"),
        onScreen("Distribuciones"),
        decided(2),
        {content: "all the certain ones", trigger: ".o_despacho_certain_open", run: "click"},
        {content: "they are shown before", trigger: ".modal .o_despacho_certain li:contains(Distribuciones)"},
        {content: "join them", trigger: ".modal .o_despacho_certain_accept", run: "click"},
        {content: "the dialog closes", trigger: "body:not(:has(.modal))"},
        onScreen("Distribuciones", "what somebody took apart is left to a person"),
        {content: "and is taken back at once", trigger: ".o_despacho_review_undo", run: "click"},
        onScreen("Construcciones", "those that were certain are back, the likeliest first"),
    ],
});
