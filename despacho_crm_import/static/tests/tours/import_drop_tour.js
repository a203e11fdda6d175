import {apply, newImport} from "./import_steps";
import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("despacho_import_drop_tour", {
    steps: () => [
        {...newImport, content: "no box yet: make one"},
        {content: "give it a name", trigger: ".o_field_widget[name=name] input", run: "edit Gestoría"},
        {
            content: "say in which folder files are left",
            trigger: ".o_field_widget[name=folder] input",
            run: "edit oficina",
        },
        {content: "keep it", trigger: ".o_form_button_save", run: "click"},
        {
            content: "it says what is in the folder",
            trigger: ".o_field_widget[name=folder_words]:contains(Ficheros que esperan: 3)",
        },
        {content: "look now", trigger: "button[name=action_look_now]:contains(Mirar ahora)", run: "click"},
        {content: "it says what it sees", trigger: ".o_notification:contains(Ficheros que esperan: 3)"},
        {
            content: "one of them needs a person",
            trigger: ".alert-warning:contains(Ficheros que debería mirar) .o_field_widget:contains(1)",
        },
        {content: "see all that came in", trigger: ".o_despacho_drop_files:contains(3)", run: "click"},
        {
            content: "the picture was refused, and it says why",
            trigger: ".o_data_row:contains(foto.csv):contains(Rechazado):contains(no es una tabla)",
        },
        {
            content: "the list that nobody knows waits",
            trigger: ".o_data_row:contains(raro.csv):contains(Le espera):contains(Todavía no se conocen sus columnas)",
        },
        {
            content: "of the known one, what is certain is written",
            trigger: ".o_data_row:contains(clientes.csv):contains(Creados: 2):contains(Por decidir: 1)",
        },
        {
            content: "open it",
            trigger: ".o_data_row:contains(clientes.csv) button[name=action_open]",
            run: "click",
        },
        {content: "it says what was done", trigger: ".alert-info:contains(Lo seguro ya está escrito: 2 creados)"},
        {content: "and has something to do", trigger: ".o-mail-Activity:contains(Quedan por revisar: 1 filas)"},
        ...apply,
        {content: "all is written", trigger: ".alert-success:contains(Contactos creados: 3)"},
    ],
});

registry.category("web_tour.tours").add("despacho_import_drop_aside_tour", {
    steps: () => [
        {
            content: "a stranger's file is put aside",
            trigger: ".o_data_row:contains(clientes.csv):contains(Apartado):contains(desconocido.example)",
        },
        {
            content: "look at it",
            trigger: ".o_data_row:contains(clientes.csv) td[name=name]",
            run: "click",
        },
        {content: "it says why", trigger: ".o_field_widget[name=outcome]:contains(no está entre los conocidos)"},
        {
            content: "import it, now and always",
            trigger: "button[name=action_accept_sender]",
            run: "click",
        },
        {content: "it waits its turn", trigger: ".o_field_widget[name=standing]:contains(Espera su turno)"},
    ],
});

registry.category("web_tour.tours").add("despacho_import_certain_tour", {
    steps: () => [
        {content: "open the import", trigger: ".o_data_row:contains(clientes.csv) td[name=name]", run: "click"},
        {
            content: "apply only what is certain",
            trigger: "button[name=action_apply_certain]:contains(Aplicar lo seguro)",
            run: "click",
        },
        {content: "sure", trigger: ".modal-footer .btn-primary:contains(Aplicar lo seguro)", run: "click"},
        {content: "it says what was done", trigger: ".alert-info:contains(Lo seguro ya está escrito: 1 creados)"},
        {
            content: "what is doubtful waits, and there is nothing certain left",
            trigger: "body:not(:has(button[name=action_apply_certain]))",
        },
    ],
});
