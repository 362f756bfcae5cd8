import { expect } from "chai";
import { errorText } from "../../../automation/aws/error-text";
import { awsErrorText, isAccessError } from "../../../automation/aws/errors";
import { Refused } from "../../../automation/terminal/refused";
import { awsError } from "../support/fake-context";

const OLGA = "arn:aws:iam::111122223333:user/olga";
const TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/registry";

describe("awsErrorText", () => {
  const cases: readonly (readonly [string, Error, string])[] = [
    [
      "no credentials",
      awsError("CredentialsProviderError", "Could not load credentials from any providers"),
      "There are no AWS credentials: set AWS_PROFILE or the AWS_ACCESS_KEY_ID variables, or run aws sso login. (Could not load credentials from any providers.)",
    ],
    [
      "an expired token",
      awsError("ExpiredTokenException", "The security token included in the request is expired"),
      "The AWS credentials have expired: get new ones, for example by aws sso login, and run the command again.",
    ],
    [
      "an unknown key",
      awsError("UnrecognizedClientException", "The security token included in the request is invalid."),
      "AWS does not accept the credentials: check AWS_PROFILE and the AWS_ variables. (The security token included in the request is invalid.)",
    ],
    [
      "a missing table",
      awsError("ResourceNotFoundException", "Requested resource not found"),
      "The registry's table is not there: check the account, the Region and the name in the table's ARN. (Requested resource not found.)",
    ],
    [
      "a service that is gone",
      awsError("InvalidVpcEndpointServiceId.NotFound", "The VpcEndpointService Id 'vpce-svc-1' does not exist"),
      "The endpoint service is not there any more; a pulumi up of its stack brings the registry up to date. (The VpcEndpointService Id 'vpce-svc-1' does not exist.)",
    ],
    [
      "access denied by DynamoDB",
      awsError(
        "AccessDeniedException",
        `User: ${OLGA} is not authorized to perform: dynamodb:Query on resource: ${TABLE} because no identity-based policy allows the dynamodb:Query action`,
      ),
      `AWS denies dynamodb:Query on ${TABLE} to ${OLGA}: use credentials that may do it, or have it allowed.`,
    ],
    [
      "access denied by EC2, without a resource",
      awsError(
        "UnauthorizedOperation",
        `You are not authorized to perform this operation. User: ${OLGA} is not authorized to perform: ec2:DescribeVpcEndpointConnections because no identity-based policy allows it`,
      ),
      `AWS denies ec2:DescribeVpcEndpointConnections to ${OLGA}: use credentials that may do it, or have it allowed.`,
    ],
    [
      "access denied without a word",
      awsError("AccessDeniedException", "Access denied."),
      "AWS denies the access: Access denied.",
    ],
    [
      "throttling",
      awsError("ThrottlingException", "Rate exceeded"),
      "AWS takes no more requests at the moment: wait a minute, and run the command again. (Rate exceeded.)",
    ],
    [
      "an endpoint that is not there",
      Object.assign(new Error("getaddrinfo ENOTFOUND ec2.us-est-1.amazonaws.com"), {
        code: "ENOTFOUND",
        hostname: "ec2.us-est-1.amazonaws.com",
      }),
      "ec2.us-est-1.amazonaws.com cannot be reached: check the network, the Region and AWS_ENDPOINT_URL. (getaddrinfo ENOTFOUND ec2.us-est-1.amazonaws.com.)",
    ],
    [
      "a connection that is refused at each of several addresses",
      Object.assign(new Error(""), { code: "ECONNREFUSED" }),
      "AWS cannot be reached: check the network, the Region and AWS_ENDPOINT_URL. (ECONNREFUSED.)",
    ],
    [
      "a connection that is refused",
      Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:4566"), {
        code: "ECONNREFUSED",
        address: "127.0.0.1",
        port: 4566,
      }),
      "127.0.0.1:4566 cannot be reached: check the network, the Region and AWS_ENDPOINT_URL. (connect ECONNREFUSED 127.0.0.1:4566.)",
    ],
    [
      "an answer that does not come",
      Object.assign(new Error("Connection timed out after 5000 ms"), { name: "TimeoutError" }),
      "AWS cannot be reached: check the network, the Region and AWS_ENDPOINT_URL. (Connection timed out after 5000 ms.)",
    ],
    [
      "anything else that AWS says",
      awsError("ValidationException", "One or more parameter values were invalid.\nMore of it"),
      "AWS: ValidationException: One or more parameter values were invalid.",
    ],
  ];
  for (const [what, error, text] of cases) {
    it(`tells ${what} in one sentence with the remedy`, () => {
      expect(awsErrorText(error, {})).to.equal(text);
    });
  }

  it("names the profile that gives no credentials", () => {
    const error = awsError("CredentialsProviderError", "Could not load credentials from any providers");
    expect(awsErrorText(error, { AWS_PROFILE: "nope" })).to.equal(
      'The AWS profile "nope", which AWS_PROFILE names, gives no credentials: check that it is in the AWS configuration files, or run aws sso login. (Could not load credentials from any providers.)',
    );
  });

  it("knows nothing of an error that is not of AWS", () => {
    expect([awsErrorText(new TypeError("x")), awsErrorText("x"), awsErrorText(undefined)]).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("isAccessError", () => {
  it("tells errors that credentials or permissions put right from those that pass or are faults", () => {
    const ofAccess = ["CredentialsProviderError", "ExpiredToken", "InvalidClientTokenId", "UnauthorizedOperation"];
    expect(ofAccess.filter((name) => !isAccessError(awsError(name, "no")))).to.deep.equal([]);
    expect(
      ["Throttling", "InternalFailure", "TypeError"].filter((name) => isAccessError(awsError(name, "no"))),
    ).to.deep.equal([]);
    expect(isAccessError("AccessDenied")).to.equal(false);
  });
});

describe("errorText", () => {
  it("takes refusals of the command and of the registry at their word", () => {
    expect(errorText(new Refused("Nothing was changed."))).to.equal("Nothing was changed.");
    const changed = Object.assign(new Error("The entry of acme changed."), { name: "ChangedMeanwhile" });
    expect(errorText(changed)).to.equal("The entry of acme changed.");
  });

  it("throws a fault of the command again", () => {
    const fault = new RangeError("out of range");
    expect(() => errorText(fault)).to.throw(fault);
  });
});
