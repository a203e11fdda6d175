import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/** The minutes of a visit, written from the client: what they need goes to the base, what is next to the agenda. */
registry.category("web_tour.tours").add("despacho_crm.interview", {
    steps: () => [
        {content: "more of the client", trigger: ".o_form_view .o_button_more", run: "click"},
        {
            content: "the interviews of the client",
            trigger: ".o-dropdown--menu button[name=action_interviews]",
            run: "click",
        },
        {
            content: "the minutes are of the client",
            trigger: ".o_field_widget[name=partner_id] input:value(Sol SL)",
        },
        {content: "what it was about", trigger: "[name=name] :is(input, textarea)", run: "edit Primera visita"},
        {
            content: "what was said",
            trigger: ".o_field_widget[name=notes] .odoo-editor-editable",
            run: "editor Van a abrir otra tienda",
        },
        {
            content: "something that they need",
            trigger: ".o_field_widget[name=need_line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "what",
            trigger: ".o_field_widget[name=need_line_ids] .o_selected_row [name=name] input",
            run: "edit Contrato de la tienda",
        },
        {
            content: "what is next",
            trigger: ".o_field_widget[name=step_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "a quotation",
            trigger: ".o_field_widget[name=step_ids] .o_selected_row [name=name] input",
            run: "edit Enviar el presupuesto",
        },
        {
            content: "how they took it",
            trigger: ".o_field_widget[name=reaction] .o_selection_badge[value='\"interested\"']",
            run: "click",
        },
        ...stepUtils.saveForm(),
        {
            content: "close the minutes",
            trigger: ".o_form_statusbar button[name=action_close]:enabled",
            run: "click",
        },
        {content: "they are closed", trigger: ".o_form_statusbar button[name=action_reopen]"},
        {content: "the need is noted", trigger: "button[name=action_open_needs]", run: "click"},
        {content: "in the base", trigger: ".o_list_view .o_data_row:contains(Contrato de la tienda)"},
    ],
});
