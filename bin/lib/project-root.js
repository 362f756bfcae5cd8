const fs = require("node:fs");
const path = require("node:path");

const PROJECT = /^name:\s*["']?saas-privatelink["']?\s*(#.*)?$/m;
const MAIN = /^main:\s*["']?([^"'#\s]+)/m;

/**
 * The project that a command is about: the nearest folder upwards from `cwd` whose Pulumi.yaml is this project's, so
 * that a clone works on itself, and the package of the command everywhere else.
 * @param {string} cwd
 * @param {string} packageRoot folder of the package that holds this command
 * @returns {string}
 */
function projectRoot(cwd, packageRoot) {
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    if (PROJECT.test(projectFile(folder))) return folder;
    if (folder === path.dirname(folder)) return packageRoot;
  }
}

/**
 * The file that the project's `main` names. Defaults to index.ts.
 * @param {string} root
 * @returns {string}
 */
function entryPoint(root) {
  return path.resolve(root, MAIN.exec(projectFile(root))?.[1] ?? "index.ts");
}

function projectFile(folder) {
  const file = path.join(folder, "Pulumi.yaml");
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

module.exports = { entryPoint, projectRoot };
