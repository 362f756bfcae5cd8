import type * as pulumi from "@pulumi/pulumi";
import type { ServicePorts } from "./service-ports";

/** How many instances a zone has. */
export interface ZoneCapacity {
  /** Instances that the zone has at least, 0 to 500. Defaults to 1. */
  readonly min?: number;
  /** Instances that the zone has at most, 0 to 500. Defaults to 2, or to `min` where that is more. */
  readonly max?: number;
}

/** How much healthy capacity a zone keeps while its instances are replaced, in percent of the desired capacity. */
export interface FleetRefresh {
  /** Least healthy capacity, 0 to 100. Defaults to 100: a new instance is healthy before an old one goes. */
  readonly minHealthyPercentage?: number;
  /** Most capacity, 100 to 200 and at most 100 above the minimum. Defaults to 100 above the minimum. */
  readonly maxHealthyPercentage?: number;
}

/** The archive of a service in S3, for example the outputs of `ServiceArtifact`. */
export interface FleetArtifact {
  /** Name of the bucket, in the fleet's Region. */
  readonly bucket: pulumi.Input<string>;
  /** Key of a .tar.gz archive. */
  readonly key: pulumi.Input<string>;
  /** SHA-256 of the archive in lowercase hexadecimal; an instance does not unpack another one. */
  readonly sha256: pulumi.Input<string>;
}

/** Args of `Fleet`. */
export interface FleetArgs {
  /** The service as the load balancer has it; ports with other targets than instances are left aside. */
  readonly service: ServicePorts;
  /** Id of the VPC. A change replaces the security group. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnet of each AZ, by AZ id; each gets an Auto Scaling group of its own. */
  readonly subnetIds: Record<string, pulumi.Input<string>>;
  /** Id of the AMI, Amazon Linux 2023 unless the image starts the service itself. A change rolls the fleet. */
  readonly imageId: pulumi.Input<string>;
  /** EC2 instance type that every zone offers, of the AMI's architecture. A change rolls the fleet. */
  readonly instanceType: string;
  /** ARNs of the target groups in which instances are registered. */
  readonly targetGroupArns: pulumi.Input<string>[];
  /** Id of the load balancer's security group. It gets rules to the instances, and they admit nobody else. */
  readonly loadBalancerSecurityGroupId: pulumi.Input<string>;
  /**
   * ARNs of the listeners that must exist before the first instance: without one a target is never healthy, and would be
   * replaced again and again. Defaults to none.
   */
  readonly listenerArns?: pulumi.Input<string>[];
  /** Instances in each zone. Defaults to 1 to 2. */
  readonly perZone?: ZoneCapacity;
  /** Exceptions from `perZone`, by AZ id; what they leave out comes from there. Defaults to none. */
  readonly zoneOverrides?: Record<string, ZoneCapacity>;
  /** Device name of the AMI's root volume. A change rolls the fleet. Defaults to /dev/xvda. */
  readonly rootDeviceName?: string;
  /** Size of the root volume in GiB, at least that of the AMI. A change rolls the fleet. Defaults to 16. */
  readonly volumeSizeGb?: number;
  /** Average CPU load of a zone, in percent, that scaling aims at; 0 means no scaling. Defaults to 60. */
  readonly cpuTargetPercent?: number;
  /** Seconds after which a new instance counts in metrics and in a refresh. Defaults to 120. */
  readonly warmupSeconds?: number;
  /** Seconds for which a new instance may fail its health checks. Defaults to 120. */
  readonly healthCheckGraceSeconds?: number;
  /** Minutes in which a new zone must have its minimum in service; 0 means do not wait. Defaults to 10. */
  readonly capacityTimeoutMinutes?: number;
  /** Bounds while instances are replaced. Defaults to launch before terminate. */
  readonly refresh?: FleetRefresh;
  /** The service to install and start. Defaults to none: the image starts it, or `userData`. */
  readonly artifact?: FleetArtifact;
  /**
   * One simple command that starts the service in the folder of the unpacked archive; it takes the place of the shell,
   * so that signals reach it. Defaults to `node server.js`.
   */
  readonly startCommand?: string;
  /**
   * Environment of the service; not for secrets, as everybody who may describe the launch template can read it.
   * Defaults to PORT, the first target port, and PROXY_PROTOCOL, `v2` or `off`, which it may override.
   */
  readonly environment?: Record<string, string>;
  /**
   * Packages of the Amazon Linux 2023 repository that are installed first, through the S3 gateway endpoint; an empty
   * list means none. Defaults to nodejs22, unless the image has `node`.
   */
  readonly packages?: string[];
  /** User data in place of ours, plain text of at most 16384 bytes. Not together with `artifact`. Defaults to none. */
  readonly userData?: pulumi.Input<string>;
  /** ARNs of further IAM policies of the instances' role; the keys name the attachments. Defaults to none. */
  readonly policyArns?: Record<string, pulumi.Input<string>>;
  /** Security group of the VPC's interface endpoints, which instances may then reach over HTTPS. Defaults to none. */
  readonly endpointSecurityGroupId?: pulumi.Input<string>;
  /** IPv4 and IPv6 blocks to which instances may open any connection, besides HTTPS to S3. Defaults to none. */
  readonly egressCidrs?: string[];
  /** Beginning of the Name tags. Defaults to the component's name. */
  readonly displayName?: string;
  /** Tags of all resources, also of instances, volumes and network interfaces, besides their Name. Defaults to none. */
  readonly tags?: Record<string, string>;
}
