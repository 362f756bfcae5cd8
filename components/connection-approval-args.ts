import type * as pulumi from "@pulumi/pulumi";

/** The endpoint service whose connections are decided about. */
export interface ApprovedService {
  /** Name by which the registry's consumers and the metrics know the service, for example `order-processor`. */
  readonly name: string;
  /** Name that consumers connect to, `com.amazonaws.vpce.<region>.vpce-svc-<id>`. */
  readonly serviceName: pulumi.Input<string>;
  /** Id of the service, `vpce-svc-<id>`. */
  readonly serviceId: pulumi.Input<string>;
  /** ARN of the service. Permissions are confined to it. */
  readonly serviceArn: pulumi.Input<string>;
}

/** The registry that says who may connect. */
export interface ApprovalRegistry {
  /** Name of the table. */
  readonly tableName: pulumi.Input<string>;
  /** ARN of the table to read: the one in the service's Region where there is one, for that is faster and stays up alone. */
  readonly tableArn: pulumi.Input<string>;
  /** Region in which operators write, where it is another one than the service's. Defaults to the service's Region. */
  readonly ownerRegion?: string;
}

/** A product in AWS Marketplace that consumers buy. */
export interface MarketplaceGate {
  /** Code of the product, as AWS Marketplace shows it. */
  readonly productCode: string;
}

/** A billing system of one's own that says whether a consumer has paid. */
export interface WebhookGate {
  /** Address that is asked, beginning with `https://`; at most 512 characters. */
  readonly url: string;
  /**
   * ARN of the secret in Secrets Manager by which requests are signed. Where a key of one's own encrypts it, the key's
   * policy has to admit the role `roleArn`.
   */
  readonly secretArn: pulumi.Input<string>;
  /** Seconds after which an answer is not waited for any longer. 1 to 30. Defaults to 5. */
  readonly timeoutSeconds?: number;
}

/** Where it is asked whether consumers have paid; exactly one of the two. */
export interface EntitlementArgs {
  /** AWS Marketplace. */
  readonly marketplace?: MarketplaceGate;
  /** A billing system of one's own. */
  readonly webhook?: WebhookGate;
}

/** Settings of a `ConnectionApproval`. */
export interface ConnectionApprovalArgs {
  /** The endpoint service. It must require acceptance. A service of Gateway Load Balancers has no notifications. */
  readonly service: ApprovedService;
  /** ARN of the topic that tells of the service's connections. Its messages wake the function; what they say is not trusted. */
  readonly notificationTopicArn: pulumi.Input<string>;
  /** The registry of consumers. */
  readonly registry: ApprovalRegistry;
  /** ARNs of principals that are admitted without the registry, and which the function neither adds nor removes. Defaults to none. */
  readonly stackPrincipals?: pulumi.Input<string[]>;
  /**
   * Minutes between two runs, whatever the topic tells: an end of a contract takes effect within them. 1 to 60.
   * Defaults to 5.
   */
  readonly scheduleMinutes?: number;
  /**
   * Invocations that may run at the same time. One is not enough: while the schedule's runs, AWS would throttle those
   * of the queue, and each attempt counts as a receipt, so that good messages would end up among the dead letters. AWS
   * takes it from the account's quota, of which 100 must remain. At least one more than `queueConcurrency`, up to 1000.
   * Defaults to 3.
   */
  readonly reservedConcurrency?: number;
  /** Invocations by the queue that may run at the same time. 2 is the least that AWS takes. Defaults to 2. */
  readonly queueConcurrency?: number;
  /** Memory of the function in MB, to which AWS gives processor time in proportion. 128 to 10 240. Defaults to 512. */
  readonly memoryMb?: number;
  /** Seconds after which AWS ends an invocation. 30 to 900. Defaults to 120. */
  readonly timeoutSeconds?: number;
  /** Days for which CloudWatch Logs keeps what the function writes, one of the numbers that it has. Defaults to 90. */
  readonly logRetentionDays?: number;
  /** Where it is asked whether consumers have paid. Defaults to nowhere: the registry's word is enough. */
  readonly entitlement?: EntitlementArgs;
  /**
   * Days before the end of a consumer's access at which people are told, 0 for never; up to 365. Only in the Region that
   * owns the registry. Defaults to 14 there, and to 0 elsewhere.
   */
  readonly warningDays?: number;
  /** Days for which entries of the audit are kept, 0 for ever; up to 3653. Defaults to 400. */
  readonly auditDays?: number;
  /** Addresses that requests and alarms are mailed to; each has to confirm once. Not with `requestsTopicArn`. Defaults to none. */
  readonly emails?: string[];
  /** Address beginning with `https://` that SNS posts them to, such as a chat's. Not with `requestsTopicArn`. Defaults to none. */
  readonly chatEndpoint?: string;
  /**
   * ARN of a topic of the service's Region to use instead of one of our own. Where a key encrypts it, the key's policy has to admit the role
   * `roleArn`. Defaults to a topic of our own, with a key of its own.
   */
  readonly requestsTopicArn?: pulumi.Input<string>;
  /** ARNs of topics that alarms go to, in the service's Region. Defaults to the topic of requests. */
  readonly alarmTopicArns?: pulumi.Input<string>[];
  /** Minutes that a connection may wait for a decision before there is an alarm. 1 to 10 080. Defaults to 60. */
  readonly oldestPendingMinutes?: number;
  /** Stem of Name tags. Defaults to the component's name. */
  readonly displayName?: string;
  /** Tags of every resource, under its Name tag. Defaults to none. */
  readonly tags?: Record<string, string>;
}
