import { CreateVpcEndpointConnectionNotificationCommand } from "@aws-sdk/client-ec2";
import { CreateTopicCommand } from "@aws-sdk/client-sns";
import type { PublishedService } from "../../../functions/lib/published-service";
import type { Settings } from "../../../functions/lib/settings";
import { clientsOf, PROVIDER, present } from "./clients";
import { createQueue, type Queue, subscribe } from "./queues";
import type { RegistryTable } from "./registry-table";

/** What stands around the function of one service. */
export interface Approval {
  readonly service: PublishedService;
  readonly settings: Settings;
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** Gets what people are asked and told. */
  readonly requests: Queue;
}

export interface ApprovalOptions {
  readonly entitlement?: Settings["entitlement"];
  /** Defaults to 14. */
  readonly warningDays?: number;
  /** Receptions after which a message goes to the dead letters. Defaults to 5. */
  readonly maxReceiveCount?: number;
  /** Seconds after which a message that was not dealt with comes again. Defaults to 1, to keep the tests short. */
  readonly visibilitySeconds?: number;
}

let topics = 0;

/** Topic, queue, dead letters, notification and settings, as the component makes them for a service. */
export async function deployApproval(
  published: PublishedService,
  registry: RegistryTable,
  options: ApprovalOptions = {},
): Promise<Approval> {
  const { region } = published;
  const { ec2 } = await clientsOf(PROVIDER, region);
  const notificationTopicArn = await topic("notifications", region);
  const requestsTopicArn = await topic("requests", region);
  const deadLetters = await createQueue(region);
  const queue = await createQueue(region, {
    VisibilityTimeout: String(options.visibilitySeconds ?? 1),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: deadLetters.arn,
      maxReceiveCount: options.maxReceiveCount ?? 5,
    }),
  });
  const requests = await createQueue(region);
  await subscribe(notificationTopicArn, queue);
  await subscribe(requestsTopicArn, requests);
  await ec2.send(
    new CreateVpcEndpointConnectionNotificationCommand({
      ServiceId: published.serviceId,
      ConnectionNotificationArn: notificationTopicArn,
      ConnectionEvents: ["Connect", "Accept", "Reject", "Delete"],
    }),
  );
  const service = { ...published, requestsTopicArn };
  return {
    service,
    queue,
    deadLetters,
    requests,
    settings: {
      service: { ...service, stackPrincipals: [...service.stackPrincipals] },
      registry: { tableName: registry.tableName, region: registry.region },
      notificationTopicArn,
      ...(options.entitlement === undefined ? {} : { entitlement: options.entitlement }),
      warningDays: options.warningDays ?? 14,
      auditDays: 400,
    },
  };
}

async function topic(purpose: string, region: string): Promise<string> {
  const { sns } = await clientsOf(PROVIDER, region);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: `${purpose}-${++topics}` }));
  return present(TopicArn, "topic");
}
