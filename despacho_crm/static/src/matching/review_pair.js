import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {sprintf} from "@web/core/utils/strings";
import {diff} from "./text_diff";

/** Two records side by side, what speaks for and against their being one, and what is to be kept of each. */
export class ReviewPair extends Component {
    static template = "despacho_crm.ReviewPair";
    static props = {pair: Object};

    get rows() {
        return this.props.pair.fields.map((row) => ({
            ...row,
            parts: row.differ ? diff(...row.values) : row.values.map((text) => [{text, same: true}]),
        }));
    }

    get others() {
        return this.props.pair.others.map((name) => `«${name}»`).join(", ");
    }

    /** Whether one of the two has to be chosen as the one that stays. */
    get choosesSurvivor() {
        return this.props.pair.kind === "partners";
    }

    bits(item) {
        return sprintf(_t("Strength %s: each point doubles the odds that they are the same"), item.bits);
    }

    hangs(side) {
        return side.hanging.length > 0;
    }

    link(side) {
        return `/odoo/${side.model}/${side.id}`;
    }

    keep(place) {
        if (this.choosesSurvivor) {
            this.props.pair.survivor = place;
        }
    }

    choose(field, place) {
        const row = this.props.pair.fields.find((other) => other.field === field);
        if (row.choosable) {
            row.chosen = place;
        }
    }

    chooseAll(place) {
        for (const row of this.props.pair.fields) {
            if (row.choosable && row.values[place]) {
                row.chosen = place;
            }
        }
    }
}
