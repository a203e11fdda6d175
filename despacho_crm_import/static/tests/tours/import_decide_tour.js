import {apply, goBack} from "./import_steps";
import {registry} from "@web/core/registry";

function press(key, content) {
    return {content, trigger: "body:not(:has(.modal)) .o_despacho_import_review", run: `press ${key}`};
}

function onScreen(name, content = `${name} is on screen`) {
    return {content, trigger: `.o_review_pair .o_review_heads .o_review_name:first:contains(${name})`};
}

function decided(count) {
    return {content: `${count} decided`, trigger: `.o_review_today b:text(${count})`};
}

function group(key) {
    return `.o_decide_group[data-key='${key}']`;
}

/** A file with rows that ask: side by side by keys, by groups, and value by value in the row itself. */
registry.category("web_tour.tours").add("despacho_import_decide_tour", {
    steps: () => [
        {content: "what is only proposed is told", trigger: ".o_despacho_verdicts tr:contains(Propuestas):contains(1)"},
        {content: "decide one by one", trigger: "button[name=action_decide]", run: "click"},
        onScreen("Suministros Ferrer i Roca"),
        {content: "how many there are", trigger: ".o_review_position:contains(1):contains(3)"},
        {content: "why it may be", trigger: ".o_review_evidence .o_agrees"},
        {content: "there are two that it may be", trigger: ".o_review_candidate:nth-of-type(2)"},
        press("2", "the second one"),
        {
            content: "it is at the right",
            trigger: ".o_review_candidate.btn-success:contains(2)",
        },
        {
            content: "its name is that of the base: a person wrote it",
            trigger: "[data-field=name]:contains(Lo escribió una persona) button.o_chosen:last-child",
        },
        {
            content: "but that of the file is better",
            trigger: "[data-field=name] button.o_review_value:not(.o_chosen)",
            run: "click",
        },
        {content: "it is the choice of who looks", trigger: "[data-field=name]:contains(Lo ha elegido usted)"},
        press("j", "it is that one"),
        onScreen("TALLERES VILANOVA"),
        decided(1),
        press("z", "or is it?"),
        onScreen("Suministros Ferrer i Roca", "it is back"),
        {content: "with what was chosen", trigger: "[data-field=name] button.o_chosen:contains(Ferrer i Roca)"},
        press("j", "it is"),
        onScreen("TALLERES VILANOVA"),
        press("n", "this is another"),
        onScreen("CARPINTERIA"),
        press("k", "this later"),
        {content: "nothing else is left", trigger: ".o_despacho_review_again"},
        press("ArrowLeft", "or rather now"),
        onScreen("CARPINTERIA"),
        press("m", "nothing of it is wanted"),
        {content: "all are decided on", trigger: ".o_review_nothing"},
        decided(3),
        {content: "the last one is taken back", trigger: ".o_despacho_review_undo", run: "click"},
        onScreen("CARPINTERIA"),
        {content: "accept what is certain", trigger: ".o_despacho_certain_open", run: "click"},
        {content: "it is shown before", trigger: ".modal .o_despacho_certain li:contains(CARPINTERIA)"},
        {content: "accept", trigger: ".modal .o_despacho_certain_accept", run: "click"},
        {content: "it is accepted", trigger: "body:not(:has(.modal)) .o_review_nothing"},
        {content: "back to the file", trigger: ".o_despacho_review_finished", run: "click"},
        {content: "nothing is undecided", trigger: "button.o_despacho_apply"},
        {content: "decide by groups", trigger: "button[name=action_groups]", run: "click"},
        {
            content: "those without NIF",
            trigger: `${group("no_nif")} button[data-choice=out]`,
            run: "click",
        },
        {content: "are left out", trigger: `${group("no_nif")} button.btn-success[data-choice=out]`},
        {content: "it can be taken back", trigger: ".o_groups_undo", run: "click"},
        {content: "it is", trigger: `${group("no_nif")} button.btn-success[data-choice=in]`},
        {
            content: "no street is changed",
            trigger: `${group("keep:street")} button[data-choice=file]`,
            run: "click",
        },
        {
            content: "those of the file are taken",
            trigger: `${group("keep:street")} button.btn-success[data-choice=file]`,
        },
        {content: "done", trigger: ".o_groups_close", run: "click"},
        {content: "look at what is updated", trigger: "body:not(:has(.modal)) .o_despacho_see_update", run: "click"},
        {
            content: "the list says what changes",
            trigger: ".o_data_row:contains(Acme) .o_despacho_diff_compact:contains(Calle Nueva 2)",
        },
        {content: "open the row", trigger: ".o_data_row:contains(Acme) td[name=name]", run: "click"},
        {content: "who chose the street", trigger: ".o_diff_line[data-field=street]:contains(Lo ha elegido usted)"},
        {
            content: "keep the town of the base",
            trigger: ".o_diff_line[data-field=city] button[data-side=base]",
            run: "click",
        },
        {content: "it stays", trigger: ".o_diff_line[data-field=city] button.o_chosen[data-side=base]"},
        goBack,
        {
            content: "and to the file",
            trigger: ".o_breadcrumb:contains(decidir.csv) .breadcrumb-item:last a",
            run: "click",
        },
        ...apply,
        {content: "it is applied", trigger: ".alert-success"},
    ],
});
