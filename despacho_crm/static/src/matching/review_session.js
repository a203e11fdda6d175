import {markRaw} from "@odoo/owl";
import {Mutex} from "@web/core/utils/concurrency";

/** Pairs on screen and read ahead. */
const AHEAD = 5;
/** Joinings undone in one call. */
const AT_A_TIME = 50;

/**
 * The pairs of one sitting: the one on screen, those read ahead, and the decisions taken.
 *
 * A decision shows the next pair at once and travels behind: calls go one after the other, so that undoing
 * waits for what it undoes, and what is read ahead knows of all that was decided before.
 */
export class ReviewSession {
    /**
     * @param {Object} orm
     * @param {Object} options
     * @param {String} [options.model] whose records wait for a decision
     * @param {Object} [options.context] what the server has to know of which of them
     * @param {(String|Boolean)} options.band only the pairs of this band
     * @param {Function} options.notify what to do with a message for the person
     */
    constructor(orm, {model = "despacho.match.pair", context = {}, band, notify}) {
        this.orm = markRaw(orm);
        this.model = model;
        this.context = context;
        this.band = band || false;
        this.notify = notify;
        this.mutex = markRaw(new Mutex());
        this.queue = [];
        this.history = [];
        this.skipped = new Set();
        this.deciding = new Map();
        this.decided = 0;
        this.steps = 0;
        this.progress = {left: 0, certain: 0, today: 0};
        this.reading = 0;
    }

    /** Ask the server. */
    call(method, args) {
        return this.orm.call(this.model, method, args, {context: this.context});
    }

    /** The records that a pair is about. */
    sidesOf(pair) {
        return pair.sides;
    }

    overlap(one, two) {
        return this.sidesOf(one).some((side) =>
            this.sidesOf(two).some((other) => side.model === other.model && side.id === other.id),
        );
    }

    contactsOf(pair) {
        const contacts = pair ? this.sidesOf(pair).filter((side) => side.model === "res.partner") : [];
        return contacts.map((side) => side.id);
    }

    /** What a person had chosen on a pair is chosen when it comes back. */
    keepChoices(pair, before) {
        pair.survivor = before.survivor;
        for (const row of pair.fields) {
            row.chosen = before.fields.find((other) => other.field === row.field)?.chosen ?? row.chosen;
        }
    }

    /** Whether deciding so changes what is known of the others that wait. */
    changesOthers(kind) {
        return kind !== "reject";
    }

    get current() {
        return this.queue[0];
    }

    get last() {
        return this.history.at(-1);
    }

    get total() {
        return this.progress.left + this.decided;
    }

    get position() {
        return Math.min(this.decided + this.skipped.size + 1, this.total);
    }

    /** Begin with these pairs, or with the best ones. */
    async start(pairIds = []) {
        if (pairIds.length) {
            this.queue = await this.call("review_data", [pairIds]);
        }
        await this.refill();
    }

    /**
     * Read ahead: first what is about the same contacts, so that who is there three times is decided on in a row.
     *
     * @param {Object} [decided] the pair just decided: what is about its contacts comes right after the one on screen
     */
    async refill(decided) {
        this.reading += 1;
        try {
            await this.mutex.exec(() => this.readAhead(decided));
        } finally {
            this.reading -= 1;
        }
    }

    async readAhead(decided) {
        const missing = AHEAD - this.queue.length;
        if (missing <= 0) {
            return;
        }
        const unwanted = [...this.skipped, ...this.deciding.keys(), ...this.queue.map((pair) => pair.id)];
        const near = this.contactsOf(decided || this.queue.at(-1));
        const found = await this.call("review_next", [unwanted, this.band, missing, near]);
        this.learn(found.progress);
        const pairs = found.pairs.filter((pair) => this.isNew(pair));
        if (decided) {
            this.queue.splice(1, 0, ...pairs.filter((pair) => this.overlap(pair, decided)));
        }
        this.queue.push(...pairs.filter((pair) => !this.queue.includes(pair)));
    }

    /** The server counts what it knows; decisions that are on their way are counted here. */
    learn(progress) {
        const under = this.deciding.size;
        this.progress = {...progress, left: progress.left - under, today: progress.today + under};
    }

    isNew(pair) {
        return !(
            this.skipped.has(pair.id) ||
            this.deciding.has(pair.id) ||
            this.queue.some((other) => other.id === pair.id) ||
            [...this.deciding.values()].some((step) => this.changesOthers(step.kind) && this.overlap(pair, step.pair))
        );
    }

