import {apply, bringFile, oldFile, review} from "./import_steps";
import {openBase} from "@despacho_crm/../tests/tours/tour_steps";
import {registry} from "@web/core/registry";

const KINDS = ["Talleres", "Panadería", "Asesoría", "Transportes"];
const WORDS = ["Ñandú", "Bálsamo", "Peñalba", "Guadiana", "Teide"];

/** The digits of a company, and the control that follows from them. */
function nif(number) {
    const digits = String(7970000 + number);
    let total = 0;
    [...digits].forEach((digit, place) => {
        const value = Number(digit) * (place % 2 ? 1 : 2);
        total += Math.floor(value / 10) + (value % 10);
    });
    return `B${digits}${(10 - (total % 10)) % 10}`;
}

/** A list of 300 companies and a bad row, as lists are sold: without the zero of the postcodes. */
function getFile() {
    const lines = ["CIF;Razón Social;CP;Municipio;Provincia;CNAE 2009;Empleados"];
    for (let number = 0; number < 300; number++) {
        const name = `${KINDS[number % 4]} ${WORDS[number % 5]} ${number}, S.L.`;
        lines.push(`${nif(number)};${name};8019;Barcelona;Barcelona;${number % 2 ? "6920" : "4520"};${number}`);
    }
    lines.push(";Sin número, S.L.;28001;Madrid;Madrid;6920;3");
    return oldFile("censo.csv", lines);
}

/** Search the census for `text` by what the menu of the search offers in that `place`. */
function search(text, place) {
    return [
        {content: `type ${text}`, trigger: ".o_searchview_input", run: `edit ${text}`},
        {
            content: `choose the entry ${place}`,
            trigger: `.o_searchview_autocomplete .o-dropdown-item:eq(${place})`,
            run: "click",
        },
    ];
}

registry.category("web_tour.tours").add("despacho_census_tour", {
    steps: () => [
        ...bringFile(getFile, "list", "census"),
        {
            content: "the activity is recognised",
            trigger: ".o_data_row:contains(CNAE 2009) td[name=field]:contains(CNAE)",
        },
        review,
        {
            content: "it tells how many are new",
            trigger: ".o_despacho_census_figures tr:contains(300)",
        },
        {content: "and what is wrong", trigger: ".o_despacho_census_figures tr:last:contains(1)"},
        {
            content: "and what becomes of the first ones",
            trigger: ".o_despacho_census_sample tr:contains(Talleres Ñandú 0):contains(08019):has(.text-bg-success)",
        },
        ...apply,
        {content: "it says what was done", trigger: ".alert-success:contains(300)"},
        {content: "see the row that was left out", trigger: ".o_despacho_see_rejected_census", run: "click"},
        {content: "it says why", trigger: ".o_data_row:contains(La fila no trae NIF)"},
        ...openBase("despacho_crm.menu_census_companies"),
        // The rows of the file have a NIF too: what is typed above them is gone with them.
        {content: "the census is open", trigger: ".o_last_breadcrumb_item:contains(Censo de empresas)"},
        {content: "the census is there", trigger: ".o_data_row td[name=nif_key]"},
        ...search("nandu tall", 0),
        {
            content: "found by words without accents",
            trigger: ".o_data_row:contains(Talleres Ñandú 20):not(:contains(Panadería))",
        },
        {content: "take the words away", trigger: ".o_searchview_facet .o_facet_remove", run: "click"},
        ...search(nif(7), 1),
        {
            content: "found by its NIF",
            trigger: ".o_list_view:not(:has(.o_data_row:eq(1))) .o_data_row:contains(Transportes)",
        },
        {content: "open it", trigger: ".o_data_row td[name=name]", run: "click"},
        {content: "its size is told", trigger: ".o_field_widget[name=size_class]:contains(Micro)"},
        {content: "its origin too", trigger: ".o_field_widget[name=source]:contains(censo)"},
        {
            content: "with its row and who brought it",
            trigger: ".o_field_widget[name=origin_html]:contains('«censo.csv», fila 9'):contains(Elena)",
        },
    ],
});

registry.category("web_tour.tours").add("despacho_census_chosen_tour", {
    steps: () => [
        ...search(nif(7), 1),
        {content: "one is found", trigger: ".o_list_view:not(:has(.o_data_row:eq(1))) .o_data_row"},
        {content: "choose it", trigger: ".o_data_row .o_list_record_selector input", run: "click"},
        {content: "undo it", trigger: ".o_despacho_undo_chosen", run: "click"},
        {content: "sure", trigger: ".modal-footer .btn-primary", run: "click"},
        {content: "it is told", trigger: ".o_notification:contains(1 de 1)"},
        {content: "it is not there", trigger: ".o_action_manager:not(:has(.o_data_row))"},
    ],
});

registry.category("web_tour.tours").add("despacho_census_undo_tour", {
    steps: () => [
        {content: "open the list", trigger: ".o_data_row td:contains(censo.csv)", run: "click"},
        {content: "undo", trigger: ".o_despacho_undo_census", run: "click"},
        {content: "sure", trigger: ".modal-footer .btn-primary", run: "click"},
        {content: "it is undone", trigger: ".o_form_view:not(:has(.o_despacho_undo_census))"},
    ],
});
