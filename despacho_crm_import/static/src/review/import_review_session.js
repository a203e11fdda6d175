import {ReviewSession} from "@despacho_crm/matching/review_session";

/** Have one of those that a row may be beside it. */
export function showCandidate(pair, place) {
    pair.survivor = place;
    Object.assign(pair, pair.candidates[place]);
}

/** The rows of a file that a person decides on in one sitting: who each of them is, and whose values stay. */
export class ImportReviewSession extends ReviewSession {
    constructor(orm, options) {
        super(orm, {...options, model: "despacho.import.row"});
    }

    sidesOf(pair) {
        return pair.candidates.map((candidate) => candidate.sides[1]);
    }

    changesOthers(kind) {
        return kind === "this";
    }

    undoArgs(step) {
        return [[step.pair.id]];
    }

    keepChoices(pair, before) {
        const chosen = before.sides[1].id;
        const place = pair.candidates.findIndex((candidate) => candidate.sides[1].id === chosen);
        showCandidate(pair, Math.max(place, 0));
        for (const row of pair.fields) {
            const known = before.fields.find((other) => other.field === row.field);
            if (place >= 0 && known?.touched) {
                Object.assign(row, {chosen: known.chosen, touched: true, why: known.why});
            }
        }
    }
}
