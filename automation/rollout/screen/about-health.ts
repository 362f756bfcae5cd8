import { HealthAfterRollback, type RolloutSummary } from "../events";
import { commandFor } from "../request";

/**
 * What there is to do about the health of stacks that were brought back, as it follows a sentence about them; the summary
 * has said how they are.
 * @param one whether it is one stack
 */
export function aboutHealth(
  { healthAfterRollback }: RolloutSummary,
  { one, sandbox }: { readonly one: boolean; readonly sandbox: boolean },
): string {
  const [it, its, is] = one ? ["it", "its", "is"] : ["they", "their", "are"];
  switch (healthAfterRollback) {
    case undefined:
      return ` Whether ${it} ${is} healthy was not looked at.`;
    case HealthAfterRollback.Healthy:
      return "";
    case HealthAfterRollback.Unhealthy:
      return ` What is wrong after that, see above, has another cause: find it before you go on. ${commandFor({ sandbox }, "drift")} shows what was changed in AWS by hand.`;
    case HealthAfterRollback.Unseen:
      return ` Why ${its} health could not be seen is said above: correct that, and look at ${its} target groups and alarms in AWS.`;
    case HealthAfterRollback.NotWaitedFor:
      return ` Look at ${its} target groups and alarms in AWS.`;
  }
}
