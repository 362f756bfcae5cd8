import type { Handoff } from "../../components/lib/handoff";
import { counted } from "../../components/lib/words";
import { isEstablished } from "../../functions/lib/connection";
import type { Consumer } from "../../functions/lib/consumer";
import type { PublishedService } from "../../functions/lib/published-service";
import type { RegistryContext } from "../registry/context";

/** What the provider should know of a package before sending it, a sentence each; the package is right all the same. */
export async function providerNotes(
  consumer: Consumer,
  handoff: Handoff,
  service: PublishedService | undefined,
  context: Pick<RegistryContext, "serviceApi" | "tableArn">,
): Promise<string[]> {
  if (!handoff.acceptanceRequired) return [];
  if (service === undefined) return [undecided(handoff, context.tableArn)];
  return limitUsedUp(consumer, service, context);
}

function undecided({ name, serviceName }: Handoff, tableArn: string): string {
  return (
    `The registry ${tableArn} does not know ${serviceName} (${name}), so it decides about none of its connections, and the ` +
    "package says that a person accepts them. If it should decide, give the registry of the service's stack by --registry, or bring the stack up with approval by the registry."
  );
}

async function limitUsedUp(
  { name, account, maxConnections }: Consumer,
  service: PublishedService,
  context: Pick<RegistryContext, "serviceApi">,
): Promise<string[]> {
  if (maxConnections === undefined) return [];
  const connections = await context.serviceApi(service).connections();
  const used = connections.filter((one) => one.account === account && isEstablished(one)).length;
  if (used < maxConnections) return [];
  return [
    `${name} has ${counted(used, "connection")} to ${service.name} in ${service.region} and may have ${maxConnections}: a further one waits until one ends, or until ` +
      `privatelink consumers update ${name} --max-connections allows more.`,
  ];
}
