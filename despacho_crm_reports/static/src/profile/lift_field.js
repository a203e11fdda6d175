/* global Chart */
import {Component, onWillStart, onWillUnmount, useEffect, useRef} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {cookie} from "@web/core/browser/cookie";
import {loadBundle} from "@web/core/assets";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const COLORS = {best: "#714b67", chance: "#adb5bd"};

/** Of those with most points, how many of the best they have: against drawing lots. */
export class LiftField extends Component {
    static template = "despacho_crm_reports.LiftField";
    static props = {...standardFieldProps};

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                this.draw();
                return () => this.clear();
            },
            () => [JSON.stringify(this.points)],
        );
        onWillUnmount(() => this.clear());
    }

    get points() {
        return this.props.record.data[this.props.name] || [];
    }

    /** What the chart says, for whoever does not see it. */
    get sentences() {
        return this.points.slice(0, 3).map(([share, found]) =>
            _t("The %(share)s % with most points have %(found)s % of the best clients.", {
                share: Math.round(share * 100),
                found: Math.round(found * 100),
            }),
        );
    }

    clear() {
        this.chart?.destroy();
        this.chart = null;
    }

    draw() {
        this.clear();
        if (!this.canvas.el) {
            return;
        }
        const text = cookie.get("color_scheme") === "dark" ? "#ddd" : "#444";
        const line = (label, data, color, options) => ({
            label,
            data,
            borderColor: color,
            backgroundColor: color,
            ...options,
        });
        const points = [[0, 0], ...this.points].map(([x, y]) => ({
            x: x * 100,
            y: y * 100,
        }));
        const axis = (title) => ({
            type: "linear",
            min: 0,
            max: 100,
            title: {display: true, text: title, color: text},
            ticks: {color: text, callback: (value) => `${value} %`},
        });
        this.chart = new Chart(this.canvas.el, {
            type: "line",
            data: {
                datasets: [
                    line(_t("With the points"), points, COLORS.best, {tension: 0.2}),
                    line(
                        _t("Drawing lots"),
                        [
                            {x: 0, y: 0},
                            {x: 100, y: 100},
                        ],
                        COLORS.chance,
                        {borderDash: [6, 6], pointRadius: 0},
                    ),
                ],
            },
            options: {
                maintainAspectRatio: false,
                scales: {
                    x: axis(_t("Of all, those with most points")),
                    y: axis(_t("Of the best clients, they have")),
                },
                plugins: {legend: {position: "bottom", labels: {color: text}}},
            },
        });
    }
}

export const liftField = {
    component: LiftField,
    displayName: _t("Lift chart"),
    supportedTypes: ["json"],
};

registry.category("fields").add("despacho_lift", liftField);
