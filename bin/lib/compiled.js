const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

/**
 * A bundle as a CommonJS module that can be evaluated any number of times. Beside it lies what V8 compiled of it in an
 * earlier run, which saves most of the time to load it; V8 itself refuses a copy of another version.
 */
class Compiled {
  #file;
  #script;
  #copyIsUseful = false;

  /** @param {{ file: string, source?: string }} bundle with the source where it is not on disk */
  constructor({ file, source }) {
    this.#file = file;
    const copy = source === undefined ? readIfThere(this.#copy) : undefined;
    const code = source ?? fs.readFileSync(file, "latin1");
    this.#script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
      filename: file,
      cachedData: copy,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    this.#copyIsUseful = source === undefined && (copy === undefined || this.#script.cachedDataRejected === true);
  }

  get #copy() {
    return `${this.#file}.${process.version}-${process.arch}.v8`;
  }

  /** Evaluates the bundle anew, with a module of its own. */
  evaluate(require) {
    const module = { exports: {} };
    this.#script.runInThisContext()(module.exports, require, module, this.#file, path.dirname(this.#file));
    return module.exports;
  }

  /** Keeps what has been compiled so far for later runs; to be called when everything has run once. */
  keep() {
    if (!this.#copyIsUseful) return;
    writeWhole(this.#copy, this.#script.createCachedData());
    this.#copyIsUseful = false;
  }
}

function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file) : undefined;
}

/** Writes a file that readers see whole or not at all. */
function writeWhole(file, content) {
  const draft = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(draft, content);
  fs.renameSync(draft, file);
}

module.exports = { Compiled, writeWhole };
