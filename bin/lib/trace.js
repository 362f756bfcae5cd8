const fs = require("node:fs");
const { SourceMap } = require("node:module");
const path = require("node:path");

/** A place in a stack trace: file, line, column. */
const PLACE = /(\/[^\s():]+\.js):(\d+):(\d+)/g;

/**
 * A stack trace with the places of the sources instead of the bundles'. Node's own source maps would cost every run,
 * and a trace is rare.
 * @param {string} stack
 * @returns {string}
 */
function trace(stack) {
  const maps = new Map();
  return stack.replaceAll(PLACE, (place, file, line, column) => {
    if (!maps.has(file)) maps.set(file, mapOf(file));
    const origin = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (origin?.originalSource === undefined) return place;
    const source = path.resolve(maps.get(file).payload.sourceRoot ?? "", origin.originalSource);
    return `${source}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
  });
}

function mapOf(file) {
  const map = `${file}.map`;
  return fs.existsSync(map) ? new SourceMap(JSON.parse(fs.readFileSync(map, "utf8"))) : undefined;
}

module.exports = { trace };
