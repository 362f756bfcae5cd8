import { expect } from "chai";
import {
  notificationKeyPolicy,
  notificationTopicPolicy,
  parseServiceArn,
} from "../../../components/lib/service-policies";

const SERVICE = "arn:aws-cn:ec2:cn-north-1:123456789012:vpc-endpoint-service/vpce-svc-0123456789abcdef0";
const TOPIC = "arn:aws-cn:sns:cn-north-1:123456789012:events";
const ON_BEHALF = {
  ArnEquals: { "aws:SourceArn": SERVICE },
  StringEquals: { "aws:SourceAccount": "123456789012" },
};

describe("policies of an endpoint service", () => {
  it("let PrivateLink encrypt with the key for this service only, and the account administer it", () => {
    expect(notificationKeyPolicy(SERVICE)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AccountAdministersKey",
          Effect: "Allow",
          Principal: { AWS: "arn:aws-cn:iam::123456789012:root" },
          Action: "kms:*",
          Resource: "*",
        },
        {
          Sid: "PrivateLinkEncryptsNotifications",
          Effect: "Allow",
          Principal: { Service: "vpce.amazonaws.com" },
          Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
          Resource: "*",
          Condition: ON_BEHALF,
        },
      ],
    });
  });

  it("let PrivateLink publish to the topic for this service only", () => {
    expect(notificationTopicPolicy(SERVICE, TOPIC)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "PrivateLinkPublishesNotifications",
          Effect: "Allow",
          Principal: { Service: "vpce.amazonaws.com" },
          Action: "SNS:Publish",
          Resource: TOPIC,
          Condition: ON_BEHALF,
        },
      ],
    });
  });

  it("are not written for something else than a service", () => {
    expect(() => parseServiceArn(TOPIC)).to.throw(`${TOPIC} is not the ARN of a VPC endpoint service.`);
  });
});
