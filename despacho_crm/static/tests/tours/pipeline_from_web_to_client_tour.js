import {answerFavourably, choose, done, noDialog, openBase, openCompany, somebodyWrites} from "./tour_steps";
import {registry} from "@web/core/registry";

const COMPANY = "Soler Diseño SL";
const LEAD = `${COMPANY} · Cambiar de asesoría`;

const card = `.o_kanban_record:contains('${LEAD}')`;

const STATUS = ".o_form_view .o_statusbar_status";

/** The record that is open says that it is in that stage, on its arrow or, where no arrow has room, on the button of all. */
const isIn = (stage) => ({
    content: `it is in «${stage}»`,
    trigger: [".o_arrow_button_current", ".dropdown-toggle"]
        .map((button) => `${STATUS} ${button}:contains('${stage}')`)
        .join(", "),
});

/** Take the record that is open to a stage by its status bar: those that have no room are behind the dots. */
const toStage = (stage) => [
    {
        content: `look for «${stage}»`,
        trigger: STATUS,
        run({click}) {
            const find = (kind) =>
                [...document.querySelectorAll(`${STATUS} ${kind}`)].filter((button) => button.offsetParent);
            const arrows = find(".o_arrow_button:not(.dropdown-toggle)");
            const shown = arrows.some((button) => button.textContent.includes(stage));
            return shown ? undefined : click(find(".dropdown-toggle")[0]);
        },
    },
    {
        content: `take it to «${stage}»`,
        trigger: [
            `${STATUS} .o_arrow_button:not(.dropdown-toggle):contains('${stage}')`,
            `.o-dropdown--menu .dropdown-item:contains('${stage}')`,
        ].join(", "),
        run: "click",
    },
    isIn(stage),
];

const back = (screen, content) => ({
    content,
    trigger: `.o_control_panel .o_back_button a${screen}`,
    run: "click",
});

const openCard = {content: "open it", trigger: card, run: "click"};

/**
 * Drag the card from the column of a stage to that of another.
 *
 * The board shows what it remembers until it has read it again: it is up to date when the card is where it has to be.
 */
const drag = (from, to) => ({
    content: `drag it from «${from}» to «${to}»`,
    trigger: `.o_kanban_group:contains('${from}') ${card}`,
    run: `drag_and_drop(.o_kanban_group:contains('${to}'))`,
});

/** Answer a question of the qualification in its row. */
const answer = (question) => [
    ...answerFavourably(question, "Favorable"),
    {content: "the choices are gone", trigger: "body:not(:has(.o_select_menu_item))"},
    {
        content: "it is not missing any more",
        trigger: `.o_field_widget[name=qualification_message]:not(:contains(${question}))`,
    },
];

