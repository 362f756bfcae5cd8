import { isDeepStrictEqual } from "node:util";
import type { StackOutputValues } from "../stacks/place";

interface Compared {
  readonly output: string;
  readonly of?: (outputs: StackOutputValues) => unknown;
}

/** What a stack must have again after a rollback. */
const SAME: readonly Compared[] = [
  // A copy of the same AMI that was made anew has another id.
  { output: "imageId", of: (outputs) => (sourceImage(outputs) === undefined ? outputs.imageId : undefined) },
  { output: "imageSources", of: sourceImage },
  { output: "artifacts", of: shasOf },
  { output: "serviceName" },
  { output: "serviceId" },
];

/** What has other ids once it was replaced there and back. */
const MAY_DIFFER: readonly string[] = [
  "availabilityZoneIds",
  "ports",
  "privateDnsName",
  "supportedRegions",
  "acceptanceRequired",
  "allowedPrincipals",
  "loadBalancerArn",
  "targetGroupArns",
  "autoScalingGroupNames",
  "alarmNames",
];

/** What a rollback has not brought back, in sentences. */
export function notBroughtBack(before: StackOutputValues, after: StackOutputValues): string[] {
  return SAME.flatMap(({ output, of = (outputs) => outputs[output] }) => {
    const [was, is] = [of(before), of(after)];
    return isDeepStrictEqual(was, is)
      ? []
      : [`The output ${output} is ${shown(is)} after the rollback, and was ${shown(was)}.`];
  });
}

/** What is another one after a rollback, and may be: in a sentence. */
export function becameOthers(before: StackOutputValues, after: StackOutputValues): string[] {
  const others = MAY_DIFFER.filter((output) => !isDeepStrictEqual(before[output], after[output]));
  const text = `Not as before, such as of what was made anew: ${others.join(", ")}. privatelink outputs has them.`;
  return [...(others.length > 0 ? [text] : []), ...otherVersion(before.version, after.version)];
}

/** The program is not part of a stack's settings: it is what is installed. */
function otherVersion(was: unknown, is: unknown): string[] {
  if (was === is || was === undefined) return [];
  return [
    `It was brought up by version ${shown(was)} of saas-privatelink, and back by ${shown(is)}; only that version makes everything as it was.`,
  ];
}

/** The same archive may have been uploaded under another name. */
function shasOf({ artifacts }: StackOutputValues): unknown {
  const entries = Object.entries((artifacts ?? {}) as Readonly<Record<string, { readonly sha256?: string }>>);
  return Object.fromEntries(entries.map(([service, { sha256 }]) => [service, sha256]));
}

function sourceImage({ imageSources }: StackOutputValues): unknown {
  return Array.isArray(imageSources) ? imageSources[0] : undefined;
}

function shown(value: unknown): string {
  return value === undefined ? "(missing)" : typeof value === "string" ? value : JSON.stringify(value);
}
