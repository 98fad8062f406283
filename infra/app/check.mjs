// `node infra/app/check.mjs manifest.json [en.json …]`: the schemas that Microsoft publishes (npm @microsoft/app-manifest) on a manifest and its translations.
// Each fault is one line with its place; nothing is fetched.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, resolve } from "node:path";

const require = createRequire(import.meta.url);
const Ajv = require("ajv-draft-04").default;
const formats = require("ajv-formats").default;
const read = (file) => JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));

const schemas = resolve(dirname(require.resolve("@microsoft/app-manifest")), "json-schemas", "teams");
const [manifest, ...translations] = process.argv.slice(2);
const version = read(manifest).manifestVersion;
let faults = 0;
for (const [file, name] of [[manifest, "MicrosoftTeams.schema.json"], ...translations.map((file) => [file, "MicrosoftTeams.Localization.schema.json"])]) {
  // One of the patterns that Microsoft publishes (v1.30, activities) is none with the flag u.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats(ajv);
  const check = ajv.compile(read(resolve(schemas, `v${version}`, name)));
  if (!check(read(file))) {
    for (const { instancePath, message, params } of check.errors) {
      faults++;
      console.log(`${basename(file)}${instancePath} ${message} ${JSON.stringify(params)}`);
    }
  }
}

process.exit(faults > 0 ? 1 : 0);