    /**
     * Decide on the pair on screen.
     *
     * @param {String} kind of decision, as the method of the server says: «join», «reject»...
     * @param {Array} args of the method of the server
     */
    async decide(kind, args = []) {
        const pair = this.queue.shift();
        const step = {key: ++this.steps, kind, pair};
        if (this.changesOthers(kind)) {
            // What was read ahead about these two is no longer so.
            this.queue = this.queue.filter((other) => !this.overlap(other, pair));
        }
        this.deciding.set(pair.id, step);
        this.history.push(step);
        this.count(1);
        const sent = this.mutex.exec(async () => {
            try {
                step.result = await this.call(`review_${kind}`, [[pair.id], ...args]);
            } catch (error) {
                this.forget(step);
                this.queue.unshift(pair);
                throw error;
            } finally {
                this.deciding.delete(pair.id);
            }
            if (step.result.gone) {
                this.forget(step);
                this.notify("gone");
            } else {
                this.learn(step.result.progress);
            }
        });
        const filled = this.refill(this.changesOthers(kind) ? pair : undefined);
        await sent;
        await filled;
    }

    count(change) {
        this.decided += change;
        this.progress.left -= change;
        this.progress.today += change;
    }

    forget(step) {
        this.history = this.history.filter((other) => other.key !== step.key);
        this.count(-1);
    }

    skip() {
        const pair = this.queue.shift();
        this.skipped.add(pair.id);
        this.history.push({key: ++this.steps, kind: "skip", pair});
        return this.refill();
    }

    /** Those that were left for later come again. */
    again() {
        this.skipped.clear();
        this.history = this.history.filter((step) => step.kind !== "skip");
        return this.refill();
    }

    /** Take the last decision back: its pair is on screen again. */
    undo() {
        const step = this.history.pop();
        if (!step) {
            return Promise.resolve();
        }
        if (step.kind === "skip") {
            this.skipped.delete(step.pair.id);
            return this.reopen([step.pair.id], step.pair);
        }
        return this.mutex.exec(async () => {
            if (step.kind === "certain") {
                await this.undoCertain(step);
                return;
            }
            if (!step.result || step.result.gone) {
                return;
            }
            const back = await this.call("review_undo", this.undoArgs(step));
            this.decided -= 1;
            this.learn(back.progress);
            this.putFirst(back.pairs, step.pair);
            if (back.note) {
                this.notify("note", back.note);
            }
        });
    }

    undoArgs(step) {
        return [[step.pair.id], step.result.merge_id];
    }

    /** A pair that was left for later, as it stands now. */
    reopen(pairIds, before) {
        return this.mutex.exec(async () => {
            this.putFirst(await this.call("review_data", [pairIds]), before);
        });
    }

    putFirst(pairs, before) {
        pairs.forEach((pair) => this.keepChoices(pair, before));
        const ids = new Set(pairs.map((pair) => pair.id));
        this.queue = [...pairs, ...this.queue.filter((pair) => !ids.has(pair.id))];
    }

    /**
     * Join all the certain pairs, some at a time.
     *
     * @param {Function} onProgress told how many are joined so far
     * @param {Boolean} elsewhere those at two addresses too
     */
    acceptCertain(onProgress, elsewhere) {
        return this.mutex.exec(async () => {
            const step = {key: ++this.steps, kind: "certain", merges: [], kept: 0};
            let after = 0;
            while (after !== false) {
                const done = await this.call("review_accept_certain", elsewhere ? [after, true] : [after]);
                step.merges.push(...done.merge_ids);
                step.kept += done.kept;
                after = done.after;
                onProgress(step.merges.length);
            }
            if (step.merges.length) {
                this.history.push(step);
                this.decided += step.merges.length;
            }
            await this.reread();
            return step;
        });
    }

    async undoCertain(step) {
        while (step.merges.length) {
            await this.call("review_undo_certain", [step.merges.slice(-AT_A_TIME)]);
            const undone = step.merges.splice(-AT_A_TIME).length;
            this.decided -= undone;
        }
        await this.reread();
    }

    /** Much has changed: nothing read ahead is to be trusted. */
    async reread() {
        const found = await this.call("review_next", [[...this.skipped], this.band, AHEAD]);
        this.learn(found.progress);
        this.queue = found.pairs;
    }
}
