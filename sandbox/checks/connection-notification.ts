import { type Making, type Refusal, refuse, type Stored } from "../table";
import { T } from "../tokens";
import { text } from "../values";
import { allows, type Caller } from "./access";

const KEY_ACTIONS = ["kms:GenerateDataKey", "kms:Decrypt"];

function keyProblem({ cloud, region }: Making, topic: Stored, caller: Caller): string | undefined {
  const name = text(topic.inputs.kmsMasterKeyId);
  if (name === undefined) return undefined;
  const found = cloud.find([T.Key, T.Alias], name, region);
  const key = found?.type === T.Alias ? cloud.find(T.Key, String(found.inputs.targetKeyId), region) : found;
  if (KEY_ACTIONS.every((action) => allows(key?.outputs.policy, action, caller))) return undefined;
  return `KMSAccessDenied: the key ${name} of ${topic.id} does not let vpce.amazonaws.com use it for ${caller.sourceArn}`;
}

/** A notification to a topic that vpce.amazonaws.com cannot write to would stay silent for ever. */
export function admitNotification(making: Making): Refusal[] {
  const { inputs, cloud, region, account } = making;
  const service = cloud.find(T.VpcEndpointService, text(inputs.vpcEndpointServiceId) ?? "", region);
  if (service?.outputs.serviceType === "GatewayLoadBalancer") {
    return [
      refuse("vpcEndpointServiceId", "InvalidParameter: connection notifications are for interface endpoints only"),
    ];
  }
  const topic = cloud.find(T.Topic, text(inputs.connectionNotificationArn) ?? "", region);
  const endpoint = cloud.find(T.VpcEndpoint, text(inputs.vpcEndpointId) ?? "", region);
  const sourceArn = text((service ?? endpoint)?.outputs.arn);
  if (topic === undefined || sourceArn === undefined) return [];
  const caller = { service: "vpce.amazonaws.com", sourceArn, sourceAccount: account };
  const policies = [topic.outputs.policy, ...cloud.referrers(topic, T.TopicPolicy).map((s) => s.inputs.policy)];
  const problems: string[] = [];
  if (!policies.some((policy) => allows(policy, "sns:Publish", caller))) {
    problems.push(
      `InvalidParameter: the policy of ${topic.id} does not let vpce.amazonaws.com publish for ${sourceArn}`,
    );
  }
  const key = keyProblem(making, topic, caller);
  if (key !== undefined) problems.push(key);
  return problems.map((problem) => refuse("connectionNotificationArn", problem));
}
