import { readFileSync } from "node:fs";
import path from "node:path";
import { ComponentResource } from "@pulumi/pulumi";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import * as components from "../../components";

/**
 * `docs/schema.json`: the package schema that Pulumi infers from the components when they are used as a plugin. It
 * fails with Pulumi's own words when a component's args or outputs are of a form that other languages cannot have.
 */
export function pluginSchema(root: string): string {
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const { name, version, description } = manifest as Record<"name" | "version" | "description", string>;
  // Its own tsconfig.json keeps the rest of the project, and with it all of @pulumi/aws, out of the analysis.
  const folder = path.join(__dirname, "components");
  const entry = { name, version, main: path.join(root, "components/index.ts") };
  const {
    components: found,
    typeDefinitions,
    dependencies,
  } = new Analyzer(folder, name, entry, componentNames()).analyze();
  // Versions of dependencies are those that happen to be installed; package.json has the ranges.
  const unversioned = dependencies.map((dependency) => ({ name: dependency.name }));
  return formatted(generateSchema(name, version, description, found, typeDefinitions, unversioned));
}

const LINE_WIDTH = 120;
const LIST_OF_TEXTS = /^( *".*": )\[\n([^[\]{}]*)\n *\]/gm;

// As the project's formatter has it, which puts a list into one line where it fits.
function formatted(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(LIST_OF_TEXTS, (list, key: string, items: string) => {
    const line = `${key}[${items.replace(/\s*\n\s*/g, " ").trim()}]`;
    return line.length < LINE_WIDTH ? line : list;
  });
  return `${text}\n`;
}

/** Names of the exported component classes, as the plugin host finds them. */
export function componentNames(): Set<string> {
  const classes = Object.entries(components).filter(([, value]) => isComponent(value));
  return new Set(classes.map(([name]) => name));
}

function isComponent(value: unknown): boolean {
  return typeof value === "function" && value.prototype instanceof ComponentResource;
}
