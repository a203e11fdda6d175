// The code runs in Odoo's web client: ES modules and the browser's names.
const browser = Object.fromEntries(
    [
        "console", "document", "window", "navigator", "location", "URL", "URLSearchParams", "fetch", "FormData", "File",
        "FileReader", "Blob", "Event", "CustomEvent", "KeyboardEvent", "HTMLElement", "setTimeout", "clearTimeout",
        "setInterval", "clearInterval", "requestAnimationFrame", "queueMicrotask", "odoo", "luxon", "owl", "DataTransfer",
    ].map((name) => [name, "readonly"])
);

const rules = {
    "array-callback-return": "error",
    "consistent-return": "error",
    curly: "error",
    "default-param-last": "error",
    "dot-notation": "error",
    eqeqeq: ["error", "always", {null: "ignore"}],
    "no-alert": "error",
    "no-console": "error",
    "no-debugger": "error",
    "no-dupe-keys": "error",
    "no-else-return": "error",
    "no-eval": "error",
    "no-implied-eval": "error",
    "no-irregular-whitespace": "error",
    "no-self-compare": "error",
    "no-shadow": "error",
    "no-undef": "error",
    "no-unreachable": "error",
    "no-unused-expressions": "error",
    "no-unused-vars": "error",
    "no-use-before-define": "error",
    "no-useless-concat": "error",
    "no-var": "error",
    "object-shorthand": "error",
    "prefer-const": "error",
    "valid-typeof": "error",
};

module.exports = [
    {ignores: [".despacho/**", "**/static/lib/**"]},
    {files: ["**/*.js"], languageOptions: {ecmaVersion: 2024, sourceType: "module", globals: browser}, rules},
    {
        files: ["**/*.cjs"],
        languageOptions: {ecmaVersion: 2024, sourceType: "commonjs", globals: {require: "readonly", module: "writable", __dirname: "readonly"}},
        rules,
    },
];
