import { Topic } from "@pulumi/aws/sns";

const ID = "vpce-svc-0123456789abcdef0";

/** An endpoint service in us-east-1 by what is known of it, for components that take one. */
export const RAW_SERVICE = {
  name: "order-processor",
  serviceId: ID,
  serviceName: `com.amazonaws.vpce.us-east-1.${ID}`,
  serviceArn: `arn:aws:ec2:us-east-1:123456789012:vpc-endpoint-service/${ID}`,
} as const;

/** The topic of a service's connection events. */
export function rawTopic(name: string): Topic {
  return new Topic(name);
}
