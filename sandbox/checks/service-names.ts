/** The id of an endpoint service in its name, for example `vpce-svc-0123456789abcdef0`. */
export function serviceIdOf(serviceName: string): string | undefined {
  return /^com\.amazonaws\.vpce\.[a-z0-9-]+\.(vpce-svc-[0-9a-f]{8,17})$/.exec(serviceName)?.[1];
}

/** The Region in the name of a service of a provider or of AWS. */
export function serviceRegionOf(serviceName: string): string | undefined {
  return (
    /^com\.amazonaws\.vpce\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(serviceName)?.[1] ??
    /^(?:com|aws\.api)\.(?:amazonaws\.)?([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(serviceName)?.[1]
  );
}

/** AWS services that have an endpoint in every Region; the ones with a gateway endpoint say so. */
const GATEWAY = new Set(["s3", "dynamodb"]);
const INTERFACE = new Set([
  "s3",
  "dynamodb",
  "autoscaling",
  "application-autoscaling",
  "cloudformation",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "elasticloadbalancing",
  "events",
  "execute-api",
  "kms",
  "lambda",
  "logs",
  "monitoring",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "states",
  "sts",
  "xray",
]);

/** The short name of an AWS service, for example `ssm` of `com.amazonaws.us-east-1.ssm`. */
export function awsServiceOf(serviceName: string, region: string): string | undefined {
  const prefix = `com.amazonaws.${region}.`;
  const short = serviceName.startsWith(prefix) ? serviceName.slice(prefix.length) : undefined;
  return short !== undefined && (INTERFACE.has(short) || GATEWAY.has(short)) ? short : undefined;
}

export function hasGateway(awsService: string): boolean {
  return GATEWAY.has(awsService);
}
