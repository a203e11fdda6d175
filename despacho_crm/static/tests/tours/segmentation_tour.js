import {appears} from "./patience";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const page = {content: "what is known of the company", trigger: ".o_notebook a[name=company_sheet]", run: "click"};

/** The activity is found by a word, the sector follows; two years of figures say how large it is. */
registry.category("web_tour.tours").add("despacho_crm.segmentation_sheet", {
    steps: () => [
        page,
        {
            content: "what it does, in everyday words",
            trigger: "div[name=cnae_id] input",
            run: "edit peluqueria",
        },
        {
            content: "the official activity",
            trigger: ".o-autocomplete--dropdown-item:contains(9621) a",
            run: "click",
        },
        {
            content: "a year",
            trigger: "div[name=company_year_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {content: "which one", trigger: ".o_selected_row div[name=year] input", run: "edit 2023"},
        {content: "its people", trigger: ".o_selected_row div[name=employees] input", run: "edit 12"},
        {
            content: "another",
            trigger: "div[name=company_year_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "beside the first",
            trigger: "div[name=company_year_ids] .o_data_row:not(.o_selected_row):contains(2023)",
        },
        {content: "the next one", trigger: ".o_selected_row div[name=year] input", run: "edit 2024"},
        {content: "its people", trigger: ".o_selected_row div[name=employees] input", run: "edit 14"},
        ...stepUtils.saveForm(),
        {content: "its sector follows", trigger: "div[name=sector_id]:contains(96)"},
        {
            content: "and how it evolves",
            trigger: ".o_despacho_evolution_bar:contains(2024)",
        },
        {content: "nothing is left to save", trigger: ".o_form_status_indicator_buttons.invisible:not(:visible)"},
    ],
});

/** An old code that was divided asks which one it is: one click answers. */
registry.category("web_tour.tours").add("despacho_crm.segmentation_question", {
    steps: () => [
        page,
        {
            content: "it asks, with both",
            trigger: "div[name=cnae_question] .o_data_row:contains(9622) button[name=action_choose]",
            run: "click",
        },
        {content: "answered", trigger: ".o_form_view:not(:has(div[name=cnae_question]))"},
        {content: "the activity is that one", trigger: "div[name=cnae_id] input:value(9622)"},
    ],
});

/** Those that wait for an answer are answered one after the other in their list. */
registry.category("web_tour.tours").add("despacho_crm.segmentation_to_confirm", {
    steps: () => [
        {
            content: "one that waits",
            trigger: ".o_data_row:contains(Estética Luz) td[name=cnae_id]",
            run: "click",
        },
        {
            content: "which ones it may be",
            trigger: ".o_selected_row div[name=cnae_id] input",
            async run({click}) {
                for (let tries = 0; tries < 5; tries++) {
                    await click();
                    if (await appears(".o-autocomplete--dropdown-item:contains(9621)", 5000)) {
                        return;
                    }
                }
            },
        },
        {
            content: "only those",
            trigger: ".o-autocomplete--dropdown-item:contains(9621)",
        },
        {
            content: "this one",
            trigger: ".o-autocomplete--dropdown-item:contains(9622) a",
            run: "click",
        },
        {content: "saved", trigger: ".o_list_button_save", run: "click"},
        {content: "done", trigger: ".o_list_view:not(:has(.o_selected_row))"},
    ],
});

/** The base is looked at by sector, size and place, crossed. */
registry.category("web_tour.tours").add("despacho_crm.segmentation_crossed", {
    steps: () => [
        {content: "who does that", trigger: ".o_searchview_input", run: "edit peluqueria"},
        {
            content: "by its activity",
            trigger: ".o_searchview_autocomplete .o-dropdown-item:contains(CNAE) a.o_expand",
            run: "click",
        },
        {
            content: "the official one",
            trigger: ".o_searchview_autocomplete .o-dropdown-item:contains(9621)",
            run: "click",
        },
        {content: "found", trigger: ".o_data_row:contains(Peluquería Luna)"},
        {content: "by sector and size", trigger: ".o_switch_view.o_pivot", run: "click"},
        {content: "crossed", trigger: ".o_pivot table:contains(96)"},
    ],
});
