/* Validates documents with ajv. usage: node ajv.js SCHEMA <PATHS
 *
 * Prints a line for each path: "accepted", or "refused" and where. Strict mode: a keyword that ajv does not
 * know, or one that does nothing, is an error of the schema. */
"use strict";

const fs = require("fs");
const Ajv = require("ajv/dist/2020").default;

/* strictRequired would have `properties` repeated beside every `required` in a oneOf or a then. */
const ajv = new Ajv({ strict: true, strictTypes: true, strictTuples: true, strictRequired: false });
const validate = ajv.compile(JSON.parse(fs.readFileSync(process.argv[2], "utf8")));

for (const path of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
        const accepted = validate(JSON.parse(fs.readFileSync(path, "utf8")));
        console.log(accepted ? "accepted" : "refused " + validate.errors[0].instancePath);
}
