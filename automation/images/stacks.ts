import { sentence } from "../../components/lib/problem";
import { checkRegion } from "../../components/lib/regions";
import type { AwsIdentity } from "../aws/identity";
import { identityOf } from "../aws/read-identity";
import { type Project, stackFile } from "../plan/project";
import { readStackConfig } from "../plan/stack-config";
import { NAMESPACE, StackFile } from "../stacks/stack-file";
import { Refused } from "../terminal/refused";

/** Where the AMI of a stack comes from. */
export const ImageKind = {
  /** `image.id`: an AMI of the stack's Region, as it is. */
  Id: "id",
  /** `image.ssmParameter`: what a parameter holds at each update. */
  Parameter: "ssmParameter",
  /** `image.copyFrom`: a copy that Pulumi makes. */
  Copy: "copyFrom",
  /** Nothing of the stack runs on instances. */
  None: "none",
} as const;
export type ImageKind = (typeof ImageKind)[keyof typeof ImageKind];

/** A stack as far as its AMI is concerned. */
export interface ImageStack {
  readonly stack: string;
  readonly file: string;
  readonly region: string;
  /** Whose credentials AWS is asked with. */
  readonly identity?: AwsIdentity;
  readonly kind: ImageKind;
  /** `image.id`, of the kind `id`. */
  readonly id?: string;
  /** `image.copyFrom.stack` where a copy is of another stack's AMI. */
  readonly copiesStack?: string;
  /** `image.kmsKeyId` */
  readonly kmsKeyId?: string;
  /** Instance types of the fleets. */
  readonly instanceTypes: readonly string[];
}

/** The stacks of one Region, which has one image for all of them. */
export interface ImageRegion {
  readonly region: string;
  readonly identity?: AwsIdentity;
  readonly stacks: readonly ImageStack[];
}

/** Path of the key that says a stack's AMI. */
export const IMAGE_KEY = ["config", `${NAMESPACE}:image`] as const;

/** Reads stacks by their names. Throws a `Refused` with everything that is wrong. */
export async function readImageStacks(project: Project, names: Iterable<string>): Promise<ImageStack[]> {
  const problems: string[] = [];
  const stacks: ImageStack[] = [];
  for (const stack of names) {
    const file = stackFile(project, stack);
    const { region = "", values } = readStackConfig(project, stack, file);
    const written = await StackFile.read(file);
    const image = written.get(...IMAGE_KEY);
    const found = imageProblem(values[`${NAMESPACE}:image`], image);
    if (found !== undefined) problems.push(`${stack}: image: ${found}`);
    problems.push(...checkRegion(region, "aws:region").map((problem) => `${stack}: ${sentence(problem)}`));
    const instanceTypes = typesOf(written.settings());
    const identity = identityOf(values);
    stacks.push({ stack, file, region, instanceTypes, ...(identity && { identity }), ...sourceOf(image) });
  }
  if (problems.length > 0) throw new Refused(problems.join("\n"));
  return stacks;
}

/** The Regions of stacks, in the order of the stacks. */
export function byRegion(stacks: readonly ImageStack[]): ImageRegion[] {
  return [...new Set(stacks.map(({ region }) => region))].map((region) => {
    const here = stacks.filter((one) => one.region === region);
    const identity = here.find((one) => one.identity !== undefined)?.identity;
    return { region, stacks: here, ...(identity && { identity }) };
  });
}

function imageProblem(value: string | undefined, image: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (image === undefined) return "is given in Pulumi.yaml for all stacks; give each stack its own, in its stack file.";
  if (
    typeof image !== "object" ||
    image === null ||
    !("id" in image || "ssmParameter" in image || "copyFrom" in image)
  ) {
    return "says no AMI that can be read; give one of id, ssmParameter and copyFrom, not encrypted.";
  }
  return undefined;
}

function sourceOf(image: unknown): Pick<ImageStack, "kind" | "id" | "copiesStack" | "kmsKeyId"> {
  const { id, ssmParameter, copyFrom, kmsKeyId } = record(image);
  if (typeof id === "string") return { kind: ImageKind.Id, id };
  if (ssmParameter !== undefined) return { kind: ImageKind.Parameter };
  if (copyFrom === undefined) return { kind: ImageKind.None };
  const { stack } = record(copyFrom);
  return {
    kind: ImageKind.Copy,
    ...(typeof stack === "string" ? { copiesStack: stack } : {}),
    ...(typeof kmsKeyId === "string" ? { kmsKeyId } : {}),
  };
}

function typesOf(settings: Readonly<Record<string, unknown>>): string[] {
  const { [`${NAMESPACE}:additionalServices`]: others, ...main } = settings;
  const fleets = [main[`${NAMESPACE}:fleet`], ...(Array.isArray(others) ? others.map((one) => record(one).fleet) : [])];
  const types = fleets.map((fleet) => record(fleet).instanceType);
  return [...new Set(types.filter((type) => typeof type === "string"))];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
