// The JSON scanner against JSON.parse.
//
// usage: node json_oracle.js DRIVER CASES COUNT
//
// Asks DRIVER (json_oracle.c) about every text of CASES and about COUNT texts made from them at random, with
// a fixed seed. JSON.parse decides the grammar. Where the scanner refuses what JSON.parse accepts, its
// findings must be of the stricter rules only, and those that show in the value that JSON.parse made are
// checked there. A text that both accept must have the same value.
"use strict";

const { spawnSync } = require("node:child_process");
const { readFileSync } = require("node:fs");
const { isDeepStrictEqual } = require("node:util");

const STRICTER = ["json-surrogate", "json-nul", "json-duplicate-key", "json-depth"];
const REFUSED = Symbol("refused");

// Answers to many texts: a list of findings, or the bytes of the value.
function ask(driver, texts) {
        const input = Buffer.concat(texts.flatMap((text) => [Buffer.from(`${text.length}\n`), text]));
        const run = spawnSync(driver, { input, maxBuffer: 1 << 30 });
        if (run.status !== 0)
                throw new Error(`the driver ended with ${run.status}: ${run.stderr}`);
        const answers = [];
        let at = 0;
        for (let i = 0; i < texts.length; i++) {
                const end = run.stdout.indexOf(10, at);
                const words = run.stdout.toString("latin1", at, end).split(" ");
                at = end + 1;
                if (words[0] === "accept") {
                        const length = Number(words[1]);
                        answers.push({ written: run.stdout.subarray(at, at + length) });
                        at += length;
                } else {
                        answers.push({ findings: words[2].split(",") });
                }
        }
        return answers;
}

function parse(text) {
        try {
                const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
                return JSON.parse(decoder.decode(text));
        } catch {
                return REFUSED;
        }
}

// Whether a string somewhere in the value, a key too, has a property.
function someString(value, property) {
        if (typeof value === "string")
                return property(value);
        if (Array.isArray(value))
                return value.some((element) => someString(element, property));
        if (value === null || typeof value !== "object")
                return false;
        return Object.entries(value).some(([key, member]) => property(key) || someString(member, property));
}

function depth(value) {
        if (value === null || typeof value !== "object")
                return 0;
        return 1 + Object.values(value).reduce((most, member) => Math.max(most, depth(member)), 0);
}

const RULES = {
        "json-surrogate": (value) => someString(value, (text) => !text.isWellFormed()),
        "json-nul": (value) => someString(value, (text) => text.includes("\0")),
        "json-depth": (value) => depth(value) > 64,
};

// Why the answer is wrong, or null.
function complaint(text, answer, counts) {
        const value = parse(text);
        if (answer.findings === undefined) {
                counts.accepted++;
                if (value === REFUSED)
                        return "accepted, and JSON.parse refuses it";
                for (const [name, broken] of Object.entries(RULES))
                        if (broken(value))
                                return `accepted, and breaks ${name}`;
                return isDeepStrictEqual(parse(answer.written), value) ? null : "another value";
        }
        counts.refused++;
        if (value === REFUSED)
                return null;
        for (const name of answer.findings) {
                if (!STRICTER.includes(name))
                        return `refused for ${answer.findings}, and JSON.parse accepts it`;
                counts[name]++;
        }
        // JSON.parse keeps the last of equal keys only: what shows in its value must have been found, but not
        // everything that was found shows.
        for (const [name, broken] of Object.entries(RULES)) {
                const found = answer.findings.includes(name);
                if (broken(value) && !found && !answer.findings.includes("json-depth"))
                        return `refused for ${answer.findings}, and breaks ${name}`;
                if (found && !broken(value) && !answer.findings.includes("json-duplicate-key"))
                        return `refused for ${answer.findings}, and does not break ${name}`;
        }
        return null;
}

function readCases(path) {
        return readFileSync(path, "utf8").split("\n").filter((line) => line && !line.startsWith("#"))
                .map((line) => {
                        const bytes = [];
                        const text = Buffer.from(line.split("\t")[2]);
                        for (let i = 0; i < text.length; i++)
                                if (text[i] === 0x25) {
                                        bytes.push(parseInt(text.toString("latin1", i + 1, i + 3), 16));
                                        i += 2;
                                } else {
                                        bytes.push(text[i]);
                                }
                        return Buffer.from(bytes);
                });
}

// xorshift32: the same texts in every run.
let state = 1780;
function dice(sides) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) % sides;
}

const PIECES = ["{", "}", "[", "]", ",", ":", '"', "\\", "/", " ", "\n", "\t", "\0", "0", "1", "-", "+", ".", "e",
        "true", "null", '"a"', '"a":', '"a":1,', "{}", "[]", "\\u", "\\u0000", "\\ud83d", "\\ude00", "\\n",
        "\ufeff", "\u2028", "é", "ế", "😀", "[[[[[[[[[[[[[[[[[[[[", "]]]]]]]]]]]]]]]]]]]]"]
        .map((piece) => Buffer.from(piece))
        .concat([[0xc3], [0xa9], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff]]
                .map((bytes) => Buffer.from(bytes)));

function mutate(text, others) {
        for (let edits = 1 + dice(3); edits > 0; edits--) {
                const other = others[dice(others.length)];
                const start = dice(other.length + 1);
                const pieces = [
                        PIECES[dice(PIECES.length)],
                        Buffer.from([dice(256)]),
                        other.subarray(start, start + dice(16)),
                        Buffer.alloc(0),
                ];
                const at = dice(text.length + 1);
                text = Buffer.concat([text.subarray(0, at), pieces[dice(4)], text.subarray(at + dice(4))]);
        }
        return text;
}

function main(driver, casesPath, count) {
        const cases = readCases(casesPath);
        const short = cases.filter((text) => text.length < 400);
        const counts = { accepted: 0, refused: 0 };
        for (const name of STRICTER)
                counts[name] = 0;
        let failures = 0;
        for (let done = 0; done < cases.length + count;) {
                const texts = done === 0 ? cases : [];
                while (done > 0 && texts.length < 10000 && done + texts.length < cases.length + count)
                        texts.push(mutate(short[dice(short.length)], short));
                ask(driver, texts).forEach((answer, i) => {
                        const why = complaint(texts[i], answer, counts);
                        if (why === null)
                                return;
                        if (failures++ < 20)
                                console.log(`${why}\n    ${JSON.stringify(texts[i].toString("latin1"))}`);
                });
                done += texts.length;
        }
        console.log(counts);
        console.log(`oracle: JSON against Node's JSON.parse: ${cases.length} cases and ${count} random texts, `
                + `${failures} differ beyond the stricter rules`);
        return failures === 0 && Object.values(counts).every((n) => n > 0) ? 0 : 1;
}

process.exit(main(process.argv[2], process.argv[3], Number(process.argv[4])));
