import type { Input } from "@pulumi/pulumi";
import type { Handoff } from "../components/lib/handoff";

/** A port that consumers connect to. */
export interface PublishedPort {
  /** Name of the port; of a further service's port, `<service>-<port name>`. */
  readonly name: string;
  /** Port of the listener. */
  readonly port: number;
  /** Protocol of the listener: `TCP`, `TLS`, `UDP` or `TCP_UDP`. */
  readonly protocol: string;
}

/** The TXT record that proves the ownership of a private DNS name. */
export interface DnsVerification {
  /** Name of the record. */
  readonly name: string;
  /** Type of the record, `TXT`. */
  readonly type: string;
  /** Value of the record. */
  readonly value: string;
  /** State that AWS reported at the last update or refresh: `pendingVerification`, `verified` or `failed`. */
  readonly state: string;
}

/** The registry that decides about the connections of a stack. */
export interface PublishedRegistry {
  /** Name of the table; its replicas have the same. */
  readonly tableName: string;
  /** ARN of the table that the stack reads: its own, a replica in its Region, or the table of another Region. */
  readonly tableArn: string;
  /** Region in which operators write. */
  readonly region: string;
  /** ARN of the table in that Region, which commands work with. */
  readonly ownerArn: string;
}

/** The archive that the instances of a service fetch from S3 and run. */
export interface PublishedArtifact {
  /** Bucket that it is in. */
  readonly bucket: string;
  /** Key of the object. */
  readonly key: string;
  /** SHA-256 of the archive in hex, which tells whether two stacks run the same. */
  readonly sha256: string;
}

/** What a stack tells consumers, other stacks and tools. */
export interface StackOutputs {
  /** Name that consumers connect to, `com.amazonaws.vpce.<region>.vpce-svc-<id>`. */
  readonly serviceName: string;
  /** Id of the endpoint service, `vpce-svc-<id>`, for the provider's own API calls. */
  readonly serviceId: string;
  /** ARN of the endpoint service, for policies. */
  readonly serviceArn: string;
  /** Region of the stack; a stack that copies this one's AMI reads it. */
  readonly region: string;
  /** Account of the provider. */
  readonly accountId: string;
  /** AZ ids in which the service answers; a consumer needs a subnet in one of them. */
  readonly availabilityZoneIds: string[];
  /** Ports that consumers connect to. */
  readonly ports: PublishedPort[];
  /** Private DNS name of the service; absent when it has none. */
  readonly privateDnsName?: string;
  /** TXT record and state of the private DNS name; absent when there is none. */
  readonly privateDnsVerification?: DnsVerification;
  /** Regions from which endpoints may connect, the stack's own among them. */
  readonly supportedRegions: string[];
  /** Whether a new connection waits for the provider's decision. */
  readonly acceptanceRequired: boolean;
  /** ARNs of the principals that the stack admits. */
  readonly allowedPrincipals: string[];
  /** AMI of the fleet; a stack that copies it reads it. Absent when nothing runs on instances. */
  readonly imageId?: string;
  /** Source AMIs of the copies that are kept, newest first; empty when none is made. The stack itself reads it back. */
  readonly imageSources: string[];
  /** Region of the source AMIs; absent when no copy is made. The stack itself reads it back. */
  readonly imageSourceRegion?: string;
  /** Archives by service name; a service that fetches none has no entry. */
  readonly artifacts: Record<string, PublishedArtifact>;
  /** Version of saas-privatelink by which the stack was brought up. */
  readonly version: string;
  /** Encrypted topic that tells of connections. */
  readonly notificationTopicArn?: string;
  /** Registry of consumers; other stacks share it, and commands find it. Absent without `access.approval: registry`. */
  readonly registry?: PublishedRegistry;
  /** Function that decides about connections, to read its logs. Absent without `access.approval: registry`. */
  readonly approvalFunctionName?: string;
  /** Role of the function, for policies of keys of one's own. Absent without `access.approval: registry`. */
  readonly approvalRoleArn?: string;
  /** Topic by which people are asked, to subscribe to. Absent without `access.approval: registry`. */
  readonly approvalRequestsTopicArn?: string;
  /** Queue of events that could not be handled, to look into. Absent without `access.approval: registry`. */
  readonly approvalDeadLetterQueueUrl?: string;
  /** Names of the CloudWatch alarms of the stack; a rollout waits until none of them is firing. */
  readonly alarmNames: string[];
  /** VPC of the provider. */
  readonly vpcId: string;
  /** Subnets of the provider by AZ id. */
  readonly subnetIds: Record<string, string>;
  /** ARN of the load balancer. */
  readonly loadBalancerArn: string;
  /** DNS name of the load balancer inside the VPC; consumers do not use it. */
  readonly loadBalancerDnsName: string;
  /** ARNs of the target groups by `<service>-<port name>`, to look up target health. */
  readonly targetGroupArns: Record<string, string>;
  /** Names of the Auto Scaling groups by service and AZ id, to follow a rollout. */
  readonly autoScalingGroupNames: Record<string, Record<string, string>>;
  /** Everything that a consumer needs, and nothing secret: the document to hand over. */
  readonly handoff: Handoff;
  /** Endpoint of the stack's own consumer; absent without `consumer`. */
  readonly consumerEndpointId?: string;
  /** Name under which clients in the stack's own consumer VPC reach the service; absent without `consumer`. */
  readonly consumerDnsName?: string;
}

/** The outputs as the program has them, before they are known. */
export type PendingOutputs = { readonly [Name in keyof StackOutputs]: Input<StackOutputs[Name]> };
