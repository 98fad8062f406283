// `node infra/supply/check.mjs FILE`: the schema that CycloneDX publishes (npm @cyclonedx/cyclonedx-library carries it) on a bill of materials.
// Each fault is one line with its place; nothing is fetched.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";

const require = createRequire(import.meta.url);
const Ajv = require("ajv").default;
const formats = require("ajv-formats").default;
const more = require("ajv-formats-draft2019");
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

const schemas = resolve(dirname(require.resolve("@cyclonedx/cyclonedx-library/package.json")), "res", "schema");
const ajv = new Ajv({ strict: false, allErrors: true });
for (const name of ["spdx", "jsf-0.82"]) {
  // The schema asks for them by the names of their files.
  const { $id, ...schema } = read(resolve(schemas, `${name}.SNAPSHOT.schema.json`));
  ajv.addSchema(schema, `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
}

formats(ajv);
more(ajv);
// The schema asks for IRI references, which the validator does not know; there are none in our bills.
ajv.addFormat("iri-reference", true);
const check = ajv.compile(read(resolve(schemas, "bom-1.6.SNAPSHOT.schema.json")));
const sound = check(read(process.argv[2]));
for (const { instancePath, message, params } of check.errors ?? []) {
  console.log(`${instancePath} ${message} ${JSON.stringify(params)}`);
}

process.exit(sound ? 0 : 1);
