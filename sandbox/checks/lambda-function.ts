import { type Making, type Refusal, type Rule, refuse } from "../table";
import { T } from "../tokens";
import { hasUnknown, isUnknown, number, type Properties, record, text } from "../values";
import { mayAssume } from "./role-access";

/** Identifiers of Lambda's runtimes (enum Runtime of the API). */
export const RUNTIMES = [
  "dotnet5.0",
  "dotnet6",
  "dotnet7",
  "dotnet8",
  "dotnet10",
  "dotnetcore2.1",
  "dotnetcore3.1",
  "go1.x",
  "java8",
  "java8.al2",
  "java11",
  "java17",
  "java21",
  "java25",
  "nodejs10.x",
  "nodejs12.x",
  "nodejs14.x",
  "nodejs16.x",
  "nodejs18.x",
  "nodejs20.x",
  "nodejs22.x",
  "nodejs24.x",
  "provided",
  "provided.al2",
  "provided.al2023",
  "python2.7",
  "python3.6",
  "python3.7",
  "python3.8",
  "python3.9",
  "python3.10",
  "python3.11",
  "python3.12",
  "python3.13",
  "python3.14",
  "ruby2.5",
  "ruby2.7",
  "ruby3.2",
  "ruby3.3",
  "ruby3.4",
] as const;

/** Variables that Lambda sets itself; AWS_LAMBDA_EXEC_WRAPPER and what layers read are not among them. */
const RESERVED = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

const LARGEST_ENVIRONMENT = 4_096;
const UNABLE =
  "InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided";

/** The variables of a function: names, none of Lambda's own, and 4 KB in all. */
export const environment: Rule = (value) => {
  const variables = record(record(value).variables);
  const names = Object.keys(variables);
  const odd = names.find((name) => !/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name) && !RESERVED.has(name));
  if (odd !== undefined) {
    return `InvalidParameterValueException: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+] (${odd})`;
  }
  const reserved = names.filter((name) => RESERVED.has(name));
  if (reserved.length > 0) {
    return `${UNABLE} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`;
  }
  const size = Buffer.byteLength(JSON.stringify(variables));
  return size > LARGEST_ENVIRONMENT ? `${UNABLE} exceeded the 4KB limit. String measured: ${size} bytes` : undefined;
};

const SOURCES = ["code", "imageUri", "s3Bucket"];

/** Inputs of a function that do not go together. */
export function checkFunction(inputs: Properties): Refusal[] {
  const refusals: Refusal[] = [];
  const given = SOURCES.filter((source) => inputs[source] !== undefined);
  if (given.length === 0) refusals.push(refuse("code", `one of ${SOURCES.join(", ")} must be specified`));
  if (given.length > 1) {
    refusals.push(refuse("code", `only one of ${SOURCES.join(", ")} can be specified, but ${given.join(", ")} were`));
  }
  const { packageType, handler, runtime, s3Bucket, s3Key, memorySize } = inputs;
  if (packageType === "Zip" && (handler === undefined || runtime === undefined)) {
    refusals.push(
      refuse(handler === undefined ? "handler" : "runtime", "handler and runtime must be set when PackageType is Zip"),
    );
  }
  if ((s3Bucket === undefined) !== (s3Key === undefined))
    refusals.push(refuse("s3Key", "s3Bucket and s3Key go together"));
  if (!isUnknown(memorySize) && Number(memorySize) > 10_240 && inputs.capacityProviderConfig === undefined) {
    const message =
      "InvalidParameterValueException: 'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240";
    refusals.push(refuse("memorySize", message));
  }
  const { logFormat = "Text", applicationLogLevel, systemLogLevel } = record(inputs.loggingConfig);
  if (logFormat === "Text" && (applicationLogLevel !== undefined || systemLogLevel !== undefined)) {
    refusals.push(
      refuse("loggingConfig", "InvalidParameterValueException: log levels are supported with logFormat JSON only"),
    );
  }
  return refusals;
}

/** Concurrency of an account in a Region, of which Lambda keeps a part for functions without a reservation. */
const CONCURRENCY = 1_000;
const UNRESERVED = 100;

function reserved(value: unknown): number {
  return Math.max(0, number(value) ?? 0);
}

/** What Lambda looks up when a function is made: whether it may assume the role, and what concurrency is left. */
export function admitFunction({ inputs, cloud, region, old, id }: Making): Refusal[] {
  const refusals: Refusal[] = [];
  const taken = old === undefined && cloud.find(T.Function, text(inputs.name) ?? "", region) !== undefined;
  if (taken) refusals.push(refuse("name", `ResourceConflictException: Function already exist: ${inputs.name}`));
  if (!hasUnknown(inputs.role) && mayAssume(cloud, text(inputs.role) ?? "", "lambda.amazonaws.com") === false) {
    const message = "InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.";
    refusals.push(refuse("role", message));
  }
  const others = cloud.all(T.Function, region).filter((other) => other.id !== id || old === undefined);
  const sum = others.reduce((total, other) => total + reserved(other.inputs.reservedConcurrentExecutions), 0);
  const wanted = reserved(inputs.reservedConcurrentExecutions);
  if (wanted > 0 && sum + wanted > CONCURRENCY - UNRESERVED) {
    const message = `InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${UNRESERVED}].`;
    refusals.push(refuse("reservedConcurrentExecutions", message));
  }
  return refusals;
}
