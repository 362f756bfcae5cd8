import { Cloud } from "../../sandbox/cloud";
import { CloudError, type Refusal } from "../../sandbox/table";
import { T } from "../../sandbox/tokens";
import type { Properties } from "../../sandbox/values";

export type Made = { readonly id: string } & Properties;

/** A sandbox account that tests fill with short calls, as a provider would. */
export class TestAccount {
  readonly cloud: Cloud;
  readonly region: string;

  constructor(region = "us-east-1", cloud = new Cloud()) {
    this.region = region;
    this.cloud = cloud;
  }

  /** The same account seen from another Region. */
  in(region: string): TestAccount {
    return new TestAccount(region, this.cloud);
  }

  /** Checks and creates; fails on the first thing that is refused. */
  make(type: string, name: string, given: Properties): Made {
    const { inputs, problems } = this.check(type, name, given);
    if (problems.length > 0) throw new CloudError(problems);
    const { id, outputs } = this.cloud.create(type, inputs, this.context(type, name));
    return { ...outputs, id };
  }

  /** What the provider or AWS says of it; nothing is created when there is something. */
  refusals(type: string, name: string, given: Properties): string[] {
    const { inputs, problems } = this.check(type, name, given);
    if (problems.length > 0) return problems.map(sentence);
    try {
      this.cloud.create(type, inputs, this.context(type, name));
      return [];
    } catch (error) {
      if (error instanceof CloudError) return error.refusals.map(sentence);
      throw error;
    }
  }

  /** Changes inputs in place, as an update of the provider does. */
  update(type: string, name: string, id: string, given: Properties): Made {
    const olds = this.cloud.read(type, id, this)?.inputs;
    const { inputs, problems } = this.check(type, name, given, olds);
    if (problems.length > 0) throw new CloudError(problems);
    const { outputs } = this.cloud.update(type, id, inputs, this.context(type, name));
    return { ...outputs, id };
  }

  check(type: string, name: string, given: Properties, olds?: Properties) {
    const context = this.context(type, name);
    return this.cloud.check(type, name, given, olds === undefined ? context : { ...context, olds });
  }

  /** Properties that force a replacement when they change in this way. */
  replaces(type: string, before: Properties, after: Properties): readonly string[] {
    const olds = this.check(type, "thing", before).inputs;
    const news = this.check(type, "thing", after, olds).inputs;
    return this.cloud.diff(type, olds, news).replaces;
  }

  read(type: string, id: string): Properties | undefined {
    return this.cloud.read(type, id, this)?.outputs;
  }

  /** What keeps AWS from deleting it; undefined when it is deleted. */
  deleteRefusal(type: string, id: string): string | undefined {
    try {
      this.cloud.delete(type, id, this);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  context(type: string, name: string) {
    return { region: this.region, seed: `urn:pulumi:test::sandbox::${type}::${name}`, name };
  }
}

function sentence({ property, message }: Refusal): string {
  return property === "" ? message : `${property}: ${message}`;
}

export interface Network {
  readonly vpc: Made;
  /** One /24 per AZ id. */
  readonly subnets: readonly Made[];
  readonly group: Made;
}

/** A VPC 10.0.0.0/16 with a /24 in each AZ and a security group. */
export function network(
  account: TestAccount,
  zoneIds: readonly string[],
  name = "net",
  vpcArgs: Properties = {},
): Network {
  const vpc = account.make(T.Vpc, name, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, ...vpcArgs });
  const subnets = zoneIds.map((availabilityZoneId, index) =>
    account.make(T.Subnet, `${name}-${availabilityZoneId}`, {
      vpcId: vpc.id,
      availabilityZoneId,
      cidrBlock: `10.0.${index}.0/24`,
    }),
  );
  const group = account.make(T.SecurityGroup, `${name}-group`, { vpcId: vpc.id });
  return { vpc, subnets, group };
}

/** An internal NLB over the network's subnets. */
export function balancer(account: TestAccount, { subnets, group }: Network, name = "nlb", args: Properties = {}): Made {
  return account.make(T.LoadBalancer, name, {
    loadBalancerType: "network",
    internal: true,
    subnets: subnets.map(({ id }) => id),
    securityGroups: [group.id],
    ...args,
  });
}

/** A policy document with one statement. */
export function policy(statement: Properties): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}
