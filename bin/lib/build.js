const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { builtinModules, createRequire } = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { lazyModules } = require("./lazy");

const SETTINGS = {
  bundle: true,
  write: false,
  metafile: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  charset: "ascii",
  legalComments: "none",
  logLevel: "silent",
  // Everything goes through the bundle's own `require`, which knows the packages' bundle.
  supported: { "dynamic-import": false },
};

const BUILT_IN = new Set(builtinModules);

/**
 * Packages that read files beside their own code; and the AWS SDK, which is as large as half of the others and which no
 * plan uses.
 */
const STAYS_OUTSIDE = new Set(["@aws-sdk", "esbuild", "typescript", "ts-node"]);

/**
 * Bundles of the command, of the program and of the packages that both use.
 * @typedef {{ names: { packages: string }, packages: string[] }} Kept an earlier bundle of packages, and what it has
 * @param {string} packageRoot
 * @param {Record<string, string>} entries source file of each bundle
 * @param {(wanted: string[]) => Kept | undefined} kept an earlier bundle that has all of the packages
 * @returns {Promise<{ read: string[], files: Record<string, string>, names: Record<string, string>, packages: string[] }>}
 *   the sources that were read, the new files by name, the name of each bundle, and what the one of packages has
 */
async function build(packageRoot, entries, kept) {
  const esbuild = createRequire(path.join(packageRoot, "package.json"))("esbuild");
  const sources = await built(esbuild, packageRoot, {
    entryPoints: entries,
    outdir: packageRoot,
    packages: "external",
    sourcemap: "external",
    sourceRoot: packageRoot,
    sourcesContent: false,
    plugins: [ownPlaces],
  });
  const files = {};
  const names = {};
  for (const [name, { code, map }] of pairs(sources.outputFiles)) {
    names[name] = `${name}-${digest(code, map)}.js`;
    files[names[name]] = code;
    files[`${names[name]}.map`] = map;
  }
  const wanted = packagesOf(sources.metafile, packageRoot);
  const read = Object.keys(sources.metafile.inputs).map((file) => path.resolve(packageRoot, file));
  const earlier = kept(wanted);
  if (earlier !== undefined) {
    names.packages = earlier.names.packages;
    return { read, files, names, packages: earlier.packages };
  }
  const code = await bundlePackages(esbuild, packageRoot, wanted);
  names.packages = `packages-${digest(code)}.js`;
  files[names.packages] = code;
  return { read, files, names, packages: wanted };
}

/** Builds, or says of each error where in which source it is. */
async function built(esbuild, packageRoot, options) {
  try {
    return await esbuild.build({ ...SETTINGS, absWorkingDir: packageRoot, ...options });
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    const messages = error.errors.map(({ text, location }) => {
      if (location === null) return text;
      return `${path.resolve(packageRoot, location.file)}:${location.line}:${location.column + 1}: ${text}`;
    });
    throw Object.assign(new Error(messages.join("\n")), { expected: true });
  }
}

/** One bundle of all the packages; each is evaluated when it is first required. */
async function bundlePackages(esbuild, packageRoot, wanted) {
  const table = wanted.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)}),`).join("\n");
  const { outputFiles } = await built(esbuild, packageRoot, {
    stdin: { contents: `module.exports = {\n${table}\n};`, resolveDir: packageRoot },
    external: [...STAYS_OUTSIDE],
    plugins: [lazyModules, ownPlaces],
  });
  return outputFiles[0].text;
}

/** A bundle moves code away from its folder: what a file says of its own place is written into it. */
const ownPlaces = {
  name: "own-places",
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]s$/ }, async (args) => {
      const text = await fs.promises.readFile(args.path, "utf8");
      if (!/\b__dirname\b|\b__filename\b|\bimport\.meta\.url\b/.test(text)) return undefined;
      const [folder, file] = [path.dirname(args.path), args.path].map((place) => JSON.stringify(place));
      const url = JSON.stringify(pathToFileURL(args.path).href);
      const places = `var __dirname = ${folder}, __filename = ${file};`;
      const contents = `${places} ${text.replaceAll(/\bimport\.meta\.url\b/g, url)}`;
      return { contents, loader: /ts$/.test(args.path) ? "ts" : "js" };
    });
  },
};

/** Names under which the sources import packages that the command's package has. */
function packagesOf(metafile, packageRoot) {
  const names = new Set();
  for (const { imports } of Object.values(metafile.outputs)) {
    for (const { path: name, external } of imports) if (external) names.add(name);
  }
  const { resolve } = createRequire(path.join(packageRoot, "package.json"));
  return [...names].filter((name) => isBundled(name) && resolves(resolve, name)).sort();
}

function isBundled(name) {
  const [root] = name.split("/");
  return !name.startsWith("node:") && !BUILT_IN.has(root) && !STAYS_OUTSIDE.has(root);
}

function resolves(resolve, name) {
  try {
    resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** Code and source map of each entry. */
function pairs(outputFiles) {
  const texts = new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
  const codes = [...texts].filter(([name]) => name.endsWith(".js"));
  return codes.map(([name, code]) => [name.slice(0, -".js".length), { code, map: texts.get(`${name}.map`) }]);
}

function digest(...texts) {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  return hash.digest("hex").slice(0, 16);
}

module.exports = { build };
