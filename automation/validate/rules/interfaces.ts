import type { EndpointFacts, Facts, InterfaceFacts, SubnetFacts } from "../facts";
import { type Finding, fail, ok, unknown } from "../finding";
import { whenKnown } from "../known";
import type { Target } from "../target";
import { orNone } from "../words";
import { isOfService } from "./endpoint";
import { isAvailable } from "./state";

/** Whether the endpoint has a working network interface with addresses in each of its subnets. */
export function interfaceFindings({ endpoint, subnets, interfaces }: Facts, target: Target): readonly Finding[] {
  return whenKnown(
    "interfaces",
    "Network interfaces",
    [endpoint, subnets, interfaces],
    (found: EndpointFacts | undefined, all: readonly SubnetFacts[], there: readonly InterfaceFacts[]) => {
      if (!isOfService(found, target)) return [];
      return found.subnetIds.map((subnetId) => {
        const zoneId = all.find((subnet) => subnet.subnetId === subnetId)?.zoneId ?? subnetId;
        return interfaceFinding(
          `Network interface in ${zoneId}`,
          subnetId,
          there.find((one) => one.subnetId === subnetId),
          found,
          target,
        );
      });
    },
  );
}

function interfaceFinding(
  subject: string,
  subnetId: string,
  found: InterfaceFacts | undefined,
  endpoint: EndpointFacts,
  { region }: Target,
): Finding {
  const problem = problemOf(found, subnetId);
  if (problem === undefined) {
    const cause = `${found?.interfaceId} is in use with ${orNone(found?.addresses ?? [])}.`;
    return ok("interfaces", subject, cause);
  }
  if (!isAvailable(endpoint)) {
    // AWS documents no status of the interfaces of an endpoint that is not connected yet.
    return unknown("interfaces", subject, problem, "Put the state of the endpoint right first, and validate again.");
  }
  const change = `aws ec2 modify-vpc-endpoint --region ${region} --vpc-endpoint-id ${endpoint.endpointId}`;
  const remedy = `Wait a few minutes; then take the subnet out and put it in again: ${change} --remove-subnet-ids ${subnetId} && ${change} --add-subnet-ids ${subnetId}`;
  return fail("interfaces", subject, problem, remedy);
}

function problemOf(found: InterfaceFacts | undefined, subnetId: string): string | undefined {
  if (found === undefined) return `AWS has made none in ${subnetId}, though the endpoint has the subnet.`;
  const { interfaceId, status, addresses } = found;
  if (status !== "in-use") return `${interfaceId} in ${subnetId} is ${status}, not in-use.`;
  return addresses.length === 0 ? `${interfaceId} in ${subnetId} has no address.` : undefined;
}
