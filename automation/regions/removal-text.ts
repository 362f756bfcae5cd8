import { isKeyed } from "../../components/lib/schema/keys";
import { counted } from "../../components/lib/words";
import { table } from "../plan/render/table";
import type { LiveConnection } from "../stacks/live-connections";
import type { StackSettings } from "../stacks/place";
import { NAMESPACE } from "../stacks/stack-file";

/** What a person should know before a stack is removed. */
export interface Facts {
  readonly stack: string;
  readonly region: string;
  /** Where its stacks are, for people. */
  readonly place: string;
  readonly live: readonly LiveConnection[];
  /** Names of consumers by account, or why they are not known. */
  readonly names: ReadonlyMap<string, string> | { readonly reason: string };
  readonly graceMinutes: number;
  /** Settings of what is deployed; empty where nothing is. */
  readonly settings: StackSettings;
  /** Whether the registry of consumers goes with the stack. */
  readonly ownsRegistry: boolean;
  /** Whether the backend has let go of the stack already. */
  readonly isGone: boolean;
}

/** What the removal takes away, as a text above the question. */
export function removalText(facts: Facts): string {
  const { stack, region, place, live, names, graceMinutes, settings, ownsRegistry, isGone } = facts;
  if (isGone) {
    return `${stack} in ${region} is gone (${place}); what is left of its removal is its stack file and its place in rollout.yaml.`;
  }
  const lines = [
    `${stack} in ${region} (${place}): ${live.length === 0 ? "no" : live.length} live ${live.length === 1 ? "connection" : "connections"}`,
  ];
  if (live.length > 0) {
    const byAccount = names instanceof Map ? names : new Map<string, string>();
    const rows = live.map(({ endpointId, account, state, createdAt }) => {
      return [endpointId, byAccount.get(account) ?? "unknown", account, state, `since ${createdAt}`];
    });
    lines.push(...table(rows).map((line) => `  ${line}`));
    if ("reason" in names) lines.push(`The consumers' names are not known: ${names.reason}`);
    const leave =
      graceMinutes === 0 ? "at once" : `after ${counted(graceMinutes, "minute")}, in which consumers may leave`;
    lines.push(`They are cut ${leave}.`);
  }
  if (ownsRegistry) {
    lines.push(
      "Its registry of consumers is deleted, with the audit: privatelink consumers export --out FILE keeps the entries.",
    );
  }
  const image = settings[`${NAMESPACE}:image`];
  if (isKeyed(image) && image.id !== undefined) {
    lines.push(
      `The AMI ${image.id} stays: it is not part of the stack, and privatelink image list shows what is there.`,
    );
  }
  return lines.join("\n");
}
