import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatFloat, formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const HEIGHT = 48;

/** What is known of a company year by year: a bar for each year, its people apart from its sales. */
export class EvolutionField extends Component {
    static template = "despacho_crm.EvolutionField";
    static props = {...standardFieldProps};

    get charts() {
        const years = this.props.record.data[this.props.name] || [];
        const money = (value) => formatFloat(value, {humanReadable: true, decimals: 1});
        return [
            this.chart(_t("Employees"), years, "employees", formatInteger),
            this.chart(_t("Turnover"), years, "turnover", money),
            this.chart(_t("Result"), years, "profit", money),
        ].filter((chart) => chart.bars.length > 1);
    }

    chart(label, years, name, format) {
        const known = years.filter((year) => year[name] !== null);
        const most = Math.max(1, ...known.map((year) => Math.abs(year[name])));
        return {
            label,
            bars: known.map((year) => ({
                year: year.year,
                text: format(year[name]),
                height: Math.max(2, Math.round((Math.abs(year[name]) / most) * HEIGHT)),
                lost: year[name] < 0,
            })),
        };
    }
}

registry.category("fields").add("despacho_evolution", {
    component: EvolutionField,
    displayName: _t("Evolution"),
    supportedTypes: ["json"],
    isEmpty: () => false,
});
