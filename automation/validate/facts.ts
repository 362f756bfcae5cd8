import type { Known } from "./known";

/** Whose credentials are used. */
export interface CallerFacts {
  readonly accountId: string;
  readonly arn: string;
}

/** The service as AWS shows it to this account. */
export interface ServiceFacts {
  readonly serviceName: string;
  /** Empty where AWS does not say, as for a service of another Region. */
  readonly zoneIds: readonly string[];
  readonly acceptanceRequired: boolean;
  readonly privateDnsNames: readonly string[];
  /** `verified`, `pendingVerification` or `failed`; undefined for a service without private DNS name. */
  readonly privateDnsState?: string;
  /** Account of the provider. */
  readonly owner?: string;
}

export interface EndpointFacts {
  readonly endpointId: string;
  readonly serviceName: string;
  readonly vpcId: string;
  /** As AWS writes it, in any case of letters. */
  readonly state: string;
  readonly createdAt?: string;
  readonly failureReason?: string;
  readonly lastError?: { readonly code: string; readonly message: string };
  readonly subnetIds: readonly string[];
  readonly interfaceIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly privateDnsEnabled: boolean;
  readonly dnsNames: readonly string[];
}

/** Where another endpoint of the service is. */
export interface EndpointPlace {
  readonly endpointId: string;
  readonly vpcId: string;
}

export interface SubnetFacts {
  readonly subnetId: string;
  readonly zoneId: string;
  readonly cidrs: readonly string[];
}

export interface InterfaceFacts {
  readonly interfaceId: string;
  readonly subnetId: string;
  readonly zoneId: string;
  /** `in-use` where all is well. */
  readonly status: string;
  readonly addresses: readonly string[];
}

/** A rule of a security group; exactly one of its sources is given. */
export interface GroupRule {
  readonly egress: boolean;
  /** `tcp`, `udp`, another protocol's name or number, or `-1` for all. */
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidr?: string;
  readonly groupId?: string;
  readonly prefixListId?: string;
}

export interface GroupFacts {
  readonly groupId: string;
  readonly groupName: string;
  readonly rules: readonly GroupRule[];
}

export interface AclEntry {
  readonly number: number;
  readonly egress: boolean;
  /** Number of the protocol, or `-1` for all. */
  readonly protocol: string;
  readonly allow: boolean;
  readonly cidr: string;
  readonly fromPort: number;
  readonly toPort: number;
}

export interface AclFacts {
  readonly aclId: string;
  readonly subnetIds: readonly string[];
  readonly entries: readonly AclEntry[];
}

export interface VpcFacts {
  readonly vpcId: string;
  readonly cidrs: readonly string[];
}

export interface VpcDnsFacts {
  readonly support: boolean;
  readonly hostnames: boolean;
}

export interface DhcpFacts {
  /** `default` where the VPC has no set of options. */
  readonly optionsId: string;
  /** Values of `domain-name-servers`. */
  readonly nameServers: readonly string[];
}

/** A private hosted zone that the VPC's resolver answers from. */
export interface ZoneFacts {
  readonly zoneId: string;
  /** Without the dot at its end. */
  readonly name: string;
  /** Account or AWS service that owns it. */
  readonly owner: string;
  readonly ownedByService: boolean;
}

/** All that AWS says about the way from the VPC's clients to the service. */
export interface Facts {
  readonly caller: Known<CallerFacts>;
  /** Why AWS does not take the credentials, or that there are none. */
  readonly refusedCredentials?: string;
  /** Whether nothing but the credentials was asked, for the reason that all other facts have as their gap. */
  readonly isStopped?: boolean;
  /** Undefined where AWS does not show the service to this account. */
  readonly service: Known<ServiceFacts | undefined>;
  /** Undefined where there is none. */
  readonly endpoint: Known<EndpointFacts | undefined>;
  /** Endpoints of the service in other VPCs; asked only where the VPC that the user named has none. */
  readonly elsewhere: Known<readonly EndpointPlace[]>;
  /** The VPC that the user named, where AWS says that there is no such VPC. */
  readonly missingVpc?: string;
  readonly vpc: Known<VpcFacts>;
  /** All subnets of the VPC. */
  readonly subnets: Known<readonly SubnetFacts[]>;
  readonly interfaces: Known<readonly InterfaceFacts[]>;
  readonly groups: Known<readonly GroupFacts[]>;
  readonly clientGroups: Known<readonly GroupFacts[]>;
  /** CIDRs of the prefix lists in the rules of all groups, by id. */
  readonly prefixLists: Known<ReadonlyMap<string, readonly string[]>>;
  readonly acls: Known<readonly AclFacts[]>;
  readonly vpcDns: Known<VpcDnsFacts>;
  readonly dhcp: Known<DhcpFacts>;
  readonly zones: Known<readonly ZoneFacts[]>;
}
