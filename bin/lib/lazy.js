const path = require("node:path");

/**
 * Packages of the SDK that take long to load and that no plan uses: the TypeScript compiler, npm's dependency tree and
 * their kin serve to serialise functions. Each is loaded when first touched, as is the Automation API, which drives an
 * engine.
 */
const LAZY_PACKAGES = ["typescript", "@npmcli/arborist", "normalize-package-data", "fdir", "execa"];
const LAZY = new RegExp(`^(?:${LAZY_PACKAGES.join("|")}|\\./automation)$`);

/** Whatever is too large or too native for a bundle, loaded from its own folder. */
const UNBUNDLED = new Set(["typescript", "@npmcli/arborist"]);

/**
 * A stand-in for a module that loads it on the first touch. It calls itself compiled from an ES module, because then
 * compiled imports take it as it is instead of copying it; hence the `default` that any other module has not.
 */
const STAND_IN = `
let loaded;
const load = () => (loaded ??= require(REQUEST));
const isOwn = (key) => key === "default" && !load().__esModule;
module.exports = new Proxy(class {}, {
  get: (_, key) => (key === "__esModule" ? true : isOwn(key) ? load() : load()[key]),
  set: (_, key, value) => Reflect.set(load(), key, value),
  has: (_, key) => isOwn(key) || key in load(),
  ownKeys: () => [...new Set([...Reflect.ownKeys(load()), "default", "prototype"])],
  getOwnPropertyDescriptor: (target, key) => {
    if (key === "prototype") return Object.getOwnPropertyDescriptor(target, key);
    const value = isOwn(key) ? load() : load()[key];
    return { value, enumerable: true, configurable: true, writable: true };
  },
  apply: (_, self, args) => Reflect.apply(load(), self, args),
  construct: (_, args) => Reflect.construct(load(), args),
});
`;

/** @param {string} request expression for what the stand-in requires when it is touched */
const standIn = (request) => STAND_IN.replace("REQUEST", request);

/** esbuild plugin: puts the stand-in before each lazy module. */
const lazyModules = {
  name: "lazy-modules",
  setup(build) {
    build.onResolve({ filter: LAZY }, async (args) => {
      if (args.pluginData === lazyModules) return undefined;
      if (args.path.startsWith(".") && !args.importer.endsWith(path.join("@pulumi", "pulumi", "index.js")))
        return undefined;
      const { resolveDir, kind } = args;
      const found = await build.resolve(args.path, { resolveDir, kind, pluginData: lazyModules });
      if (found.errors.length > 0) return undefined;
      return { path: found.path, namespace: "lazy", pluginData: UNBUNDLED.has(args.path) };
    });
    build.onResolve({ filter: /.*/, namespace: "lazy" }, (args) => ({ path: args.path, namespace: "file" }));
    build.onLoad({ filter: /.*/, namespace: "lazy" }, (args) => {
      const request = JSON.stringify(args.path);
      // An expression instead of a literal keeps esbuild from following the request.
      const contents = standIn(args.pluginData ? `[${request}][0]` : request);
      return { contents, resolveDir: path.dirname(args.path) };
    });
  },
};

module.exports = { LAZY_PACKAGES, lazyModules, standIn };
