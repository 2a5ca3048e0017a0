/**
 * Standard input: {module: path, batch: [...], patterns: [[pattern, text], ...]}, all JSON.
 * Standard output: {outcomes: [...], regexps: [...]}, the second what JavaScript's own regular
 * expressions say. The module is loaded as a data URL because node takes a .js file for CommonJS.
 */
import { readFileSync } from "node:fs";
import { outcomes } from "./outcomes.mjs";

const given = JSON.parse(readFileSync(0, "utf8"));
const source = readFileSync(given.module).toString("base64");
const evaluator = await import(`data:text/javascript;base64,${source}`);
const regexps = (given.patterns ?? []).map(([pattern, text]) =>
  new RegExp(pattern, "su").test(text),
);
console.log(JSON.stringify({ outcomes: outcomes(evaluator, given.batch), regexps }));
