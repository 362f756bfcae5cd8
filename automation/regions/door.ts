import { isKeyed } from "../../components/lib/schema/keys";
import { Approval } from "../../stacks/schema/access";
import { pinnedImage } from "../rollout/pinned-image";
import type { EarlierUpdate, StackSettings } from "../stacks/place";
import { PROTECT } from "../stacks/protection";
import { NAMESPACE } from "../stacks/stack-file";

const ACCESS = `${NAMESPACE}:access`;
const APPROVAL = `${NAMESPACE}:approval`;
const CONSUMER = `${NAMESPACE}:consumer`;

/**
 * The settings of what is deployed, without protection and with the image that runs. AWS and the engine each refuse to
 * delete what an update before did not unprotect, so this comes before anything is taken away.
 */
export function unprotected({ settings, outputs }: Pick<EarlierUpdate, "settings" | "outputs">): StackSettings {
  return { ...pinnedImage(settings, outputs), [PROTECT]: false };
}

/**
 * The settings of what is deployed, unprotected, under which nobody's connection is accepted: each waits for a decision,
 * the function that decides and the principals are gone, and so is the stack's own consumer.
 */
export function closed(earlier: Pick<EarlierUpdate, "settings" | "outputs">): StackSettings {
  const { [APPROVAL]: _approval, [CONSUMER]: _consumer, ...rest } = unprotected(earlier);
  const { allowAnyPrincipal: _any, ...access } = isKeyed(rest[ACCESS]) ? rest[ACCESS] : {};
  return {
    ...rest,
    [ACCESS]: { ...access, acceptanceRequired: true, approval: Approval.Manual, allowedPrincipals: [] },
  };
}

/** Whether what is deployed accepts nobody any more. */
export function isClosed({ settings }: Pick<EarlierUpdate, "settings">): boolean {
  const access = isKeyed(settings[ACCESS]) ? settings[ACCESS] : {};
  const { acceptanceRequired, approval, allowedPrincipals } = access;
  const admitsNobody = !Array.isArray(allowedPrincipals) || allowedPrincipals.length === 0;
  const waits = String(acceptanceRequired ?? true) !== "false" && (approval ?? Approval.Manual) === Approval.Manual;
  return waits && admitsNobody && settings[CONSUMER] === undefined;
}
