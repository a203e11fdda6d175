/** What two texts have in common, letter by letter: capitals and accents are no difference. */

/** Shorter runs in common are chance: marking around them would be confetti. */
const SHORTEST_RUN = 2;
/** When less than this is common, the texts are two, and nothing is marked within them. */
const LEAST_COMMON = 0.35;
const LONGEST = 200;

function fold(text) {
    // One letter stays one letter, so that places in the folded text are places in the text.
    return Array.from(text, (char) => char.normalize("NFD")[0].toLowerCase());
}

/** Return for each letter of both texts whether it belongs to their longest common subsequence. */
function common(one, two) {
    const width = two.length + 1;
    const lengths = new Uint16Array((one.length + 1) * width);
    for (let i = one.length - 1; i >= 0; i--) {
        for (let j = two.length - 1; j >= 0; j--) {
            lengths[i * width + j] =
                one[i] === two[j]
                    ? lengths[(i + 1) * width + j + 1] + 1
                    : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
        }
    }
    const kept = [new Array(one.length).fill(false), new Array(two.length).fill(false)];
    let i = 0;
    let j = 0;
    while (i < one.length && j < two.length) {
        if (one[i] === two[j]) {
            kept[0][i++] = true;
            kept[1][j++] = true;
        } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    return kept;
}

function parts(text, kept) {
    const runs = [];
    for (const [index, char] of Array.from(text).entries()) {
        const last = runs.at(-1);
        if (last && last.same === kept[index]) {
            last.text += char;
        } else {
            runs.push({text: char, same: kept[index]});
        }
    }
    const joined = [];
    for (const [index, run] of runs.entries()) {
        const inside = index > 0 && index < runs.length - 1;
        const chance = run.same && inside && run.text.trim().length < SHORTEST_RUN;
        const same = (run.same && !chance) || !run.text.trim();
        const last = joined.at(-1);
        if (last && last.same === same) {
            last.text += run.text;
        } else {
            joined.push({text: run.text, same});
        }
    }
    return joined;
}

/**
 * @param {String} one
 * @param {String} two
 * @returns {Array[]} the parts of each text as {text, same}
 */
export function diff(one, two) {
    const whole = [one, two].map((text) => (text ? [{text, same: true}] : []));
    if (!one || !two || one === two || one.length > LONGEST || two.length > LONGEST) {
        return whole;
    }
    const kept = common(fold(one), fold(two));
    const shared = kept[0].filter(Boolean).length;
    if (shared < LEAST_COMMON * Math.max(kept[0].length, kept[1].length)) {
        return [[{text: one, same: false}], [{text: two, same: false}]];
    }
    return [parts(one, kept[0]), parts(two, kept[1])];
}
