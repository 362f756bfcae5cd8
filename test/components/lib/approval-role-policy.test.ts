import { expect } from "chai";
import {
  type ApprovalScope,
  approvalRolePolicy,
  functionTrustPolicy,
} from "../../../components/lib/approval-role-policy";
import type { PolicyStatement } from "../../../components/lib/policy-document";
import { EVENT_SOURCE } from "../../../functions/aws/sns-notifier";
import { auditOf, Partition, questionsOf } from "../../../functions/lib/registry/keys";

const SERVICE_ID = "vpce-svc-0123456789abcdef0";
const SCOPE: ApprovalScope = {
  serviceArn: `arn:aws:ec2:us-east-2:123456789012:vpc-endpoint-service/${SERVICE_ID}`,
  tableArn: "arn:aws:dynamodb:us-east-2:123456789012:table/registry",
  queueArn: "arn:aws:sqs:us-east-2:123456789012:events",
  logGroupArn: "arn:aws:logs:us-east-2:123456789012:log-group:approval",
  requestsTopicArn: "arn:aws:sns:us-east-2:123456789012:requests",
  requestsKeyArn: "arn:aws:kms:us-east-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef",
  marketplace: false,
  warns: false,
};

function statements(scope: Partial<ApprovalScope> = {}): Record<string, PolicyStatement> {
  const { Statement } = approvalRolePolicy({ ...SCOPE, ...scope });
  return Object.fromEntries(Statement.map((statement) => [statement.Sid, statement]));
}

function leading(...keys: readonly string[]) {
  return {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys },
    Null: { "dynamodb:LeadingKeys": "false" },
  };
}

describe("the role of a connection approval", () => {
  it("is taken on by functions", () => {
    expect(functionTrustPolicy()).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "FunctionsAssumeRole",
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    });
  });

  it("may do this, and nothing else", () => {
    expect(approvalRolePolicy(SCOPE)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DecideConnections",
          Effect: "Allow",
          Action: ["ec2:AcceptVpcEndpointConnections", "ec2:RejectVpcEndpointConnections"],
          Resource: SCOPE.serviceArn,
        },
        {
          Sid: "ConvergePrincipals",
          Effect: "Allow",
          Action: ["ec2:DescribeVpcEndpointServicePermissions", "ec2:ModifyVpcEndpointServicePermissions"],
          Resource: SCOPE.serviceArn,
        },
        {
          Sid: "ListConnections",
          Effect: "Allow",
          Action: "ec2:DescribeVpcEndpointConnections",
          Resource: "*",
          Condition: { StringEquals: { "aws:RequestedRegion": "us-east-2" } },
        },
        {
          Sid: "ReadRegistry",
          Effect: "Allow",
          Action: ["dynamodb:GetItem", "dynamodb:Query"],
          Resource: SCOPE.tableArn,
        },
        {
          Sid: "CheckConsumers",
          Effect: "Allow",
          Action: "dynamodb:ConditionCheckItem",
          Resource: SCOPE.tableArn,
          Condition: leading("CONSUMERS"),
        },
        {
          Sid: "WriteDecisions",
          Effect: "Allow",
          Action: "dynamodb:PutItem",
          Resource: SCOPE.tableArn,
          Condition: leading("AUDIT#*", `OPEN#${SERVICE_ID}`),
        },
        {
          Sid: "AnswerQuestions",
          Effect: "Allow",
          Action: "dynamodb:DeleteItem",
          Resource: SCOPE.tableArn,
          Condition: leading(`OPEN#${SERVICE_ID}`),
        },
        {
          Sid: "ReceiveEvents",
          Effect: "Allow",
          Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
          Resource: SCOPE.queueArn,
        },
        { Sid: "AskPeople", Effect: "Allow", Action: "sns:Publish", Resource: SCOPE.requestsTopicArn },
        {
          Sid: "EncryptRequests",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: SCOPE.requestsKeyArn,
          Condition: { StringEquals: { "kms:ViaService": "sns.us-east-2.amazonaws.com" } },
        },
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `${SCOPE.logGroupArn}:*`,
        },
        {
          Sid: "WriteTraces",
          Effect: "Allow",
          Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
          Resource: "*",
        },
      ],
    });
  });

  it("may use no key with a topic that is not our own", () => {
    expect(statements({ requestsKeyArn: undefined })).to.not.have.property("EncryptRequests");
  });

  it("may keep warnings and tell programs only where the function warns", () => {
    const { WriteDecisions, AnswerQuestions, TellPrograms } = statements({ warns: true });
    expect(WriteDecisions?.Condition).to.deep.equal(leading("AUDIT#*", `OPEN#${SERVICE_ID}`, "WARNINGS"));
    expect(AnswerQuestions?.Condition).to.deep.equal(leading(`OPEN#${SERVICE_ID}`, "WARNINGS"));
    expect(TellPrograms).to.deep.equal({
      Sid: "TellPrograms",
      Effect: "Allow",
      Action: "events:PutEvents",
      Resource: "arn:aws:events:us-east-2:123456789012:event-bus/default",
      Condition: { StringEquals: { "events:source": EVENT_SOURCE } },
    });
  });

  it("may read the secret of the webhook, where there is one", () => {
    const secretArn = "arn:aws:secretsmanager:us-east-2:123456789012:secret:billing-a1b2c3";
    expect(statements({ secretArn }).ReadWebhookSecret).to.deep.equal({
      Sid: "ReadWebhookSecret",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: secretArn,
    });
  });

  it("may ask AWS Marketplace in its only Region, where a product is sold there", () => {
    expect(statements({ marketplace: true }).AskMarketplace).to.deep.equal({
      Sid: "AskMarketplace",
      Effect: "Allow",
      Action: "aws-marketplace:GetEntitlements",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
    });
  });

  it("names no action and, but for what AWS does not let one confine, no resource by a wildcard", () => {
    const every = Object.values(statements({ marketplace: true, warns: true }));
    expect(every.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).to.deep.equal([]);
    expect(every.filter(({ Resource }) => Resource === "*").map(({ Sid }) => Sid)).to.deep.equal([
      "ListConnections",
      "WriteTraces",
      "AskMarketplace",
    ]);
  });

  it("writes to the partitions in which the registry keeps what the function writes", () => {
    const { CheckConsumers, WriteDecisions, AnswerQuestions } = statements({ warns: true });
    expect(CheckConsumers?.Condition).to.deep.equal(leading(Partition.Consumers));
    const own = [questionsOf(SERVICE_ID), Partition.Warnings];
    expect(WriteDecisions?.Condition).to.deep.equal(leading(auditOf("*"), ...own));
    expect(AnswerQuestions?.Condition).to.deep.equal(leading(...own));
  });
});