/** Somebody fills in the form of the web, and signs: each stage, by the hands of who attends her. */
registry.category("web_tour.tours").add("despacho_crm.pipeline_from_web_to_client", {
    steps: () => [
        // Nuevo: she writes through the web.
        {content: "the board of leads", trigger: ".o_kanban_view .o_kanban_group"},
        ...somebodyWrites("Nuria Soler"),
        {content: "her company", trigger: ".modal [name=company_name] input", run: `edit ${COMPANY}`},
        {content: "her phone", trigger: ".modal [name=phone] input", run: "edit 931 234 567"},
        {content: "her mail", trigger: ".modal [name=email] input", run: "edit nuria@soler.example"},
        {content: "what she wants", trigger: ".modal [name=wants] textarea", run: "edit Cambiar de asesoría"},
        {content: "log it and open", trigger: ".modal button[name=action_confirm_open]", run: "click"},
        {content: "the lead is open", trigger: `.o_last_breadcrumb_item:contains('${LEAD}')`},
        isIn("Nuevo"),
        // Intento de Contacto: she is called from the chatter and does not answer.
        {content: "plan something", trigger: "button.o-mail-Chatter-activity", run: "click"},
        {
            content: "a call",
            trigger: ".modal [name=activity_type_id] .o_selection_badge:has(.fa-phone)",
            run: "click",
        },
        {content: "what for", trigger: ".modal [name=summary] input", run: "edit Primera llamada"},
        {content: "plan it", trigger: ".modal button[name=action_schedule_activities]", run: "click"},
        noDialog,
        {
            content: "the call was made",
            trigger: ".o-mail-Activity:contains(Primera llamada) .o-mail-Activity-markDone",
            run: "click",
        },
        choose("result", "no_answer"),
        {content: "the next try has its day", trigger: ".modal .o_despacho_next .o_field_widget[name=next_date]"},
        ...done,
        isIn("Intento de Contacto"),
        // Contacto Establecido: the next call is answered.
        {
            content: "the next call was made",
            trigger: ".o-mail-Activity:contains(Intento 2 de) .o-mail-Activity-markDone",
            run: "click",
        },
        choose("result", "spoke"),
        choose("reaction", "undecided"),
        choose("chance", "50"),
        {content: "what she said", trigger: ".modal [name=feedback] textarea", run: "edit Lo consulta con su socio"},
        ...done,
        isIn("Contacto Establecido"),
        // Interesado Sin Decisión, on the board.
        back("", "the board"),
        drag("Contacto Establecido", "Interesado Sin Decisión"),
        {
            content: "it is in its column",
            trigger: `.o_kanban_group:contains('Interesado Sin Decisión') ${card}`,
        },
        openCard,
        isIn("Interesado Sin Decisión"),
        // Calificación en Progreso: what has to be known is asked.
        ...toStage("Calificación en Progreso"),
        {content: "the questions", trigger: ".o_notebook a[name=qualification]", run: "click"},
        {
            content: "what is to be answered",
            trigger: ".o_field_widget[name=qualification_message]:contains(Necesidad)",
        },
        ...answer("Necesidad"),
        ...answer("Presupuesto"),
        ...answer("Viabilidad"),
        {content: "save", trigger: ".o_form_button_save", run: "click"},
        {
            content: "it is qualified",
            trigger: ".o_field_widget[name=qualification_message]:contains('Calificado: todo lo necesario')",
        },
        // Convertido a Oportunidad: only the NIF is missing, and it is asked.
        back("", "the board"),
        drag("Calificación en Progreso", "Convertido a Oportunidad"),
        {
            content: "the form asks for the NIF",
            trigger: ".modal .o_field_widget[name=lead_vat] input",
            run: "edit B58378431",
        },
        {content: "and not for what is answered", trigger: ".modal:not(:has([name=qualification_answer_ids]))"},
        {content: "convert", trigger: ".modal .btn-primary[name=action_apply]", run: "click"},
        noDialog,
        // Cotización Solicitada, Análisis.
        isIn("Cotización Solicitada"),
        ...toStage("Análisis"),
        // En Propuesta: the quotation is sent.
        {content: "a quotation", trigger: "button[name=action_sale_quotations_new]", run: "click"},
        {
            content: "what is offered",
            trigger: ".o_sale_order [name=order_line] .o_field_x2many_list_row_add a:first",
            run: "click",
        },
        {
            content: "the service",
            trigger: "[name=order_line] .o_selected_row div[name=product_template_id] input",
            run: "edit Cuota mensual",
        },
        {content: "this one", trigger: "ul.ui-autocomplete a:contains('Cuota mensual')", run: "click"},
        {
            content: "it has its price",
            trigger: ".o_sale_order [name=tax_totals]:contains('90')",
        },
        {content: "send it", trigger: "button#quotation_send_primary", run: "click"},
        {content: "by mail", trigger: ".modal button.o_mail_send:enabled", run: "click"},
        noDialog,
        {
            content: "it is sent",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=sent]",
        },
        back(`:contains('${LEAD}')`, "the opportunity"),
        isIn("En Propuesta"),
        // En Negociación, Cerrado Ganado: the quotation is accepted.
        ...toStage("En Negociación"),
        {content: "the quotation", trigger: "button[name=action_view_sale_quotation]", run: "click"},
        {content: "she accepts", trigger: "button#action_confirm", run: "click"},
        {
            content: "it is an order",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=sale]",
        },
        back(`:contains('${LEAD}')`, "the opportunity"),
        isIn("Cerrado Ganado"),
        // The client.
        ...openBase("despacho_crm.menu_despacho_partners"),
        ...openCompany(COMPANY, "b-58.378.431"),
        {
            content: "it is a client",
            trigger: ".o_form_view div[name=relation_badges] .o_field_badge[name=lifecycle]:contains('Cliente')",
        },
        {
            content: "and the implementation has started",
            trigger: ".o-mail-Activity:contains('Iniciar los procesos de implementación')",
        },
    ],
});
