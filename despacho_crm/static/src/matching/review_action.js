import {Component, onWillStart, useEffect, useRef, useState, useSubEnv} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {useService} from "@web/core/utils/hooks";
import {sprintf} from "@web/core/utils/strings";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {getDefaultConfig} from "@web/views/view";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {CertainDialog} from "./certain_dialog";
import {ReviewPair} from "./review_pair";
import {ReviewSession} from "./review_session";

/**
 * The screen for somebody who has hundreds of possible duplicates to get through: one after another, by keys or clicks.
 *
 * Whoever has others to decide on extends it: its keys, its session, what it shows and what it says.
 */
export class ReviewAction extends Component {
    static template = "despacho_crm.ReviewAction";
    static components = {Layout, ReviewPair};
    static props = {...standardActionServiceProps};
    static keys = {
        j: "join",
        n: "reject",
        e: "establish",
        k: "skip",
        arrowright: "skip",
        arrowleft: "back",
        z: "undo",
        u: "undo",
        1: "keepFirst",
        2: "keepSecond",
    };

    setup() {
        useSubEnv({config: {...getDefaultConfig(), ...this.env.config}});
        useSetupAction();
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.session = useState(this.makeSession(useService("orm")));
        const {active_ids: ids, active_model: model} = this.props.action.context || {};
        const chosen = model === this.session.model ? ids : this.props.action.params?.pair_ids;
        onWillStart(() => this.session.start(chosen || []));
        const root = useRef("root");
        useEffect(
            () => {
                // Each pair is read from its beginning, whatever it is that scrolls.
                for (let el = root.el.querySelector(".o_review_screen"); el; el = el.parentElement) {
                    el.scrollTop = 0;
                }
            },
            () => [this.pair?.id],
        );
        for (const [key, method] of Object.entries(this.constructor.keys)) {
            useHotkey(key, () => this[method]());
        }
    }

    makeSession(orm) {
        const {band} = this.props.action.context || {};
        return new ReviewSession(orm, {band, notify: (what, text) => this.notify(what, text)});
    }

    get pair() {
        return this.session.current;
    }

    get counted() {
        const {position, total} = this.session;
        return sprintf(_t("%(position)s of %(total)s"), {position, total});
    }

    get certainLabel() {
        return sprintf(_t("Accept all the certain ones (%s)"), this.session.progress.certain);
    }

    get decidedLabel() {
        return _t("Done today:");
    }

    get nothingLeft() {
        return _t("No duplicates to decide on");
    }

    get nothingLeftWhy() {
        return _t("Each night the contacts that changed are compared with all the others.");
    }

    get againLabel() {
        return sprintf(_t("Those left for later (%s)"), this.session.skipped.size);
    }

    get share() {
        const {decided, total} = this.session;
        return total ? Math.round((100 * decided) / total) : 100;
    }

    /** What the undo bar says of the last decision. */
    get lastDone() {
        const step = this.session.last;
        if (!step) {
            return "";
        }
        if (step.kind === "certain") {
            return this.certainDone(step.merges.length);
        }
        const [one, other] = step.pair.sides.map((side) => side.name);
        return sprintf(this.doneTexts[step.kind], {one, other});
    }

    certainDone(count) {
        return count === 1 ? _t("One certain pair joined.") : sprintf(_t("%s certain pairs joined."), count);
    }

    get doneTexts() {
        return {
            join: _t("Joined: %(one)s and %(other)s."),
            establish: _t("Joined as an establishment: %(one)s and %(other)s."),
            reject: _t("Not the same: %(one)s and %(other)s."),
            skip: _t("Left for later: %(one)s and %(other)s."),
        };
    }

    get joinLabel() {
        return {
            partners: _t("Join"),
            leads: _t("Join the leads"),
            link: _t("The lead is of this contact"),
        }[this.pair.kind];
    }

    /** Why the pair on screen cannot be decided so, with the one that stays chosen as it is. */
    reasons(decision) {
        return this.pair?.hindrances[decision]?.[this.pair.survivor] || [];
    }

    can(decision) {
        return Boolean(this.pair?.hindrances[decision]) && !this.reasons(decision).length;
    }

    /** What is said of the buttons that are disabled, each reason once. */
    get hindrances() {
        const join = this.reasons("join");
        const establish = this.reasons("establish").filter((text) => !join.includes(text));
        return [...join, ...establish.map((text) => sprintf(_t("As an establishment: %s"), text))];
    }

    notify(what, text) {
        const messages = {
            gone: _t("Somebody else has already decided on this pair."),
            note: text,
        };
        this.notification.add(messages[what], {type: what === "gone" ? "info" : "warning", sticky: what === "note"});
    }

    async join() {
        if (!this.can("join")) {
            return;
        }
        const {survivor, fields} = this.pair;
        const rows = fields.filter((row) => row.choosable);
        await this.session.decide("join", [survivor, Object.fromEntries(rows.map((row) => [row.field, row.chosen]))]);
    }

    async establish() {
        if (this.can("establish")) {
            await this.session.decide("establish", [this.pair.survivor]);
        }
    }

    async reject() {
        if (this.pair) {
            await this.session.decide("reject");
        }
    }

    async skip() {
        if (this.pair) {
            await this.session.skip();
        }
    }

    undo() {
        return this.session.undo();
    }

    /** Back to the pair that was just left for later; a decision is not taken back that easily. */
    back() {
        return this.session.last?.kind === "skip" ? this.session.undo() : undefined;
    }

    keepFirst() {
        this.keep(0);
    }

    keepSecond() {
        this.keep(1);
    }

    keep(place) {
        if (this.pair?.kind === "partners") {
            this.pair.survivor = place;
        }
    }

    /** Before all the certain ones are accepted: who they are. */
    get certainDialog() {
        return CertainDialog;
    }

    acceptCertain() {
        this.dialog.add(this.certainDialog, {
            context: this.session.context,
            accept: async (onProgress, elsewhere) => {
                const step = await this.session.acceptCertain(onProgress, elsewhere);
                if (step.kept) {
                    const text =
                        step.kept === 1
                            ? _t("One pair is left for you to decide.")
                            : sprintf(_t("%s pairs are left for you to decide."), step.kept);
                    this.notification.add(text, {type: "info"});
                }
            },
        });
    }

    openList() {
        return this.action.doAction("despacho_crm.action_match_pairs");
    }
}

registry.category("actions").add("despacho_match_review", ReviewAction);
