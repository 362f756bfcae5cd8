import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Document, parseDocument } from "yaml";
import type { Given } from "./given";
import type { RealWorld } from "./real-world";
import { noChanges, onlyThese, type StepRecorder, type Target } from "./recorder";

const ROOT = path.resolve(__dirname, "../..");
const CONSUMER = path.join(ROOT, "examples/consumer");

/** AMIs of us-east-1: the one that the stack files name, and the next one. */
export const FIRST_IMAGE = "ami-0abcdef1234567890";
export const NEXT_IMAGE = "ami-0fedcba9876543210";

const setting = (key: string): string[] => ["config", `saas-privatelink:${key}`];

type Edit = (stackFile: Document) => void;

/** What an operator does before destroying a stack, for the stack files protect what they publish. */
const unprotected: Edit = (file) => file.setIn(setting("protect"), false);

/**
 * What an operator changes over time, all at once: AMI, size, a port's health check, a principal less and one more, how
 * often and by whose books connections are decided about, and who is asked.
 */
const changed: Edit = (file) => {
  unprotected(file);
  file.setIn([...setting("image"), "id"], NEXT_IMAGE);
  file.setIn([...setting("fleet"), "perZone"], { min: 2, max: 4 });
  file.setIn([...setting("service"), "ports", 0, "healthCheck", "intervalSeconds"], 15);
  file.setIn([...setting("access"), "allowedPrincipals"], ["444455556666"]);
  file.setIn(setting("approval"), {
    scheduleMinutes: 10,
    entitlement: { marketplace: { productCode: "4p0nqs5d3v9k2x7w1m8c6b0f2" } },
    warningDays: 30,
    auditDays: 90,
    notify: { emails: ["ops@example.com"], chatEndpoint: "https://chat.example.com/hooks/connections" },
    alarms: { oldestPendingMinutes: 120 },
  });
};

/** What the end of the protection must lead to. */
const UNPROTECTED = [
  /^update aws:lb\/loadBalancer:LoadBalancer .*: enableDeletionProtection/,
  /^update aws:s3\/bucket:Bucket .*: forceDestroy/,
];

/** What `changed` must lead to, and nothing else: above all, nothing that is replaced. */
const OPERATORS_CHANGES = [
  ...UNPROTECTED,
  /^update aws:dynamodb\/table:Table .*: deletionProtectionEnabled/,
  /^update aws:ec2\/launchTemplate:LaunchTemplate /,
  /^update aws:autoscaling\/group:Group /,
  /^update aws:lb\/targetGroup:TargetGroup /,
  /^create aws:ec2\/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple /,
  /^delete aws:ec2\/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple /,
  /^update aws:lambda\/function:Function .*-approval: environment/,
  /^update aws:lambda\/functionEventInvokeConfig:FunctionEventInvokeConfig /,
  /^update aws:scheduler\/schedule:Schedule /,
  /^update aws:iam\/rolePolicy:RolePolicy .*-approval-policy: policy/,
  /^update aws:dynamodb\/tableItem:TableItem .*: item/,
  /^create aws:sns\/topicSubscription:TopicSubscription .*-requests-/,
  /^update aws:cloudwatch\/metricAlarm:MetricAlarm .*-approval-waiting: /,
  /^update aws:cloudwatch\/metricAlarm:MetricAlarm .*-approval-idle: /,
  /^update saas-privatelink:index:/,
];

/** What a new AMI of the other Region must lead to: a copy more, and the copy before it stays; besides, no protection. */
const FOLLOWED_IMAGE = [
  ...UNPROTECTED,
  /^update aws:dynamodb\/tableReplica:TableReplica .*: deletionProtectionEnabled/,
  /^create aws:ec2\/amiCopy:AmiCopy /,
  /^update aws:ec2\/launchTemplate:LaunchTemplate /,
  /^update aws:autoscaling\/group:Group /,
  /^update saas-privatelink:index:/,
];

/** What the second phase of the private DNS name must lead to: the endpoint itself stays. */
const PRIVATE_NAME = [/^create aws:vpc\/endpointPrivateDns:EndpointPrivateDns /, /^update saas-privatelink:index:/];

/** Takes both Regions and the consumer through their life; false when a step failed and the rest made no sense. */
export async function playRegions(world: RealWorld, recorder: StepRecorder): Promise<boolean> {
  const provider = async (name: string, edit?: Edit): Promise<Target> => ({
    label: name,
    stack: await world.stack(ROOT, { name, ...(edit && { edit }) }),
  });
  const consumer = async (): Promise<Target> => ({
    label: "examples/consumer",
    stack: await world.stack(CONSUMER, { name: "us-east-2" }),
  });

  for (const begin of [() => provider("us-east-1"), () => provider("us-east-2"), consumer]) {
    if (!(await bringUp(await begin(), recorder))) return false;
  }

  const first = await provider("us-east-1", changed);
  await recorder.run(first, "preview", onlyThese(...OPERATORS_CHANGES));
  if (!(await recorder.run(first, "up"))) return false;
  await recorder.run(first, "preview", noChanges);

  const second = await provider("us-east-2", unprotected);
  await recorder.run(second, "preview", onlyThese(...FOLLOWED_IMAGE));
  if (!(await recorder.run(second, "up"))) return false;
  await recorder.run(second, "preview", noChanges);

  for (const target of [await consumer(), second, first]) {
    if (!(await recorder.run(target, "destroy"))) return false;
  }
  return true;
}

/** Takes a stack with every option through its life, with private DNS turned on at a consumer that is there. */
export async function playEveryOption(world: RealWorld, recorder: StepRecorder, given: Given): Promise<boolean> {
  const text = await readFile(path.join(__dirname, "every-option.yaml"), "utf8");
  const target = async (dns: "none" | "privateName"): Promise<Target> => ({
    label: "every option",
    stack: await world.stack(ROOT, {
      name: "every-option",
      edit: (file) => {
        file.contents = parseDocument(text).contents;
        file.setIn([...setting("service"), "ports", 1, "certificateArn"], given.certificateArn);
        file.setIn([...setting("privateDns"), "hostedZoneId"], given.hostedZoneId);
        file.setIn([...setting("consumer"), "dns"], dns);
        file.setIn([...setting("approval"), "registry", "tableArn"], given.registryArn);
        file.setIn([...setting("approval"), "notify", "topicArn"], given.requestsTopicArn);
        file.setIn([...setting("approval"), "alarms", "topicArns"], [given.alarmTopicArn, given.requestsTopicArn]);
      },
    }),
  });

  if (!(await bringUp(await target("none"), recorder))) return false;
  const second = await target("privateName");
  await recorder.run(second, "preview", onlyThese(...PRIVATE_NAME));
  if (!(await recorder.run(second, "up"))) return false;
  await recorder.run(second, "preview", noChanges);
  return recorder.run(second, "destroy");
}

async function bringUp(target: Target, recorder: StepRecorder): Promise<boolean> {
  if (!(await recorder.run(target, "up"))) return false;
  await recorder.run(target, "preview", noChanges);
  await recorder.run(target, "refresh", noChanges);
  return true;
}
