import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import type { EC2Client } from "@aws-sdk/client-ec2";
import { ClientsByIdentity } from "../aws/by-identity";
import type { Caller } from "../aws/clients";
import type { AwsIdentity } from "../aws/identity";

/** The clients of AWS that images are worked on with; `AwsClients` is one. */
export interface ImageClients {
  ec2(region: string): Promise<EC2Client>;
  autoScaling(region: string): Promise<AutoScalingClient>;
  caller(region: string): Promise<Caller>;
}

/** Clients by the identity of the credentials; those of the usual chain without one. */
export type ClientsOf = (identity?: AwsIdentity) => ImageClients;

/**
 * The SDK's clients, for a caller that has none: they are in use as long as what was planned by them, and their idle
 * connections do not keep the process.
 */
export function usualClients(): ClientsOf {
  return new ClientsByIdentity().of;
}
