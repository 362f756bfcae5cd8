import { isDeepStrictEqual } from "node:util";
import type { StackOutputValues } from "../stacks/place";

/** What a stack must have again after a rollback, as a person calls it. */
const COMPARED: readonly { readonly output: string; readonly of?: (outputs: StackOutputValues) => unknown }[] = [
  // A copy of the same AMI that was made anew has another id.
  { output: "imageId", of: (outputs) => (sourceImage(outputs) === undefined ? outputs.imageId : undefined) },
  { output: "imageSources", of: sourceImage },
  { output: "artifacts" },
  { output: "serviceName" },
  { output: "availabilityZoneIds" },
  { output: "ports" },
  { output: "privateDnsName" },
  { output: "supportedRegions" },
  { output: "acceptanceRequired" },
  { output: "allowedPrincipals" },
  { output: "loadBalancerArn" },
  { output: "targetGroupArns" },
  { output: "autoScalingGroupNames" },
  { output: "alarmNames" },
];

/** What a rollback has not brought back, in sentences. */
export function notBroughtBack(before: StackOutputValues, after: StackOutputValues): string[] {
  const sentences = COMPARED.flatMap(({ output, of = (outputs) => outputs[output] }) => {
    const [was, is] = [of(before), of(after)];
    return isDeepStrictEqual(was, is)
      ? []
      : [`The output ${output} is ${shown(is)} after the rollback, and was ${shown(was)}.`];
  });
  return [...sentences, ...otherVersion(before.version, after.version)];
}

/** The program is not part of a stack's settings: it is what is installed. */
function otherVersion(was: unknown, is: unknown): string[] {
  if (was === is || was === undefined) return [];
  return [
    `It was brought up by version ${shown(was)} of saas-privatelink, and back by ${shown(is)}; only that version makes everything as it was.`,
  ];
}

function sourceImage({ imageSources }: StackOutputValues): unknown {
  return Array.isArray(imageSources) ? imageSources[0] : undefined;
}

function shown(value: unknown): string {
  return value === undefined ? "(missing)" : typeof value === "string" ? value : JSON.stringify(value);
}
