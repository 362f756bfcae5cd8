import { networkInterfaces } from "node:os";
import { type EC2Client, paginateDescribeNetworkInterfaces } from "@aws-sdk/client-ec2";
import { allOf, attempt } from "../gather/attempt";
import { isKnown } from "../known";
import { ConnectOutcome, type Observations } from "./observations";

/** Where something was observed from. What is not reached from elsewhere says nothing about the VPC. */
export const Vantage = { Inside: "inside", Elsewhere: "elsewhere" } as const;
export type Vantage = (typeof Vantage)[keyof typeof Vantage];

/** MACs of this host's network interfaces. */
export function ownMacs(): string[] {
  const entries = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return [...new Set(entries.filter(({ internal }) => !internal).map(({ mac }) => mac))];
}

/**
 * Whether one of the host's network interfaces is one of the VPC, by its MAC: private addresses are the same in many
 * networks. False also where AWS does not say.
 */
export async function isInVpc(ec2: EC2Client, vpcId: string, macs: readonly string[]): Promise<boolean> {
  if (macs.length === 0) return false;
  const found = await attempt("ec2:DescribeNetworkInterfaces", () =>
    allOf(
      paginateDescribeNetworkInterfaces(
        { client: ec2 },
        {
          Filters: [
            { Name: "vpc-id", Values: [vpcId] },
            { Name: "mac-address", Values: [...macs] },
          ],
        },
      ),
      (page) => page.NetworkInterfaces,
    ),
  );
  return isKnown(found) && found.value.length > 0;
}

/** Inside, where the host is known to be, or where an address of the endpoint lets it connect. */
export function vantageOf({ connections }: Observations, isKnownInside: boolean): Vantage {
  const connected = connections.some(({ outcome }) => outcome === ConnectOutcome.Connected);
  return isKnownInside || connected ? Vantage.Inside : Vantage.Elsewhere;
}
