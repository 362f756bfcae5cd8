import { at } from "./path";
import { type Check, type Problem, show } from "./problem";
import { checkRegion } from "./regions";
import { checkImageId } from "./resource-ids";

/** How many copies of a foreign AMI stay by default: the current one, and one to roll back to. */
export const DEFAULT_KEEP = 2;
const MOST_KEPT = 20;
const PARAMETER_NAME = /^\/?[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*(?::[A-Za-z0-9_.-]+)?$/;
const LONGEST_PARAMETER_NAME = 1011;
const KEY_ARN = /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;

/** The source AMIs whose copies exist: the current one, then the latest earlier ones, `keep` in all, none twice. */
export function keptSources(current: string, earlier: readonly string[], keep: number): string[] {
  return [...new Set([current, ...earlier])].slice(0, keep);
}

/** Refuses what cannot be the name of an SSM parameter, with an optional `:version` or `:label`. */
export const checkParameterName: Check<string> = (value, path) => {
  if (PARAMETER_NAME.test(value) && value.length <= LONGEST_PARAMETER_NAME) return [];
  const remedy = "use one such as /images/order-processor/current";
  return [{ path, value, rule: "is not the name of an SSM parameter", remedy }];
};

/** Refuses a parameter that does not hold an AMI id; of a SecureString no value is seen. */
export function checkParameterValue(parameter: string): Check<string | undefined> {
  return (value, path) => {
    if (value !== undefined && checkImageId(value, path).length === 0) return [];
    const rule = value ? `holds ${show(value)}, which is not an AMI id` : "holds no plain text";
    return [{ path, value: parameter, rule, remedy: "store the id of an AMI in it, as type String" }];
  };
}

/** Refuses what is not the ARN of a KMS key. */
export const checkKeyArn: Check<string> = (value, path) => {
  if (KEY_ARN.test(value)) return [];
  const remedy = "use the key's own ARN, arn:aws:kms:<Region>:<account>:key/<id>";
  return [{ path, value, rule: "is not the ARN of a KMS key", remedy }];
};

/** Where an image comes from, as its rules see it; the values may still be unknown. */
export interface ImageChoice {
  readonly id?: unknown;
  readonly ssmParameter?: unknown;
  readonly copyFrom?: unknown;
  readonly keep?: number | undefined;
  readonly kmsKeyId?: unknown;
}

const SOURCES = ["id", "ssmParameter", "copyFrom"] as const;

/** Refuses none or several sources of an image, and what only a copy can have. */
export const checkImageChoice: Check<ImageChoice> = (image, path) => {
  const given = SOURCES.filter((source) => image[source] !== undefined);
  const problems: Problem[] = [];
  if (given.length === 0) {
    const remedy = "give one of id, ssmParameter and copyFrom";
    problems.push({ path: path || "id", value: undefined, rule: "says no AMI", remedy });
  }
  for (const source of given.slice(1)) {
    const rule = `is given besides ${given[0]}`;
    problems.push({ path: at(path, source), value: image[source], rule, remedy: "keep one of the two" });
  }
  return [...problems, ...checkKeep(image, path), ...checkCopyOnly(image, path)];
};

function checkKeep(image: ImageChoice, path: string): Problem[] {
  const value = image.keep;
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= MOST_KEPT)) return [];
  const remedy = `use a whole number from 1 to ${MOST_KEPT}: ${DEFAULT_KEEP} leaves one to roll back to`;
  return [{ path: at(path, "keep"), value, rule: "is not a number of copies", remedy }];
}

function checkCopyOnly(image: ImageChoice, path: string): Problem[] {
  if (image.copyFrom !== undefined) return [];
  return (["keep", "kmsKeyId"] as const).flatMap((key) => {
    const value = image[key];
    if (value === undefined) return [];
    return [{ path: at(path, key), value, rule: "applies to copies only", remedy: "remove it, or use copyFrom" }];
  });
}

/** AMIs to copy: the current one first, then earlier ones. */
export interface CopySource {
  readonly region: string;
  readonly ids: readonly string[];
}

/** Refuses an unknown Region, and AMI ids that are missing or malformed. */
export const checkCopySource: Check<CopySource> = (source, path) => {
  const ids = at(path, "ids");
  const problems = checkRegion(source.region, at(path, "region"));
  problems.push(...source.ids.flatMap((id, index) => checkImageId(id, at(ids, index))));
  if (source.ids.length > 0) return problems;
  const remedy = "give the id of the AMI to copy, then those of earlier copies to keep";
  return [...problems, { path: ids, value: source.ids, rule: "names no AMI", remedy }];
};
