const fs = require("node:fs");
const path = require("node:path");

/** Files with these endings can be found by an extensionless import. */
const SOURCE = /\.(?:[cm]?[jt]sx?|json)$/;

/** A clock tick on coarse file systems: a file as young as this may change again without a new time. */
const TICK_MS = 20;

/**
 * What a build has read, so that a later run can tell whether the build is still true. A new file counts as well as a
 * changed one, because it may be found instead of the one that was read.
 * @typedef {{ files: [string, number, number][], folders: [string, string][] }} Stamp
 */

/**
 * @param {readonly string[]} files absolute paths of all that was read
 * @param {readonly string[]} sources those of them whose folders matter too
 * @returns {Stamp}
 */
function stamp(files, sources) {
  const folders = [...new Set(sources.map((file) => path.dirname(file)))];
  return {
    files: [...new Set(files)].map((file) => [file, ...state(file)]),
    folders: folders.map((folder) => [folder, names(folder)]),
  };
}

/**
 * @param {Stamp} taken
 * @returns {boolean} whether everything is as it was
 */
function holds(taken) {
  return (
    taken.files.every(([file, changed, size]) => {
      const [nowChanged, nowSize] = state(file);
      return nowChanged === changed && nowSize === size;
    }) && taken.folders.every(([folder, listed]) => names(folder) === listed)
  );
}

/**
 * Whether a file may have changed while it was being read.
 * @param {Stamp} taken
 * @param {number} started when reading began, in milliseconds since the epoch
 */
function changedSince(taken, started) {
  return taken.files.some(([, changed]) => changed >= started - TICK_MS);
}

/** Time of the last change and size; zeros when there is no such file. */
function state(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? [0, 0] : [stat.mtimeMs, stat.size];
}

function names(folder) {
  if (!fs.existsSync(folder)) return "";
  return fs
    .readdirSync(folder)
    .filter((name) => SOURCE.test(name))
    .sort()
    .join("/");
}

module.exports = { changedSince, holds, stamp };
