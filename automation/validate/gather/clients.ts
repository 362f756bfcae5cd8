import { EC2Client } from "@aws-sdk/client-ec2";
import { Route53Client } from "@aws-sdk/client-route-53";
import { STSClient } from "@aws-sdk/client-sts";

/** Clients of the services that the consumer's account is asked of. */
export interface ConsumerClients {
  readonly ec2: EC2Client;
  readonly route53: Route53Client;
  readonly sts: STSClient;
}

/** From a subnet without a way to AWS nothing answers, ever: the other checks should not wait for minutes. */
const PATIENCE = { maxAttempts: 3, requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000 } } as const;

export function consumerClients(region: string): ConsumerClients {
  const config = { region, ...PATIENCE };
  return { ec2: new EC2Client(config), route53: new Route53Client(config), sts: new STSClient(config) };
}

export function closeClients({ ec2, route53, sts }: ConsumerClients): void {
  for (const client of [ec2, route53, sts]) client.destroy();
}
