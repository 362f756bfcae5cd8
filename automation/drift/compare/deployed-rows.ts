import type { PublishedArtifact, PublishedPort, StackOutputs } from "../../../stacks/outputs";
import type { SettingPath } from "../../stacks/setting-path";
import type { ComparedStack } from "./compared-stack";
import { imageOrigins } from "./image-origin";
import { Aspect, type Cell, type UnjudgedRow } from "./row";

/** A stack that has outputs, and what is known of them: an output may be missing, as an older version brought it up. */
export interface Deployed extends Omit<ComparedStack, "outputs"> {
  readonly outputs: Partial<StackOutputs>;
}

/** Rows of what is deployed. Stacks that were never brought up have no part in them. */
export function deployedRows(stacks: readonly ComparedStack[]): UnjudgedRow[] {
  const deployed = stacks.flatMap(({ outputs, ...stack }) => (outputs === undefined ? [] : [{ ...stack, outputs }]));
  const row = (aspect: Aspect, paths: readonly SettingPath[], cell: (stack: Deployed) => string | undefined) =>
    rowOf(aspect, aspect, paths, deployed, cell);
  return [
    imageRow(deployed),
    ...archiveRows(deployed),
    row(Aspect.Version, [], ({ outputs }) => outputs.version),
    row(Aspect.Ports, [["service", "ports"], ["additionalServices"]], ({ outputs }) => portsText(outputs.ports)),
    row(Aspect.Principals, [["access", "allowedPrincipals"]], principalsText),
    row(Aspect.Zones, [], ({ outputs }) => outputs.availabilityZoneIds?.length.toString()),
  ];
}

function imageRow(stacks: readonly Deployed[]): UnjudgedRow {
  const origins = imageOrigins(stacks);
  const names = new Set(stacks.map(({ stack }) => stack));
  const cells = stacks.map(({ stack, settings }): [string, Cell] => {
    const source = settings.image?.copyFrom?.stack;
    const copied = source !== undefined && names.has(source) ? { copiedFrom: source } : {};
    return [stack, { value: origins.get(stack), ...copied }];
  });
  return { aspect: Aspect.Image, name: Aspect.Image, paths: [["image"]], cells: Object.fromEntries(cells) };
}

function rowOf(
  aspect: Aspect,
  name: string,
  paths: readonly SettingPath[],
  stacks: readonly Deployed[],
  cell: (stack: Deployed) => string | undefined,
): UnjudgedRow {
  const cells = stacks.map((stack): [string, Cell] => [stack.stack, { value: cell(stack) }]);
  return { aspect, name, paths, cells: Object.fromEntries(cells) };
}

function archiveRows(stacks: readonly Deployed[]): UnjudgedRow[] {
  const services = new Set(stacks.flatMap(({ outputs }) => Object.keys(outputs.artifacts ?? {})));
  return [...services].map((service) => {
    const isMain = stacks.some(({ settings }) => settings.service.name === service);
    const path = isMain ? ["service", "artifact"] : ["additionalServices", { named: service }, "artifact"];
    const sha256 = (stack: Deployed) => artifactOf(stack, service)?.sha256;
    return rowOf(Aspect.Archive, `archive of ${service}`, [path], stacks, sha256);
  });
}

function artifactOf({ outputs }: Deployed, service: string): PublishedArtifact | undefined {
  return outputs.artifacts?.[service];
}

function portsText(ports: readonly PublishedPort[] | undefined): string | undefined {
  return ports
    ?.map(({ name, port, protocol }) => `${name} ${port}/${protocol}`)
    .sort()
    .join(", ");
}

/** Without the stack's own account where that is admitted only for the sake of a consumer VPC of one's own. */
function principalsText({ outputs, settings: { consumer, access } }: Deployed): string | undefined {
  const { allowedPrincipals, accountId } = outputs;
  const own = (principal: string) => principal === accountId || principal.endsWith(`:iam::${accountId}:root`);
  const isAdded = consumer !== undefined && !access.allowedPrincipals.some(own);
  const shown = allowedPrincipals?.filter((principal) => !isAdded || !own(principal));
  return shown && ([...shown].sort().join(", ") || "none");
}
