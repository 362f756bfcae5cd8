import { setTimeout as sleep } from "node:timers/promises";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { waitForAcceptance } from "./lib/acceptance";

const MINUTE_MS = 60_000;

/**
 * The endpoint's id once the provider has accepted the connection. An update asks AWS until then, up to the limit, and
 * fails with what is missing; a preview waits for nothing.
 */
export function acceptedEndpointId(
  component: pulumi.ComponentResource,
  args: {
    readonly endpoint: ec2.VpcEndpoint;
    readonly serviceName: pulumi.Input<string>;
    readonly waitMinutes: number;
  },
): pulumi.Output<string> {
  const { endpoint, serviceName, waitMinutes } = args;
  if (pulumi.runtime.isDryRun()) return endpoint.id;
  return pulumi
    .all([endpoint.id, endpoint.urn, serviceName])
    .apply(async ([endpointId, endpointUrn, knownServiceName]) => {
      const missing = await waitForAcceptance(
        { endpointId, endpointUrn, serviceName: knownServiceName },
        {
          limitMs: waitMinutes * MINUTE_MS,
          readState: async () => (await ec2.getVpcEndpoint({ id: endpointId }, { parent: component })).state,
          now: Date.now,
          sleep: (ms) => sleep(ms),
          // Ephemeral: shown while the update runs, and not kept.
          report: (progress) => void pulumi.log.info(progress, component, undefined, true),
        },
      );
      if (missing !== undefined) throw new pulumi.ResourceError(missing, component, true);
      return endpointId;
    });
}
