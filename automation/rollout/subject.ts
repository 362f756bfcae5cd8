import { identityOf } from "../aws/read-identity";
import type { StackOutputValues, StackSettings, StackSubject } from "../stacks/place";
import { StackFailed } from "./stack-work";

/** A stack as a health gate or a guard sees it. Throws a {@link StackFailed} where nothing says its Region. */
export function subjectOf(stack: string, settings: StackSettings, outputs: StackOutputValues): StackSubject {
  const { "aws:region": configured } = settings;
  // What is deployed stays in its Region, whatever is written into the stack file since.
  const region = outputs.region ?? configured;
  if (typeof region !== "string" || region === "") {
    throw new StackFailed([`aws:region: (missing) in Pulumi.${stack}.yaml; set the Region of the stack.`]);
  }
  const identity = identityOf(settings);
  return { stack, region, outputs, ...(identity && { identity }) };
}
