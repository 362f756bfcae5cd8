import * as pulumi from "@pulumi/pulumi";
import { type FailoverEndpoint, MetricComparison } from "saas-privatelink";

/** An endpoint as the stack's configuration names it. */
export interface ConfiguredEndpoint {
  /** A stack of examples/consumer, whose endpoint it is. */
  readonly stack?: string;
  /** Id of an endpoint that was made in another way. */
  readonly endpointId?: string;
  /** Region of the endpoint. */
  readonly region: string;
  /** A canary of CloudWatch Synthetics, in the stack's Region, that calls the endpoint once a minute. */
  readonly canary: string;
}

/** The endpoints by their names, each with the canary that tells whether it is healthy. */
export function readEndpoints(
  endpoints: Readonly<Record<string, ConfiguredEndpoint>>,
  region: string,
): Record<string, FailoverEndpoint> {
  return Object.fromEntries(
    Object.entries(endpoints).map(([key, endpoint]) => [
      key,
      {
        endpointId: endpointIdOf(key, endpoint),
        region: endpoint.region,
        health: {
          probe: {
            namespace: "CloudWatchSynthetics",
            metricName: "SuccessPercent",
            dimensions: { CanaryName: endpoint.canary },
            comparisonOperator: MetricComparison.LessThanThreshold,
            threshold: 100,
            // Where the clients are, because that is where the way to the endpoint begins.
            region,
          },
        },
      },
    ]),
  );
}

function endpointIdOf(key: string, { stack, endpointId }: ConfiguredEndpoint): pulumi.Input<string> {
  if ((stack === undefined) === (endpointId === undefined)) {
    throw new pulumi.RunError(`endpoints.${key}: set exactly one of stack and endpointId.`);
  }
  if (stack === undefined) return String(endpointId);
  return new pulumi.StackReference(stack).requireOutput("endpointId").apply(String);
}
