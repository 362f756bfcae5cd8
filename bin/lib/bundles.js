const { createRequire } = require("node:module");
const path = require("node:path");
const { Cache } = require("./cache");
const { Compiled } = require("./compiled");
const { entryPoint } = require("./project-root");
const { changedSince, holds, stamp } = require("./stamp");

/**
 * Bundles of the command, the program and their packages, ready to be evaluated.
 * @typedef {{ file: string, source?: string }} Bundle `source` where there is no folder to keep it in
 * @typedef {{ cli: Bundle, program: Bundle, packages: Bundle }} Built
 */

/**
 * @param {string} packageRoot
 * @param {string} root project whose program it is
 * @param {Built} [built] what an earlier call built, to use that and no other
 */
async function open(packageRoot, root, built) {
  const use = built ?? (await current(packageRoot, root));
  const compiled = new Map(Object.entries(use).map(([name, bundle]) => [name, new Compiled(bundle)]));
  const outside = {
    program: createRequire(path.join(root, "package.json")),
    cli: createRequire(path.join(packageRoot, "package.json")),
  };
  const evaluated = new Set();
  const packages = compiled.get("packages").evaluate(outside.cli);
  const requireFor = (name) =>
    Object.assign((id) => (Object.hasOwn(packages, id) ? packages[id]() : outside[name](id)), outside[name]);
  return {
    built: use,
    evaluate: (name) => {
      evaluated.add(name);
      return compiled.get(name).evaluate(requireFor(name));
    },
    keepCompiled: () => {
      // Only a run of the program has used, and hence compiled, what the next one is going to use.
      if (evaluated.has("program")) for (const each of compiled.values()) each.keep();
    },
  };
}

async function current(packageRoot, root) {
  const cache = new Cache(packageRoot, root);
  const entry = entryPoint(root);
  const record = cache.record();
  const there = record?.entry === entry && Object.values(record.names).every((name) => cache.has(name));
  return there && holds(record.stamp) ? places(cache, record.names) : rebuilt(cache, packageRoot, entry);
}

async function rebuilt(cache, packageRoot, entry) {
  const { build } = require("./build");
  const started = Date.now();
  const basis = stamp(basisOf(packageRoot), []);
  const kept = (wanted) => {
    const records = cache.records().filter((record) => JSON.stringify(record.basis) === JSON.stringify(basis));
    const whole = records.filter((record) => wanted.every((name) => record.packages.includes(name)));
    return whole.find((record) => cache.has(record.names.packages));
  };
  const entries = { cli: path.join(packageRoot, "automation", "cli.ts"), program: entry };
  const { read, files, names, packages } = await build(packageRoot, entries, kept);
  const taken = stamp([...basisOf(packageRoot), ...read], read);
  const record = { entry, stamp: taken, basis, packages, names };
  cache.save(files, changedSince(taken, started) ? undefined : record);
  return places(cache, names, files);
}

/** What the bundle of packages depends on: what npm installed, and how this folder bundles it. */
function basisOf(packageRoot) {
  const ours = ["build.js", "lazy.js", "bundles.js"].map((name) => path.join(__dirname, name));
  const theirs = ["package.json", "tsconfig.json", path.join("node_modules", ".package-lock.json")];
  return [...ours, ...theirs.map((name) => path.join(packageRoot, name))];
}

function places(cache, names, files = {}) {
  return Object.fromEntries(
    Object.entries(names).map(([key, name]) => {
      const file = cache.place(name);
      return [key, file === undefined ? { file: name, source: files[name] } : { file }];
    }),
  );
}

module.exports = { open };
