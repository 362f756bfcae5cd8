import { expect } from "chai";
import {
  deadLetterQueuePolicy,
  eventQueuePolicy,
  invokeFunctionPolicy,
  redriveAllowPolicy,
  requestsKeyPolicy,
  requestsTopicPolicy,
  scheduleTrustPolicy,
} from "../../../components/lib/approval-policies";

const SERVICE = "arn:aws:ec2:us-east-2:123456789012:vpc-endpoint-service/vpce-svc-0123456789abcdef0";
const QUEUE = "arn:aws:sqs:us-east-2:123456789012:events";
const TOPIC = "arn:aws:sns:us-east-2:123456789012:notifications";
const TLS_ONLY = {
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: QUEUE,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const ALARMS = {
  ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-2:123456789012:alarm:*" },
  StringEquals: { "aws:SourceAccount": "123456789012" },
};

describe("policies of a connection approval", () => {
  it("let exactly one topic send to the queue, and nobody use it without TLS", () => {
    expect(eventQueuePolicy(QUEUE, TOPIC)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "TopicSendsEvents",
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: QUEUE,
          Condition: { ArnEquals: { "aws:SourceArn": TOPIC } },
        },
        TLS_ONLY,
      ],
    });
  });

  it("let exactly one queue give up its messages to the dead letters, which nobody uses without TLS", () => {
    expect(redriveAllowPolicy(QUEUE)).to.deep.equal({ redrivePermission: "byQueue", sourceQueueArns: [QUEUE] });
    expect(deadLetterQueuePolicy(QUEUE)).to.deep.equal({ Version: "2012-10-17", Statement: [TLS_ONLY] });
  });

  it("let alarms of the account and Region encrypt with the key of requests, and the account administer it", () => {
    expect(requestsKeyPolicy(SERVICE)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AccountAdministersKey",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::123456789012:root" },
          Action: "kms:*",
          Resource: "*",
        },
        {
          Sid: "AlarmsEncryptNotifications",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
          Resource: "*",
          Condition: ALARMS,
        },
      ],
    });
  });

  it("let alarms of the account and Region publish to the topic of requests", () => {
    expect(requestsTopicPolicy(SERVICE, TOPIC)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AlarmsPublishNotifications",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "SNS:Publish",
          Resource: TOPIC,
          Condition: ALARMS,
        },
      ],
    });
  });

  it("let schedules of the account, of the group that ours is in, take on the role", () => {
    expect(scheduleTrustPolicy(SERVICE)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ScheduleAssumesRole",
          Effect: "Allow",
          Principal: { Service: "scheduler.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            ArnEquals: { "aws:SourceArn": "arn:aws:scheduler:us-east-2:123456789012:schedule-group/default" },
            StringEquals: { "aws:SourceAccount": "123456789012" },
          },
        },
      ],
    });
  });

  it("let the schedule invoke exactly one function", () => {
    const decides = "arn:aws:lambda:us-east-2:123456789012:function:approval";
    expect(invokeFunctionPolicy(decides)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [{ Sid: "InvokeFunction", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: decides }],
    });
  });
});
