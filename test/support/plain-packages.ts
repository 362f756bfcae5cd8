import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** A module with what Node.js itself calls to evaluate its text. */
type Evaluated = NodeJS.Module & { _compile(text: string, file: string): void };

/** Names a source map, which would be read with the module, and serves traces into packages alone. */
const SOURCE_MAP = /\n\/\/# sourceMappingURL=\S+\s*$/;
const PACKAGES = `${path.sep}node_modules${path.sep}`;

const { ".js": transformed } = require.extensions;
const types = new Map<string, string>();

/**
 * Mocha requires this file in each worker: what packages have as CommonJS is evaluated as it is. To look in it for
 * TypeScript and ES modules, as in sources of ours, takes as long as the evaluation.
 */
require.extensions[".js"] = (module, file) => {
  if (file.includes(PACKAGES) && typeOf(path.dirname(file)) === "commonjs") {
    (module as Evaluated)._compile(readFileSync(file, "utf8").replace(SOURCE_MAP, ""), file);
  } else transformed(module, file);
};

/** What the nearest package.json says that modules of a folder are. */
function typeOf(folder: string): string {
  const type = types.get(folder) ?? read(folder);
  types.set(folder, type);
  return type;
}

function read(folder: string): string {
  const manifest = path.join(folder, "package.json");
  if (!existsSync(manifest)) return typeOf(path.dirname(folder));
  return (JSON.parse(readFileSync(manifest, "utf8")) as { type?: string }).type ?? "commonjs";
}
