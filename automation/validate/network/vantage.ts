import { networkInterfaces } from "node:os";
import { type EC2Client, paginateDescribeNetworkInterfaces } from "@aws-sdk/client-ec2";
import { allOf, attempt } from "../gather/attempt";
import { isKnown } from "../known";
import { type Connection, ConnectOutcome, type Observations } from "./observations";

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

/** Where this host stands, and why it counts as standing there. */
export interface Standpoint {
  readonly vantage: Vantage;
  /** A whole sentence. */
  readonly why: string;
  /** Why connections that stand prove nothing, as a whole sentence; absent where they do. */
  readonly doubt?: string;
}

export interface StandpointFacts {
  /** Whether the user says that the host is in the VPC. */
  readonly isSaid: boolean;
  /** Whether AWS knows one of its network interfaces in the VPC. */
  readonly isOwn: boolean;
  /** Whether the endpoint is available: before that nothing behind it can answer. */
  readonly isAvailable: boolean;
  /** What became of connecting to where nothing can be. */
  readonly controls: readonly Connection[];
}

/** Where the host stands. That an address of the endpoint lets it connect tells that only where nothing else would. */
export function standpointOf({ connections }: Observations, facts: StandpointFacts): Standpoint {
  const { isSaid, isOwn, isAvailable, controls } = facts;
  const stands = connections.find(isStanding);
  const control = controls.find(isStanding);
  const answersAll =
    control === undefined
      ? undefined
      : `${control.address} lets this host connect on port ${control.port} too, where nothing can be: something on the way, such as a proxy, takes every connection.`;
  const known = isSaid ? "--inside says so." : isOwn ? "AWS knows one of its network interfaces there." : undefined;
  if (known !== undefined) return { vantage: Vantage.Inside, why: known, ...doubtOf(answersAll) };
  if (stands === undefined) return { vantage: Vantage.Elsewhere, why: "Nothing tells that it is in the VPC." };
  if (answersAll !== undefined) return { vantage: Vantage.Elsewhere, why: answersAll, doubt: answersAll };
  if (!isAvailable) {
    const early = `${stands.address} lets this host connect, but the endpoint is not available yet: something else answers.`;
    return { vantage: Vantage.Elsewhere, why: early, doubt: early };
  }
  if (controls.length === 0) {
    const blind = "What connects could not be compared with an address where nothing can be.";
    return { vantage: Vantage.Elsewhere, why: blind, doubt: blind };
  }
  const why = `${stands.address} of the endpoint lets it connect on port ${stands.port}, and an address where nothing can be does not.`;
  return { vantage: Vantage.Inside, why };
}

function doubtOf(doubt: string | undefined): Pick<Standpoint, "doubt"> {
  return doubt === undefined ? {} : { doubt };
}

/** A proxy that finds nothing behind it often hangs up only after it has taken the connection. */
function isStanding({ outcome }: Connection): boolean {
  return outcome === ConnectOutcome.Connected || outcome === ConnectOutcome.Reset;
}
