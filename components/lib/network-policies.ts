import type { PolicyDocument, PolicyStatement } from "./policy-document";

/** Where a policy is written: the account and Region that its ARNs and conditions name. */
export interface PolicyScope {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** What the S3 gateway endpoint lets through besides the Amazon Linux 2023 packages. */
export interface S3Access {
  /** ARNs of the buckets whose objects may be read. */
  readonly readableBuckets: readonly string[];
  /** Whether images of Amazon ECR are pulled, whose layers come from a bucket of ECR. */
  readonly imageLayers: boolean;
}

/**
 * S3 gateway endpoint: reading objects of the given buckets, and the packages of Amazon Linux 2023, and nothing else.
 * dnf and ECR ask without our credentials, so that the account condition holds for the given buckets only.
 */
export function s3GatewayPolicy(scope: PolicyScope, access: S3Access): PolicyDocument {
  const open = [`al2023-repos-${scope.region}-de612dc2`];
  if (access.imageLayers) open.push(`prod-${scope.region}-starport-layer-bucket`);
  const statements: PolicyStatement[] = [
    {
      Sid: "ReadPackages",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: open.map((bucket) => `arn:${scope.partition}:s3:::${bucket}/*`),
    },
  ];
  if (access.readableBuckets.length > 0) {
    statements.push({
      Sid: "ReadGivenBuckets",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: access.readableBuckets.map((arn) => `${arn}/*`),
      Condition: ofAccount(scope),
    });
  }
  return { Version: "2012-10-17", Statement: statements };
}

/** Any other AWS-service endpoint: only principals of our account, so that nobody else's credentials work through it. */
export function ownAccountPolicy(scope: PolicyScope): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "OwnAccount", Effect: "Allow", Principal: "*", Action: "*", Resource: "*", Condition: ofAccount(scope) },
    ],
  };
}

function ofAccount(scope: PolicyScope) {
  return { StringEquals: { "aws:PrincipalAccount": scope.accountId } };
}

/** Lets VPC flow logs of this account and Region take the role, and no other service or account. */
export function flowLogsTrust(scope: PolicyScope): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": scope.accountId },
          ArnLike: { "aws:SourceArn": `arn:${scope.partition}:ec2:${scope.region}:${scope.accountId}:vpc-flow-log/*` },
        },
      },
    ],
  };
}

/** Lets flow logs write to one log group. */
export function flowLogsDelivery(logGroupArn: string): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"],
        Resource: [logGroupArn, `${logGroupArn}:*`],
      },
    ],
  };
}
