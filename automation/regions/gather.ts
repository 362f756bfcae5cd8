import type { AwsClients } from "../aws/clients";
import { awsErrorText } from "../aws/errors";
import { type Answer, QUOTAS, type Quota, type QuotaCode, type RegionFacts } from "./facts";
import { countVcpus } from "./vcpus";

export type GatherClients = Pick<AwsClients, "ec2" | "loadBalancing" | "quotas">;

/** Whether an account may use a Region: the status as EC2 says it, or undefined for a Region that it does not know. */
export async function askOptIn(
  clients: Pick<AwsClients, "ec2">,
  { region, from }: { readonly region: string; readonly from: string },
  env: NodeJS.ProcessEnv,
): Promise<Answer<string | undefined>> {
  return attempt(env, async () => {
    const client = await clients.ec2(from);
    const { DescribeRegionsCommand } = await import("@aws-sdk/client-ec2");
    const { Regions = [] } = await client.send(new DescribeRegionsCommand({ AllRegions: true }));
    return Regions.find(({ RegionName }) => RegionName === region)?.OptInStatus;
  });
}

/** Asks AWS all that the checks of a Region go by, at the same time; one answer that does not come leaves the others. */
export async function gather(
  clients: GatherClients,
  region: string,
  instanceTypes: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<RegionFacts> {
  const codes = Object.keys(QUOTAS) as QuotaCode[];
  const ask = <T>(work: () => Promise<T>) => attempt(env, work);
  const [zoneIds, offered, vpcs, loadBalancers, endpointServices, endpointServiceQuota, vcpus, ...quotas] =
    await Promise.all([
      ask(() => zonesOf(clients, region)),
      ask(() => offeredIn(clients, region, instanceTypes)),
      ask(() => countVpcs(clients, region)),
      ask(() => countLoadBalancers(clients, region)),
      ask(() => countEndpointServices(clients, region)),
      ask(() => findEndpointServiceQuota(clients, region)),
      ask(async () => countVcpus(await clients.ec2(region), instanceTypes)),
      ...codes.map((code) => ask(() => quotaOf(clients, region, code))),
    ]);
  const byCode = Object.fromEntries(codes.map((code, index) => [code, quotas[index]])) as RegionFacts["quotas"];
  return { zoneIds, offered, vpcs, loadBalancers, endpointServices, endpointServiceQuota, vcpus, quotas: byCode };
}

async function attempt<T>(env: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const reason = awsErrorText(error, env);
    if (reason === undefined) throw error;
    return { reason };
  }
}

async function zonesOf(clients: GatherClients, region: string): Promise<string[]> {
  const { DescribeAvailabilityZonesCommand } = await import("@aws-sdk/client-ec2");
  const client = await clients.ec2(region);
  const Filters = [
    { Name: "zone-type", Values: ["availability-zone"] },
    { Name: "opt-in-status", Values: ["opt-in-not-required"] },
    { Name: "state", Values: ["available"] },
  ];
  const { AvailabilityZones = [] } = await client.send(new DescribeAvailabilityZonesCommand({ Filters }));
  return AvailabilityZones.flatMap(({ ZoneId }) => ZoneId ?? []).sort();
}

async function offeredIn(
  clients: GatherClients,
  region: string,
  types: readonly string[],
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = Object.fromEntries(types.map((type) => [type, []]));
  if (types.length === 0) return found;
  const { paginateDescribeInstanceTypeOfferings } = await import("@aws-sdk/client-ec2");
  const client = await clients.ec2(region);
  const Filters = [{ Name: "instance-type", Values: [...types] }];
  const pages = paginateDescribeInstanceTypeOfferings({ client }, { LocationType: "availability-zone-id", Filters });
  for await (const { InstanceTypeOfferings = [] } of pages) {
    for (const { InstanceType, Location } of InstanceTypeOfferings) {
      if (InstanceType !== undefined && Location !== undefined) found[InstanceType]?.push(Location);
    }
  }
  return found;
}

async function countVpcs(clients: GatherClients, region: string): Promise<number> {
  const { paginateDescribeVpcs } = await import("@aws-sdk/client-ec2");
  let count = 0;
  for await (const { Vpcs = [] } of paginateDescribeVpcs({ client: await clients.ec2(region) }, {}))
    count += Vpcs.length;
  return count;
}

async function countLoadBalancers(clients: GatherClients, region: string): Promise<number> {
  const { paginateDescribeLoadBalancers } = await import("@aws-sdk/client-elastic-load-balancing-v2");
  let count = 0;
  const pages = paginateDescribeLoadBalancers({ client: await clients.loadBalancing(region) }, {});
  for await (const { LoadBalancers = [] } of pages)
    count += LoadBalancers.filter(({ Type }) => Type === "network").length;
  return count;
}

async function countEndpointServices(clients: GatherClients, region: string): Promise<number> {
  const { paginateDescribeVpcEndpointServiceConfigurations } = await import("@aws-sdk/client-ec2");
  let count = 0;
  const pages = paginateDescribeVpcEndpointServiceConfigurations({ client: await clients.ec2(region) }, {});
  for await (const { ServiceConfigurations = [] } of pages) count += ServiceConfigurations.length;
  return count;
}

/** The quota of the account; AWS's default where the account never had one of its own. */
async function quotaOf(clients: GatherClients, region: string, code: QuotaCode): Promise<Quota> {
  const { GetAWSDefaultServiceQuotaCommand, GetServiceQuotaCommand } = await import("@aws-sdk/client-service-quotas");
  const client = await clients.quotas(region);
  const which = { ServiceCode: QUOTAS[code], QuotaCode: code };
  try {
    const { Quota: applied } = await client.send(new GetServiceQuotaCommand(which));
    return asQuota(applied, code);
  } catch (error) {
    if (!(error instanceof Error && error.name === "NoSuchResourceException")) throw error;
    const { Quota: usual } = await client.send(new GetAWSDefaultServiceQuotaCommand(which));
    return asQuota(usual, code);
  }
}

async function findEndpointServiceQuota(clients: GatherClients, region: string): Promise<Quota | undefined> {
  const { paginateListServiceQuotas } = await import("@aws-sdk/client-service-quotas");
  const pages = paginateListServiceQuotas({ client: await clients.quotas(region) }, { ServiceCode: "vpc" });
  for await (const { Quotas = [] } of pages) {
    const found = Quotas.find(({ QuotaName }) => /endpoint services? per region/i.test(QuotaName ?? ""));
    if (found !== undefined) return asQuota(found, found.QuotaCode ?? "");
  }
  return undefined;
}

function asQuota(quota: { QuotaName?: string; Value?: number } | undefined, code: string): Quota {
  if (quota?.Value === undefined) throw new Error(`Service Quotas described ${code} without a value.`);
  return { name: quota.QuotaName ?? code, value: quota.Value };
}
