import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import { nearest } from "../../components/lib/nearest";
import { type Declaration, readDeclarations } from "./declarations";
import { PlanError } from "./plan-error";

/** The Pulumi project whose program is planned. */
export interface Project {
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  readonly name: string;
  /** The settings that Pulumi.yaml declares, by full key. */
  readonly declarations: ReadonlyMap<string, Declaration>;
  /** Stack files by stack name, in alphabetical order. */
  readonly stackFiles: ReadonlyMap<string, string>;
}

const STACK_FILE = /^Pulumi\.(?<stack>[A-Za-z0-9_.-]+)\.ya?ml$/;

export function readProject(root: string): Project {
  const file = path.join(root, "Pulumi.yaml");
  if (!existsSync(file)) throw new PlanError([`There is no Pulumi.yaml in ${root}.`]);
  const settings = readYaml(file);
  const { name, config, stackConfigDir } = settings;
  if (typeof name !== "string") throw new PlanError([`${file}: name: (missing); give the project's name.`]);
  const folder = typeof stackConfigDir === "string" ? path.join(root, stackConfigDir) : root;
  return { root, name, declarations: readDeclarations(name, config), stackFiles: stackFilesIn(folder) };
}

/** The stack that a file configures: the middle of `Pulumi.<stack>.yaml`, otherwise the name without its ending. */
export function stackOf(file: string): string {
  const base = path.basename(file);
  return STACK_FILE.exec(base)?.groups?.stack ?? path.parse(base).name;
}

/** The stack file of a stack of the project; an unknown name is refused with the nearest known one. */
export function stackFile(project: Project, stack: string): string {
  const file = project.stackFiles.get(stack);
  if (file !== undefined) return file;
  const known = [...project.stackFiles.keys()];
  const meant = nearest(stack, known);
  const remedy = meant === undefined ? `the stacks are ${known.join(", ") || "(none)"}.` : `did you mean ${meant}?`;
  throw new PlanError([`There is no stack ${stack}: no file Pulumi.${stack}.yaml in ${project.root}; ${remedy}`]);
}

/** A YAML file whose top level is a map, as plain values. */
export function readYaml(file: string): Record<string, unknown> {
  const document = parseDocument(readFileSync(file, "utf8"), { merge: true });
  if (document.errors.length > 0) {
    throw new PlanError(
      document.errors.map((error) => `${file}: ${error.message.split("\n\n")[0]?.replace(/:$/, ".")}`),
    );
  }
  const value: unknown = document.toJS();
  if (value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new PlanError([`${file}: the top level is not a map of keys.`]);
  }
  return value as Record<string, unknown>;
}

function stackFilesIn(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder).sort();
  const pairs = names.flatMap((name) => {
    const stack = STACK_FILE.exec(name)?.groups?.stack;
    return stack === undefined ? [] : [[stack, path.join(folder, name)] as const];
  });
  return new Map(pairs);
}
