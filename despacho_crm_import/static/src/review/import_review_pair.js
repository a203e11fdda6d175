import {ReviewPair} from "@despacho_crm/matching/review_pair";
import {_t} from "@web/core/l10n/translation";
import {showCandidate} from "./import_review_session";

/** A row of a file beside whom it may be, and whose value is to stay. */
export class ImportReviewPair extends ReviewPair {
    static template = "despacho_crm_import.ReviewPair";

    get likely() {
        return this.props.pair.candidates.map((candidate) => candidate.sides[1]);
    }

    show(place) {
        showCandidate(this.props.pair, place);
    }

    choose(field, place) {
        super.choose(field, place);
        this.touch(this.props.pair.fields.filter((row) => row.field === field));
    }

    chooseAll(place) {
        super.chooseAll(place);
        this.touch(this.props.pair.fields.filter((row) => row.chosen === place));
    }

    /** What a person chose is theirs, whatever would have been. */
    touch(fields) {
        for (const row of fields) {
            if (row.choosable) {
                Object.assign(row, {touched: true, why: _t("You chose it")});
            }
        }
    }
}
