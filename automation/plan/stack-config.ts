import { listed } from "../../components/lib/words";
import { fullKey, isOfType, typeName } from "./declarations";
import { PlanError } from "./plan-error";
import { type Project, readYaml } from "./project";
import { isEncrypted } from "./secrets";

/** The settings of one stack as the program receives them. */
export interface StackConfig {
  readonly stack: string;
  readonly file: string;
  /** `aws:region`, or undefined where the file has none. */
  readonly region: string | undefined;
  /** Every value as the engine hands it over: text as it is, everything else as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Keys whose values are secret. */
  readonly secretKeys: readonly string[];
}

/** Stands where a stack file has only the encrypted form. */
const HIDDEN = "[secret]";

/** Reads a stack file and fills in the defaults of Pulumi.yaml, refusing what the engine would refuse. */
export function readStackConfig(project: Project, stack: string, file: string): StackConfig {
  const given = valuesOf(project, file);
  const problems: string[] = [];
  for (const [key, declared] of project.declarations) {
    const value = given.get(key);
    if (value === undefined) {
      if (declared.value !== undefined) given.set(key, { value: declared.value, secret: false });
      else if (declared.required)
        problems.push(`${key}: (missing) is declared in Pulumi.yaml without a default; set it.`);
      continue;
    }
    if (declared.secret && !value.secret) {
      problems.push(`${key}: is declared secret in Pulumi.yaml; set it with pulumi config set --secret.`);
    }
    if (declared.type !== undefined && !value.secret && !isOfType(value.value, declared.type, declared.items)) {
      const type = typeName(declared.type, declared.items);
      problems.push(`${key}: ${JSON.stringify(value.value)} is not of type ${type}, which Pulumi.yaml declares.`);
    }
  }
  if (problems.length > 0) throw new PlanError(problems.map((problem) => `${stack}: ${problem}`));
  const values = Object.fromEntries([...given].map(([key, { value }]) => [key, asText(value)]));
  const secretKeys = [...given].filter(([, { secret }]) => secret).map(([key]) => key);
  return { stack, file, region: values["aws:region"], values, secretKeys };
}

interface Given {
  readonly value: unknown;
  readonly secret: boolean;
}

function valuesOf(project: Project, file: string): Map<string, Given> {
  const { config, ...others } = readYaml(file);
  const outside = Object.keys(others).filter((key) => key.includes(":"));
  if (outside.length > 0) {
    throw new PlanError([
      `${file}: ${listed(outside)} ${outside.length === 1 ? "stands" : "stand"} beside config:, where Pulumi reads no settings; write ${outside.length === 1 ? "it" : "them"} indented below config:.`,
    ]);
  }
  if (config === undefined || config === null) return new Map();
  if (typeof config !== "object" || Array.isArray(config))
    throw new PlanError([`${file}: config: is not a map of keys.`]);
  return new Map(
    Object.entries(config as Record<string, unknown>).map(([key, written]) => {
      const found = { secret: false };
      return [fullKey(project.name, key), { value: hidden(written, found), secret: found.secret }];
    }),
  );
}

/** The value with each `secure: ...` in it replaced: nothing here can decrypt it. */
function hidden(value: unknown, found: { secret: boolean }): unknown {
  if (Array.isArray(value)) return value.map((item) => hidden(item, found));
  if (typeof value !== "object" || value === null) return value;
  if (isEncrypted(value)) {
    found.secret = true;
    return HIDDEN;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hidden(item, found)]));
}

function asText(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}
