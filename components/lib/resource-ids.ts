import type { Check } from "./problem";

function checkResourceId(prefix: string, what: string): Check<string> {
  const pattern = new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`);
  return (value, path) => {
    if (pattern.test(value)) return [];
    const remedy = `use one such as ${prefix}-0123456789abcdef0`;
    return [{ path, value, rule: `is not the id of ${what}`, remedy }];
  };
}

/** Refuses what is not the id of a VPC. */
export const checkVpcId = checkResourceId("vpc", "a VPC");

/** Refuses what is not the id of a subnet. */
export const checkSubnetId = checkResourceId("subnet", "a subnet");

/** Refuses what is not the id of a route table. */
export const checkRouteTableId = checkResourceId("rtb", "a route table");

/** Refuses what is not the id of a security group. */
export const checkSecurityGroupId = checkResourceId("sg", "a security group");

/** Refuses what is not the id of a managed prefix list. */
export const checkPrefixListId = checkResourceId("pl", "a prefix list");

/** Refuses what is not the id of an AMI. */
export const checkImageId = checkResourceId("ami", "an AMI");

/** Refuses what is not the id of a VPC endpoint. */
export const checkEndpointId = checkResourceId("vpce", "a VPC endpoint");

const BUCKET_ARN = /^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Refuses what is not the ARN of a bucket as a whole. */
export const checkBucketArn: Check<string> = (value, path) => {
  if (BUCKET_ARN.test(value)) return [];
  const remedy = "use the bucket's ARN, arn:aws:s3:::<name>, without a path";
  return [{ path, value, rule: "is not the ARN of an S3 bucket", remedy }];
};

const POLICY_ARN = /^arn:aws[a-z-]*:iam::(?:aws|\d{12}):policy\/\S+$/;

/** Refuses what is not the ARN of a managed IAM policy. */
export const checkPolicyArn: Check<string> = (value, path) => {
  if (POLICY_ARN.test(value)) return [];
  const remedy = "use one such as arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";
  return [{ path, value, rule: "is not the ARN of an IAM policy", remedy }];
};
