import type { PolicyDocument } from "./policy-document";

/** An object in S3 that instances read. */
export interface StoredObject {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  readonly bucket: string;
  readonly key: string;
}

/** Trust policy of a role that EC2 instances take on. */
export function instanceTrustPolicy(): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "InstancesAssumeRole",
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  };
}

/** Permission to read one object, and no other. */
export function readObjectPolicy({ partition, bucket, key }: StoredObject): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadArtifact",
        Effect: "Allow",
        Action: "s3:GetObject",
        // In a policy `*`, `?` and `${` would match more than this object.
        Resource: `arn:${partition}:s3:::${bucket}/${key.replace(/[*?$]/g, (character) => `\${${character}}`)}`,
      },
    ],
  };
}

/** ARN of the AWS-managed policy that Systems Manager needs on an instance. */
export function systemsManagerPolicyArn(partition: string): string {
  return `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`;
}
