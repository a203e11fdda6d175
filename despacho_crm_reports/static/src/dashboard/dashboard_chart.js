/* global Chart */
import {Component, onWillStart, useEffect, useRef} from "@odoo/owl";
import {cookie} from "@web/core/browser/cookie";
import {loadBundle} from "@web/core/assets";

/** A chart of a dashboard; `config` is what Chart.js takes, `label` what is read aloud of it. */
export class DashboardChart extends Component {
    static template = "despacho_crm_reports.DashboardChart";
    static props = {config: Object, height: {type: Number, optional: true}, label: String};
    static defaultProps = {height: 220};

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            (config) => {
                Chart.defaults.color = cookie.get("color_scheme") === "dark" ? "#ddd" : "#444";
                const chart = new Chart(this.canvas.el, {
                    ...config,
                    options: {
                        maintainAspectRatio: false,
                        animation: false,
                        locale: luxon.Settings.defaultLocale,
                        ...config.options,
                    },
                });
                return () => chart.destroy();
            },
            () => [this.props.config],
        );
    }
}
