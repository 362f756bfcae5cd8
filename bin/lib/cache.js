const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { writeWhole } = require("./compiled");

/** Bundles of sources that have changed since are kept a while for runs that still use them. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** Folder of bundles. Files carry a digest of their content in the name, so no run ever changes what another reads. */
class Cache {
  #folder;
  #record;

  /**
   * @param {string} packageRoot
   * @param {string} root project that the bundles are for
   */
  constructor(packageRoot, root) {
    const id = createHash("sha256").update(root).digest("hex").slice(0, 16);
    this.#folder = folders(packageRoot).find(writable);
    this.#record = `${id}.json`;
  }

  /** What `save` recorded last for this project. */
  record() {
    return this.#folder === undefined ? undefined : this.#read(this.#record);
  }

  /** Earlier records of all projects. */
  records() {
    if (this.#folder === undefined) return [];
    const names = fs.readdirSync(this.#folder).filter((name) => name.endsWith(".json"));
    return names.map((name) => this.#read(name)).filter((record) => record !== undefined);
  }

  /** Absolute path of a bundle, or undefined where nothing can be kept. */
  place(name) {
    return this.#folder === undefined ? undefined : path.join(this.#folder, name);
  }

  has(name) {
    const file = this.place(name);
    return file !== undefined && fs.existsSync(file);
  }

  /** @param {Record<string, string>} files by name; `record` becomes visible when they are all there */
  save(files, record) {
    if (this.#folder === undefined) return;
    for (const [name, text] of Object.entries(files)) writeWhole(path.join(this.#folder, name), text);
    if (record !== undefined) writeWhole(path.join(this.#folder, this.#record), JSON.stringify(record));
    this.#prune();
  }

  /** Removes records of projects that are gone, and after a while the bundles that no record names. */
  #prune() {
    const records = fs.readdirSync(this.#folder).filter((name) => name.endsWith(".json"));
    const used = new Set();
    for (const name of records) {
      const record = this.#read(name);
      if (record !== undefined && fs.existsSync(record.entry))
        for (const bundle of Object.values(record.names)) used.add(bundle);
      else fs.rmSync(path.join(this.#folder, name), { force: true });
    }
    for (const name of fs.readdirSync(this.#folder)) {
      const file = path.join(this.#folder, name);
      const isUsed = name.endsWith(".json") || [...used].some((bundle) => name.startsWith(bundle));
      if (!isUsed && Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > KEPT_MS) {
        fs.rmSync(file, { force: true });
      }
    }
  }

  #read(name) {
    const file = path.join(this.#folder, name);
    try {
      return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : undefined;
    } catch (error) {
      // A record that cannot be read is none: its bundles are built again.
      if (error instanceof SyntaxError || error.code === "ENOENT") return undefined;
      throw error;
    }
  }
}

function folders(packageRoot) {
  const user = process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  return [
    path.join(packageRoot, "node_modules", ".cache", "saas-privatelink"),
    path.join(user, "saas-privatelink", "bundles"),
  ];
}

function writable(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

module.exports = { Cache };
