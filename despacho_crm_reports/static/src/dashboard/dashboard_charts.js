import {COLORS} from "./dashboard_figures";
import {_t} from "@web/core/l10n/translation";

const LONGEST_NAME = 22;

/** From bad to good, as the bands of the records. */
const BANDS = {1: COLORS.bad, 2: COLORS.waiting, 3: "#f1c40f", 4: COLORS.good};

function short(name) {
    return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

function stageColor(stage) {
    if (stage.outcome === "won") {
        return COLORS.good;
    }
    if (["lost", "lost_competitor", "not_interested"].includes(stage.outcome)) {
        return COLORS.bad;
    }
    return COLORS[stage.type] || COLORS.quiet;
}

function funnelChart(funnel, open) {
    const stages = funnel.stages.filter((stage) => stage.reached);
    return {
        type: "bar",
        data: {
            labels: stages.map((stage) => short(stage.name)),
            datasets: [
                {
                    label: _t("Went through"),
                    data: stages.map((stage) => stage.reached),
                    backgroundColor: stages.map((stage) => stageColor(stage)),
                },
            ],
        },
        options: {
            indexAxis: "y",
            plugins: {legend: {display: false}},
            scales: {x: {ticks: {precision: 0}}, y: {ticks: {autoSkip: false}}},
            onClick: (_event, [element]) => element && open(stages[element.index].open_reached),
        },
    };
}

function actionsChart({rows}, openResults) {
    return {
        type: "bar",
        data: {
            labels: rows.map((row) => short(row.name)),
            datasets: [
                {
                    label: _t("Invoiced since then"),
                    data: rows.map((row) => row.revenue),
                    backgroundColor: COLORS.good,
                },
                {label: _t("Cost"), data: rows.map((row) => row.cost), backgroundColor: COLORS.waiting},
            ],
        },
        options: {
            indexAxis: "y",
            plugins: {legend: {position: "bottom"}},
            onClick: (_event, [element]) =>
                element && openResults(element.datasetIndex ? "cost" : "revenue", rows[element.index].id),
        },
    };
}

function feedingChart({steps}, open) {
    return {
        type: "bar",
        data: {
            labels: steps.map((step) => step.name),
            datasets: [{data: steps.map((step) => step.count), backgroundColor: COLORS.lead}],
        },
        options: {
            plugins: {legend: {display: false}},
            scales: {y: {ticks: {precision: 0}}},
            onClick: (_event, [element]) => element && open(steps[element.index].open),
        },
    };
}

function trendChart({trend}, openTrend) {
    return {
        type: "line",
        data: {
            labels: trend.map((day) =>
                luxon.DateTime.fromISO(day.date).toLocaleString({day: "numeric", month: "short"}),
            ),
            datasets: [
                {
                    label: _t("Quality of the whole base"),
                    data: trend.map((day) => day.score),
                    borderColor: COLORS.main,
                    backgroundColor: COLORS.main,
                    tension: 0.2,
                },
            ],
        },
        options: {
            plugins: {legend: {position: "bottom"}},
            scales: {y: {min: 0, max: 100}},
            onClick: openTrend,
        },
    };
}

function bandsChart({bands}, open) {
    return {
        type: "doughnut",
        data: {
            labels: bands.map((band) => band.name),
            datasets: [
                {
                    data: bands.map((band) => band.count),
                    backgroundColor: bands.map((band) => BANDS[band.id]),
                },
            ],
        },
        options: {
            plugins: {legend: {position: "right"}},
            onClick: (_event, [element]) => element && open(bands[element.index].open),
        },
    };
}

function objectivesChart(objectives, open) {
    const rows = objectives.filter((row) => row.percent !== null);
    return {
        type: "bar",
        data: {
            labels: rows.map((row) => row.name),
            datasets: [
                {
                    label: _t("Reached (%)"),
                    data: rows.map((row) => row.percent),
                    backgroundColor: rows.map((row) => (row.percent < 100 ? COLORS.waiting : COLORS.good)),
                },
            ],
        },
        options: {
            indexAxis: "y",
            plugins: {legend: {display: false}},
            scales: {x: {min: 0, suggestedMax: 100}},
            onClick: (_event, [element]) => element && open(rows[element.index].open),
        },
    };
}

/** The charts of the parts of the page; what is clicked in them opens its records. */
export function makeCharts(parts, {open, openResults, openTrend}) {
    return {
        funnel: funnelChart(parts.funnel, open),
        actions: actionsChart(parts.actions, openResults),
        feeding: feedingChart(parts.feeding, open),
        trend: trendChart(parts.quality, openTrend),
        bands: bandsChart(parts.quality, open),
        objectives: objectivesChart(parts.objectives, open),
    };
}
