import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {figureAction} from "@despacho_crm/figures/figure_action";
import {registry} from "@web/core/registry";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {formatInteger, formatMonetary} from "@web/views/fields/formatters";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/**
 * What came of an action or a campaign, taken apart by what was known of each recipient or put beside the earlier
 * actions of the service. Every number opens its records.
 */
export class ResultsTable extends Component {
    static template = "despacho_crm.ResultsTable";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.last = new KeepLast();
        this.state = useState({by: "segment", table: null});
        this.loaded = null;
        useRecordObserver((record) => {
            if (record.resId && record.resId !== this.loaded) {
                this.loaded = record.resId;
                this.load(record.resId);
            }
        });
    }

    get model() {
        return this.props.record.resModel;
    }

    /** Columns in which no row has anything say nothing. */
    get columns() {
        const {columns, rows} = this.state.table;
        return columns.filter((column) => rows.some((row) => row.values[column.name]));
    }

    async load(resId) {
        this.state.table = await this.last.add(this.orm.call(this.model, "results_table", [resId, this.state.by]));
    }

    choose(by) {
        this.state.by = by;
        return this.load(this.props.record.resId);
    }

    format(column, value) {
        return column.money
            ? formatMonetary(value, {currencyId: this.state.table.currency, digits: [16, 0]})
            : formatInteger(value);
    }

    /** Of those that something could be sent to, how many. */
    share(column, row) {
        const of = {reached_count: "sent_count", response_count: "sent_count", sent_count: "recipient_count"};
        const total = row.values[of[column.name]];
        if (!total || !row.values[column.name]) {
            return "";
        }
        return _t("%s %", Math.round((100 * row.values[column.name]) / total));
    }

    async open(column, row) {
        const action = await this.orm.call(this.model, "action_open_results", [
            this.props.record.resId,
            column.name,
            this.state.by,
            row.key,
        ]);
        return this.action.doAction(figureAction(action));
    }
}

registry.category("view_widgets").add("despacho_results", {component: ResultsTable});
