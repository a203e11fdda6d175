import {JobProgress} from "@despacho_crm/progress/job_progress";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";

/**
 * How far the job is that prepares the recipients of an action: how many, and how many a second.
 */
export class RecipientProgress extends JobProgress {
    static channel = "despacho_recipient/progress";
    static underWay = ["freezing"];

    get total() {
        return this.data.freeze_total;
    }

    get leftBefore() {
        return this.data.freeze_left;
    }

    get text() {
        const text = _t("Preparing the recipients: %(done)s of %(total)s", {
            done: formatInteger(this.total - this.left),
            total: formatInteger(this.total),
        });
        if (!this.state.rate) {
            return text;
        }
        const pace = _t("%s a second", formatInteger(this.state.rate));
        return `${text} · ${pace}`;
    }
}

registry.category("view_widgets").add("despacho_recipient_progress", {
    component: RecipientProgress,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "freeze_total", type: "integer"},
        {name: "freeze_left", type: "integer"},
    ],
});
