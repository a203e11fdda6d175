import {Component, onWillStart, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {sprintf} from "@web/core/utils/strings";

/** Before all the certain pairs are joined: how many they are, and some of them. */
export class CertainDialog extends Component {
    static template = "despacho_crm.CertainDialog";
    static components = {Dialog};
    static props = {close: Function, accept: Function, context: {type: Object, optional: true}};
    static model = "despacho.match.pair";

    setup() {
        this.orm = useService("orm");
        this.state = useState({count: 0, elsewhere: 0, alsoElsewhere: false, sample: [], busy: false, joined: 0});
        onWillStart(async () => {
            const {context} = this.props;
            Object.assign(this.state, await this.orm.call(this.constructor.model, "review_certain", [], {context}));
        });
    }

    get title() {
        return _t("Join all the certain ones");
    }

    get more() {
        const more = this.state.count - this.state.sample.length;
        return more > 0 ? sprintf(_t("and %s more"), more) : "";
    }

    get intro() {
        const {count, sample} = this.state;
        if (count <= sample.length) {
            return count === 1 ? _t("One pair is certain:") : sprintf(_t("%s pairs are certain:"), count);
        }
        return sprintf(_t("%s pairs are certain. These are the ones with the least evidence:"), count);
    }

    get caution() {
        return _t(
            "Those that a person has to look at (with users, invoices on both sides...) are left for you. Everything can be undone.",
        );
    }

    /** How many are going to be joined, as far as is known beforehand. */
    get joining() {
        const {count, elsewhere, alsoElsewhere} = this.state;
        return alsoElsewhere ? count : count - elsewhere;
    }

    get elsewhereLabel() {
        const {elsewhere} = this.state;
        return elsewhere === 1
            ? _t("Join also the pair at two addresses: that of the one that stays is kept.")
            : sprintf(_t("Join also the %s pairs at two addresses: that of the one that stays is kept."), elsewhere);
    }

    get progress() {
        return sprintf(_t("%(joined)s of %(count)s joined"), {joined: this.state.joined, count: this.joining});
    }

    get acceptLabel() {
        const count = this.joining;
        return count === 1 ? _t("Join the pair") : sprintf(_t("Join %s pairs"), count);
    }

    async confirm() {
        this.state.busy = true;
        try {
            await this.props.accept((joined) => {
                this.state.joined = joined;
            }, this.state.alsoElsewhere);
        } finally {
            this.props.close();
        }
    }
}
