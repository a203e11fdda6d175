import {JobProgress} from "@despacho_crm/progress/job_progress";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";

/**
 * How far the job is that reviews a file, applies it or undoes it: rows, rows a second, time that is left.
 */
export class ImportProgress extends JobProgress {
    static channel = "despacho_import/progress";
    static underWay = ["reviewing", "applying", "undoing"];

    get total() {
        const {state, row_count: rows, staged_count: staged, undo_total: chosen} = this.data;
        return {reviewing: rows, undoing: chosen}[state] ?? staged;
    }

    get leftBefore() {
        const {state, waiting_count: waiting, undo_left_count: chosen} = this.data;
        return state === "undoing" ? chosen : waiting;
    }

    get text() {
        const parts = [
            _t("%(done)s of %(total)s rows", {
                done: formatInteger(this.total - this.left),
                total: formatInteger(this.total),
            }),
        ];
        if (this.state.rate) {
            parts.push(_t("%s rows a second", formatInteger(this.state.rate)));
            parts.push(this.remaining);
        }
        return parts.join(" · ");
    }

    get remaining() {
        // By fives: what is guessed is not told to the second, nor one of them in the plural.
        const seconds = Math.ceil(this.left / this.state.rate / 5) * 5;
        return seconds < 90
            ? _t("about %s seconds are left", seconds)
            : _t("about %s minutes are left", Math.round(seconds / 60));
    }
}

registry.category("view_widgets").add("despacho_import_progress", {
    component: ImportProgress,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "row_count", type: "integer"},
        {name: "staged_count", type: "integer"},
        {name: "waiting_count", type: "integer"},
        {name: "undo_total", type: "integer"},
        {name: "undo_left_count", type: "integer"},
    ],
});
