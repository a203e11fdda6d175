import {Component, onWillStart, useState} from "@odoo/owl";
import {Layout} from "@web/search/layout";
import {_t} from "@web/core/l10n/translation";
import {download} from "@web/core/network/download";
import {figureAction} from "@despacho_crm/figures/figure_action";
import {formatFloat, formatInteger, formatMonetary} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

/** The measure of a tile, and what lies between two. */
const [SIDE, GAP] = [44, 3];
/** From little to much, as many steps as an eye tells apart. */
const STEPS = ["#e8f1f8", "#bcd7ea", "#8fbcdb", "#5a97c4", "#2b6ca3", "#164a78"];
const LOSS = "#e8a49a";
const NOTHING = "#f1f1f1";

/** The portfolio on the provinces: a tile for each one, that opens its companies. */
export class PortfolioMap extends Component {
    static template = "despacho_crm_reports.PortfolioMap";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.state = useState({page: null});
        onWillStart(() => this.load("clients", null, false));
    }

    async load(measure, year, section) {
        this.state.page = await this.orm.call("despacho.portfolio.cell", "get_map", [measure, year, section]);
    }

    get page() {
        return this.state.page;
    }

    get box() {
        return `0 0 ${this.page.columns * (SIDE + GAP)} ${this.page.rows * (SIDE + GAP)}`;
    }

    get tiles() {
        const values = this.page.provinces.map(({value}) => value).filter((value) => value > 0);
        values.sort((one, two) => one - two);
        return this.page.provinces.map((province) => ({
            ...province,
            ...this.paint(province.value, values),
            x: province.column * (SIDE + GAP),
            y: province.row * (SIDE + GAP),
            text: this.short(province.value),
        }));
    }

    /** The provinces that have something, those with most first. */
    get ranking() {
        return this.page.provinces.filter(({value}) => value).sort((one, two) => two.value - one.value);
    }

    get side() {
        return SIDE;
    }

    get madeOn() {
        const made = luxon.DateTime.fromSQL(this.page.made_on, {zone: "utc"}).setZone("default");
        return _t("Made on %s. Each province opens its companies.", made.toLocaleString(luxon.DateTime.DATETIME_SHORT));
    }

    /** @returns {Object} colours of a tile: by its place among the others, so that one large province hides none */
    paint(value, sorted) {
        if (!value) {
            return {fill: NOTHING, ink: "#666"};
        }
        if (value < 0) {
            return {fill: LOSS, ink: "#222"};
        }
        const below = sorted.filter((other) => other < value).length;
        const step = Math.min(STEPS.length - 1, Math.floor((below * STEPS.length) / sorted.length));
        return {fill: STEPS[step], ink: step > 2 ? "#fff" : "#222"};
    }

    /** @returns {String} ``value`` as it fits in a tile */
    short(value) {
        if (!value) {
            return "";
        }
        if (Math.abs(value) >= 10000) {
            return formatFloat(value, {humanReadable: true, decimals: 0});
        }
        return formatFloat(value, {digits: [16, value % 1 && Math.abs(value) < 100 ? 1 : 0]});
    }

    format(value) {
        const {currency, decimals} = this.page;
        if (currency) {
            return formatMonetary(value, {currencyId: currency});
        }
        return decimals ? formatFloat(value, {digits: [16, decimals]}) : formatInteger(Math.round(value));
    }

    change(values) {
        const {measure, year, section} = {...this.page, ...values};
        return this.load(measure, year, section);
    }

    async open(stateId) {
        const {measure, year, section} = this.page;
        const params = [measure, year, section, stateId];
        return this.action.doAction(figureAction(await this.orm.call("despacho.portfolio.cell", "action_map", params)));
    }

    /** A tile is pressed with the keyboard as a button is. */
    press(ev, stateId) {
        if (["Enter", " "].includes(ev.key)) {
            ev.preventDefault();
            this.open(stateId);
        }
    }

    async rebuild() {
        this.ui.block();
        try {
            await this.orm.call("despacho.portfolio.cell", "action_build", []);
        } finally {
            this.ui.unblock();
        }
        return this.change({});
    }

    async saveFile() {
        this.ui.block();
        try {
            await download({url: "/despacho_crm/portfolio", data: {domain: "[]"}});
        } finally {
            this.ui.unblock();
        }
    }
}

registry.category("actions").add("despacho_crm_reports.portfolio_map", PortfolioMap);
