// XML, JavaScript, style sheets and JSON. The plugins lie where setup/test installs them, out of the checkout's root.
const plugins = [`${__dirname}/.despacho/npm/node_modules`];

module.exports = {
    bracketSpacing: false,
    plugins: [require.resolve("@prettier/plugin-xml", {paths: plugins})],
    printWidth: 120,
    proseWrap: "preserve",
    tabWidth: 4,
    xmlQuoteAttributes: "double",
    xmlSelfClosingSpace: false,
    xmlWhitespaceSensitivity: "preserve",
};
