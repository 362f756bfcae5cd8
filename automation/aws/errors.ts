/** The parts of an error of the AWS SDK, or of the connection below it, that tell what is wrong. */
interface SdkError extends Error {
  readonly code?: string;
  readonly hostname?: string;
  readonly address?: string;
  readonly port?: number;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const NO_CREDENTIALS = new Set(["CredentialsProviderError", "ProviderError", "TokenProviderError"]);
const EXPIRED = new Set(["ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"]);
const NOT_VALID = new Set([
  "AuthFailure",
  "IncompleteSignature",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
]);
const DENIED = new Set(["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"]);
const THROTTLED = new Set([
  "EC2ThrottledException",
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottledException",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
]);
const UNREACHABLE = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * What a person is told of an error of AWS: one sentence that says what to do. Undefined for an error that does not
 * come from AWS, which is a fault of the command.
 * @param env where the SDK has looked for the profile
 */
export function awsErrorText(error: unknown, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, code, $metadata } = error as SdkError;
  // Node.js says nothing itself where each of several addresses failed.
  const message = error.message || (code ?? name);
  const said = sentence(message);
  if (NO_CREDENTIALS.has(name)) {
    const { AWS_PROFILE: profile } = env;
    if (profile) {
      return `The AWS profile ${JSON.stringify(profile)}, which AWS_PROFILE names, gives no credentials: check that it is in the AWS configuration files, or run aws sso login. (${said})`;
    }
    return `There are no AWS credentials: set AWS_PROFILE or the AWS_ACCESS_KEY_ID variables, or run aws sso login. (${said})`;
  }
  if (EXPIRED.has(name)) {
    return "The AWS credentials have expired: get new ones, for example by aws sso login, and run the command again.";
  }
  if (NOT_VALID.has(name)) {
    return `AWS does not accept the credentials: check AWS_PROFILE and the AWS_ variables. (${said})`;
  }
  if (DENIED.has(name)) return denied(message);
  if (name === "ResourceNotFoundException" || name === "TableNotFoundException") {
    return `The registry's table is not there: check the account, the Region and the name in the table's ARN. (${said})`;
  }
  if (name === "InvalidVpcEndpointServiceId.NotFound" || name === "InvalidVpcEndpointService.NotFound") {
    return `The endpoint service is not there any more; a pulumi up of its stack brings the registry up to date. (${said})`;
  }
  if (THROTTLED.has(name))
    return `AWS takes no more requests at the moment: wait a minute, and run the command again. (${said})`;
  if (name === "TimeoutError" || UNREACHABLE.has(code ?? "")) return unreachable(error as SdkError, said);
  if (name === "OptInRequired") return `The account has not enabled the Region. (${said})`;
  return $metadata === undefined ? undefined : `AWS: ${name}: ${said}`;
}

/** Whether an error of AWS stays until somebody gives other credentials, or has the call allowed to these. */
export function isAccessError(error: unknown): boolean {
  return error instanceof Error && [NO_CREDENTIALS, EXPIRED, NOT_VALID, DENIED].some((names) => names.has(error.name));
}

function denied(message: string): string {
  const [, who] = /User: (\S+)/.exec(message) ?? [];
  const [, action] = /not authorized to perform: ([\w-]+:\w+)/.exec(message) ?? [];
  const [, resource] = /on resource: (\S+?)(?=[\s.,]*(?:\s|$))/.exec(message) ?? [];
  if (action === undefined) return `AWS denies the access: ${sentence(message)}`;
  const whom = who === undefined ? "these credentials" : who;
  const what = resource === undefined ? "" : ` on ${resource}`;
  return `AWS denies ${action}${what} to ${whom}: use credentials that may do it, or have it allowed.`;
}

function unreachable({ hostname, address, port }: SdkError, said: string): string {
  const where = hostname ?? (address === undefined ? undefined : [address, port].filter(Boolean).join(":"));
  const place = where === undefined ? "AWS" : where;
  return `${place} cannot be reached: check the network, the Region and AWS_ENDPOINT_URL. (${said})`;
}

/** The first line of a message, with one full stop. */
function sentence(message: string): string {
  const [line = ""] = message.trim().split("\n");
  return `${line.replace(/[.\s]+$/, "")}.`;
}
