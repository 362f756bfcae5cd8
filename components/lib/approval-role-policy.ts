import type { PolicyDocument, PolicyStatement } from "./policy-document";
import { parseServiceArn } from "./service-policies";

/** What the function of a connection approval works with; its role reaches this and nothing else. */
export interface ApprovalScope {
  readonly serviceArn: string;
  /** The registry's table, or the replica of it that the function reads. */
  readonly tableArn: string;
  readonly queueArn: string;
  readonly logGroupArn: string;
  readonly requestsTopicArn: string;
  /** Key of the topic; absent where the topic is not our own. */
  readonly requestsKeyArn?: string | undefined;
  /** Secret that signs the requests to the billing webhook; absent where there is none. */
  readonly secretArn?: string | undefined;
  /** Whether entitlements are asked of AWS Marketplace. */
  readonly marketplace: boolean;
  /** Whether the function tells of consumers whose access ends soon, and remembers it. */
  readonly warns: boolean;
}

/** Source of the events by which the function tells programs. */
const EVENT_SOURCE = "saas-privatelink";

/** Region of the Marketplace Entitlement Service; AWS has it in no other. */
export const MARKETPLACE_REGION = "us-east-1";

/** Trust policy of a role that Lambda functions take on. */
export function functionTrustPolicy(): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "FunctionsAssumeRole",
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  };
}

/** Permissions of the function. It cannot change consumers, and it adds to the audit but takes nothing from it. */
export function approvalRolePolicy(scope: ApprovalScope): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      ...serviceStatements(scope),
      ...registryStatements(scope),
      allow("ReceiveEvents", ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], scope.queueArn),
      ...requestStatements(scope),
      allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], `${scope.logGroupArn}:*`),
      // X-Ray has no resources to name.
      allow("WriteTraces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"),
      ...entitlementStatements(scope),
    ],
  };
}

function serviceStatements({ serviceArn }: ApprovalScope): PolicyStatement[] {
  const { region } = parseServiceArn(serviceArn);
  return [
    allow("DecideConnections", ["ec2:AcceptVpcEndpointConnections", "ec2:RejectVpcEndpointConnections"], serviceArn),
    allow(
      "ConvergePrincipals",
      ["ec2:DescribeVpcEndpointServicePermissions", "ec2:ModifyVpcEndpointServicePermissions"],
      serviceArn,
    ),
    // The only action of the four calls that AWS lets nobody confine to a service.
    allow("ListConnections", "ec2:DescribeVpcEndpointConnections", "*", inRegion(region)),
  ];
}

function registryStatements({ serviceArn, tableArn, warns }: ApprovalScope): PolicyStatement[] {
  const { serviceId } = parseServiceArn(serviceArn);
  const own = [`OPEN#${serviceId}`, ...(warns ? ["WARNINGS"] : [])];
  return [
    allow("ReadRegistry", ["dynamodb:GetItem", "dynamodb:Query"], tableArn),
    allow("CheckConsumers", "dynamodb:ConditionCheckItem", tableArn, withKeys("CONSUMERS")),
    // One statement: a question and its audit entry are written in one transaction, of whose puts AWS may judge all keys.
    allow("WriteDecisions", "dynamodb:PutItem", tableArn, withKeys("AUDIT#*", ...own)),
    allow("AnswerQuestions", "dynamodb:DeleteItem", tableArn, withKeys(...own)),
  ];
}

function requestStatements({ serviceArn, requestsTopicArn, requestsKeyArn, warns }: ApprovalScope): PolicyStatement[] {
  const { partition, region, accountId } = parseServiceArn(serviceArn);
  const throughSns = { StringEquals: { "kms:ViaService": `sns.${region}.amazonaws.com` } };
  const ofOurs = { StringEquals: { "events:source": EVENT_SOURCE } };
  const bus = `arn:${partition}:events:${region}:${accountId}:event-bus/default`;
  return [
    allow("AskPeople", "sns:Publish", requestsTopicArn),
    ...(requestsKeyArn === undefined
      ? []
      : [allow("EncryptRequests", ["kms:Decrypt", "kms:GenerateDataKey"], requestsKeyArn, throughSns)]),
    ...(warns ? [allow("TellPrograms", "events:PutEvents", bus, ofOurs)] : []),
  ];
}

function entitlementStatements({ secretArn, marketplace }: ApprovalScope): PolicyStatement[] {
  return [
    ...(secretArn === undefined ? [] : [allow("ReadWebhookSecret", "secretsmanager:GetSecretValue", secretArn)]),
    // Marketplace has no resources to name either.
    ...(marketplace
      ? [allow("AskMarketplace", "aws-marketplace:GetEntitlements", "*", inRegion(MARKETPLACE_REGION))]
      : []),
  ];
}

function allow(
  Sid: string,
  Action: string | readonly string[],
  Resource: string,
  Condition?: PolicyStatement["Condition"],
): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition && { Condition }) };
}

function inRegion(region: string): PolicyStatement["Condition"] {
  return { StringEquals: { "aws:RequestedRegion": region } };
}

/** Items with these partition keys only. A request without a key would satisfy `ForAllValues`, hence the `Null`. */
function withKeys(...keys: readonly string[]): PolicyStatement["Condition"] {
  return {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys },
    Null: { "dynamodb:LeadingKeys": "false" },
  };
}
