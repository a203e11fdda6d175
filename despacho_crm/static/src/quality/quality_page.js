/* global Chart */
import {Component, onMounted, onPatched, onWillStart, onWillUnmount, useRef, useState} from "@odoo/owl";
import {Layout} from "@web/search/layout";
import {_t} from "@web/core/l10n/translation";
import {cookie} from "@web/core/browser/cookie";
import {figureAction} from "@despacho_crm/figures/figure_action";
import {loadBundle} from "@web/core/assets";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

/** From bad to good, as the bands of the records. */
const BAND_COLORS = {1: "#c0392b", 2: "#e67e22", 3: "#f1c40f", 4: "#27ae60"};
/** Of the whole and of each part, in the trend and in the bars. */
const COLORS = {score: "#714b67", filled: "#2b7bba", valid: "#27ae60", fresh: "#e67e22"};
const SHOWN = 12;

/** «Quality of the base»: how it is, what is missing, how it goes; each figure opens its records. */
export class QualityPage extends Component {
    static template = "despacho_crm.QualityPage";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({page: null, all: false});
        this.bands = useRef("bands");
        this.gaps = useRef("gaps");
        this.trend = useRef("trend");
        this.charts = [];
        onWillStart(async () => {
            await loadBundle("web.chartjs_lib");
            this.state.page = await this.orm.call("despacho.quality.record", "get_page", []);
        });
        onMounted(() => this.draw());
        onPatched(() => this.draw());
        onWillUnmount(() => this.clear());
    }

    get page() {
        return this.state.page;
    }

    get lacking() {
        return this.page.measures.filter((measure) => measure.missing);
    }

    get shown() {
        return this.state.all ? this.lacking : this.lacking.slice(0, SHOWN);
    }

    get dimensions() {
        return [
            {id: "score", name: _t("Quality")},
            {id: "filled", name: _t("Completeness")},
            {id: "valid", name: _t("Validity")},
            {id: "fresh", name: _t("Up to date")},
        ];
    }

    get done() {
        return this.page.reviews.reduce((sum, one) => sum + one.done, 0);
    }

    get dealt() {
        return this.page.reviews.reduce((sum, one) => sum + one.done + one.todo + one.skipped, 0);
    }

    get ratedOn() {
        return luxon.DateTime.fromISO(this.page.rated_on).toLocaleString();
    }

    clear() {
        this.charts.forEach((chart) => chart.destroy());
        this.charts = [];
    }

    draw() {
        this.clear();
        if (!this.page.total) {
            return;
        }
        const text = cookie.get("color_scheme") === "dark" ? "#ddd" : "#444";
        Chart.defaults.color = text;
        this.drawBands();
        this.drawGaps();
        this.drawTrend();
    }

    add(ref, config) {
        if (ref.el) {
            this.charts.push(new Chart(ref.el, config));
        }
    }

    drawBands() {
        const {bands} = this.page;
        this.add(this.bands, {
            type: "doughnut",
            data: {
                labels: bands.map((band) => band.name),
                datasets: [
                    {
                        data: bands.map((band) => band.count),
                        backgroundColor: bands.map((band) => BAND_COLORS[band.id]),
                    },
                ],
            },
            options: {
                maintainAspectRatio: false,
                plugins: {legend: {position: "bottom"}},
                onClick: (_event, [element]) => element && this.openBand(bands[element.index]),
            },
        });
    }

    drawGaps() {
        const measures = this.shown;
        this.add(this.gaps, {
            type: "bar",
            data: {
                labels: measures.map((measure) => measure.name),
                datasets: [
                    {
                        label: _t("Records that lack it"),
                        data: measures.map((measure) => measure.missing),
                        backgroundColor: measures.map((measure) => COLORS[measure.kind_id]),
                    },
                ],
            },
            options: {
                indexAxis: "y",
                maintainAspectRatio: false,
                plugins: {
                    legend: {display: false},
                    tooltip: {
                        callbacks: {
                            afterLabel: (item) => this.explain(measures[item.dataIndex]),
                        },
                    },
                },
                scales: {x: {ticks: {precision: 0}}},
                onClick: (_event, [element]) => element && this.openMeasure(measures[element.index]),
            },
        });
    }

    drawTrend() {
        const {trend} = this.page;
        this.add(this.trend, {
            type: "line",
            data: {
                labels: trend.map((day) =>
                    luxon.DateTime.fromISO(day.date).toLocaleString({day: "numeric", month: "short"}),
                ),
                datasets: this.dimensions.map((dimension, index) => ({
                    label: dimension.name,
                    data: trend.map((day) => day[dimension.id]),
                    borderColor: COLORS[dimension.id],
                    backgroundColor: COLORS[dimension.id],
                    borderWidth: index ? 1.5 : 3,
                    tension: 0.2,
                })),
            },
            options: {
                maintainAspectRatio: false,
                plugins: {legend: {position: "bottom"}},
                scales: {y: {min: 0, max: 100}},
                onClick: () => this.openTrend(),
            },
        });
    }

    explain(measure) {
        const well = _t("%(percent)s % have it, of %(total)s", {percent: measure.percent, total: measure.total});
        return measure.uses ? [well, _t("Segments that ask for it: %s", measure.uses)] : well;
    }

    openMeasure(measure) {
        return this.action.doAction(
            figureAction({
                type: "ir.actions.act_window",
                name: _t("Lacking: %s", measure.name),
                res_model: "res.partner",
                views: [
                    [false, "list"],
                    [false, "kanban"],
                    [false, "form"],
                ],
                domain: [["quality_gap_ids", "in", [measure.id]]],
            }),
        );
    }

    openBand(band) {
        return this.openRecords(band.name, [["band", "=", band.id]]);
    }

    openRecords(name, domain) {
        return this.action.doAction(
            figureAction({
                type: "ir.actions.act_window",
                name,
                res_model: "despacho.quality.record",
                views: [
                    [false, "list"],
                    [false, "kanban"],
                    [false, "graph"],
                ],
                domain,
            }),
        );
    }

    openAll() {
        return this.openRecords(_t("Quality of each record"), []);
    }

    openTrend() {
        return this.action.doAction("despacho_crm.action_quality_snapshots");
    }

    openMine() {
        return this.action.doAction("despacho_crm.action_quality_my_review_open");
    }

    openReviews() {
        return this.action.doAction("despacho_crm.action_quality_reviews");
    }
}

registry.category("actions").add("despacho_crm.quality", QualityPage);
