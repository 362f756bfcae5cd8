import type { StackOutputs } from "./outputs";

/** The outputs that are text, which can stand in a URL; the others are lists and documents. */
type TextOutputs = {
  [Name in keyof StackOutputs]-?: NonNullable<StackOutputs[Name]> extends string ? Name : never;
}[keyof StackOutputs];

/** Each output by name, and whether it is text. */
const IS_TEXT: { readonly [Name in keyof StackOutputs]-?: Name extends TextOutputs ? true : false } = {
  serviceName: true,
  serviceId: true,
  serviceArn: true,
  region: true,
  accountId: true,
  availabilityZoneIds: false,
  ports: false,
  privateDnsName: true,
  privateDnsVerification: false,
  supportedRegions: false,
  acceptanceRequired: false,
  allowedPrincipals: false,
  imageId: true,
  imageSources: false,
  imageSourceRegion: true,
  artifacts: false,
  version: true,
  notificationTopicArn: true,
  registry: false,
  approvalFunctionName: true,
  approvalRoleArn: true,
  approvalRequestsTopicArn: true,
  approvalDeadLetterQueueUrl: true,
  alarmNames: false,
  vpcId: true,
  subnetIds: false,
  loadBalancerArn: true,
  loadBalancerDnsName: true,
  targetGroupArns: false,
  autoScalingGroupNames: false,
  handoff: false,
  consumerEndpointId: true,
  consumerDnsName: true,
};

/** Names of all outputs that a stack may have. */
export const OUTPUT_NAMES: readonly string[] = Object.keys(IS_TEXT);

/** Names of those that are text. */
export const TEXT_OUTPUT_NAMES: readonly string[] = Object.entries(IS_TEXT).flatMap(([name, isText]) =>
  isText ? [name] : [],
);
