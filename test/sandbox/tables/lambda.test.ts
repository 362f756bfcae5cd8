import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { type Properties, UNKNOWN } from "../../../sandbox/values";
import { network, TestAccount } from "../account";
import { codeOf, functionOf, roleOf } from "../serverless";

const ARN = "arn:aws:lambda:us-east-1:123456789012:function:approve";
const INVOKE = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions";

function setting() {
  const account = new TestAccount();
  const role = roleOf(account, "approve", "lambda.amazonaws.com");
  account.make(T.Bucket, "code", { bucket: "code" });
  const args = codeOf(role);
  const refused = (given: Properties, name = "refused") => account.refusals(T.Function, name, { ...args, ...given });
  return { account, role, args, refused };
}

describe("a function in the sandbox", () => {
  it("has the outputs that AWS computes, and the provider's defaults", () => {
    const { account, args } = setting();
    const made = account.make(T.Function, "approve", { ...args, name: "approve" });
    const { codeSha256, sourceCodeHash, sourceCodeSize, role, ...rest } = made;
    expect(codeSha256).to.match(/^[A-Za-z0-9+/]{43}=$/);
    expect(sourceCodeHash).to.equal(codeSha256);
    expect(sourceCodeSize).to.be.a("number");
    expect(role).to.equal(args.role);
    expect(rest).to.deep.equal({
      id: "approve",
      name: "approve",
      region: "us-east-1",
      tagsAll: {},
      handler: "index.handler",
      runtime: "nodejs22.x",
      s3Bucket: "code",
      s3Key: "index.zip",
      memorySize: 128,
      packageType: "Zip",
      publish: false,
      reservedConcurrentExecutions: -1,
      skipDestroy: false,
      timeout: 3,
      arn: ARN,
      version: "$LATEST",
      qualifiedArn: `${ARN}:$LATEST`,
      invokeArn: `${INVOKE}/${ARN}/invocations`,
      qualifiedInvokeArn: `${INVOKE}/${ARN}:$LATEST/invocations`,
      responseStreamingInvokeArn: `arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/${ARN}/response-streaming-invocations`,
      lastModified: "2026-01-01T00:00:00.000+0000",
      architectures: ["x86_64"],
      ephemeralStorage: { size: 512 },
      loggingConfig: {
        applicationLogLevel: "",
        logFormat: "Text",
        logGroup: "/aws/lambda/approve",
        systemLogLevel: "",
      },
      tracingConfig: { mode: "PassThrough" },
      signingJobArn: "",
      signingProfileVersionArn: "",
    });
  });

  it("logs from INFO on where it logs JSON, and keeps what was set once", () => {
    const { account, args } = setting();
    const given = { ...args, architectures: ["arm64"], tracingConfig: { mode: "Active" } };
    const loggingConfig = { logFormat: "JSON", logGroup: "approvals" };
    const made = account.make(T.Function, "approve", { ...given, loggingConfig });
    const levels = { applicationLogLevel: "INFO", systemLogLevel: "INFO" };
    expect(made.loggingConfig).to.deep.equal({ ...loggingConfig, ...levels });
    const changed = account.update(T.Function, "approve", made.id, args);
    expect(changed.loggingConfig).to.deep.equal({ ...loggingConfig, ...levels });
    expect(changed).to.deep.include({ architectures: ["arm64"], tracingConfig: { mode: "Active" } });
    expect(account.cloud.diff(T.Function, { ...given, loggingConfig }, args).changed).to.deep.equal([]);
  });

  it("has another hash with other code, and the same with the same code", () => {
    const { account, args } = setting();
    const made = account.make(T.Function, "one", args);
    expect(account.make(T.Function, "two", args).codeSha256).to.equal(made.codeSha256);
    const changed = account.update(T.Function, "one", made.id, { ...args, s3Key: "other.zip" });
    expect(changed.codeSha256).not.to.equal(made.codeSha256);
  });

  it("publishes a version at first and with every change of what versions contain", () => {
    const { account, args } = setting();
    const published = { ...args, name: "approve", publish: true };
    const made = account.make(T.Function, "approve", published);
    expect(made).to.include({ version: "1", qualifiedArn: `${ARN}:1` });
    const update = (given: Properties) => account.update(T.Function, "approve", "approve", { ...published, ...given });
    expect(update({ tags: { a: "b" }, reservedConcurrentExecutions: 3 }).version).to.equal("1");
    expect(update({ timeout: 30 })).to.include({ version: "2", qualifiedArn: `${ARN}:2` });
    expect(update({ timeout: 30, publish: false }).version).to.equal("2");
  });

  it("is replaced when its name or the kind of its package changes, and nothing else", () => {
    const { account, args } = setting();
    const replaced = (given: Properties) => account.replaces(T.Function, { ...args, name: "a" }, { ...args, ...given });
    expect(replaced({ name: "b" })).to.deep.equal(["name"]);
    expect(replaced({ name: "a", packageType: "Image" })).to.deep.equal(["packageType"]);
    expect(replaced({ name: "a", timeout: 9, s3Key: "b", architectures: ["arm64"], memorySize: 512 })).to.deep.equal(
      [],
    );
    const [olds, news] = [
      { ...args, name: "a", packageType: "Zip" },
      { ...args, name: "a", packageType: "Image" },
    ];
    expect(account.cloud.diff(T.Function, olds, news).deleteBeforeReplace).to.equal(true);
  });

  it("shows in the preview of an update what the update moves", () => {
    const { account, args } = setting();
    const made = account.make(T.Function, "approve", { ...args, publish: true });
    const preview = (given: Properties) => {
      const { inputs } = account.check(T.Function, "approve", { ...args, ...given }, { ...made, __defaults: ["name"] });
      const after = account.cloud.unknownOutputs(T.Function, inputs, account.context(T.Function, "approve"), made);
      return Object.keys(after).filter((property) => after[property] === UNKNOWN);
    };
    const versions = ["version", "qualifiedArn", "qualifiedInvokeArn"];
    expect(preview({ publish: true, tags: { a: "b" } })).to.deep.equal([]);
    expect(preview({ publish: true, timeout: 9 })).to.have.members(versions);
    expect(preview({ publish: true, s3Key: "b" })).to.have.members([...versions, "lastModified"]);
    expect(preview({ publish: false, s3Key: "b" })).to.deep.equal(["lastModified"]);
  });

  it("has one source of its code, and handler and runtime where that is an archive", () => {
    const { account, args, refused } = setting();
    const { s3Bucket, s3Key, ...bare } = args;
    expect(account.refusals(T.Function, "a", bare)).to.deep.equal([
      "code: one of code, imageUri, s3Bucket must be specified",
    ]);
    expect(refused({ imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1" })).to.deep.equal([
      "code: only one of code, imageUri, s3Bucket can be specified, but imageUri, s3Bucket were",
    ]);
    expect(refused({ s3Key: undefined })).to.deep.equal(["s3Key: s3Bucket and s3Key go together"]);
    expect(refused({ handler: undefined })).to.deep.equal([
      "handler: handler and runtime must be set when PackageType is Zip",
    ]);
    expect(refused({ runtime: undefined })).to.deep.equal([
      "runtime: handler and runtime must be set when PackageType is Zip",
    ]);
    expect(refused({ handler: "" })).to.deep.equal(["handler: expected length to be in the range (1 - 128), got 0"]);
    expect(refused({ s3Bucket: "none" })).to.deep.equal([
      "s3Bucket: NoSuchBucket: The specified bucket does not exist (none)",
    ]);
  });

  it("has sizes within Lambda's bounds", () => {
    const { refused } = setting();
    expect(refused({ memorySize: 127 })).to.deep.equal([
      "memorySize: expected to be in the range (128 - 32768), got 127",
    ]);
    expect(refused({ memorySize: 10_241 })).to.deep.equal([
      "memorySize: InvalidParameterValueException: 'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240",
    ]);
    expect(refused({ timeout: 901 })).to.deep.equal(["timeout: expected to be in the range (1 - 900), got 901"]);
    expect(refused({ ephemeralStorage: { size: 511 } })).to.deep.equal([
      "ephemeralStorage: size: expected to be in the range (512 - 10240), got 511",
    ]);
    expect(refused({ architectures: ["mips"] })).to.deep.equal([
      'architectures: expected any of ["x86_64","arm64"], got mips',
    ]);
    expect(refused({ runtime: "nodejs1" })[0]).to.match(/^runtime: expected one of .*"nodejs22\.x".*, got nodejs1$/);
    expect(refused({ name: "a b" })).to.deep.equal([
      'name: "a b" must have 1 to 64 letters, digits, hyphens and underscores',
    ]);
    expect(refused({ loggingConfig: { logFormat: "Text", applicationLogLevel: "INFO" } })).to.deep.equal([
      "loggingConfig: InvalidParameterValueException: log levels are supported with logFormat JSON only",
    ]);
  });

  it("has variables with names that are not Lambda's own, and 4 KB of them", () => {
    const { refused } = setting();
    const unable =
      "environment: InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided";
    const variables = (given: Properties) => refused({ environment: { variables: given } });
    expect(variables({ AWS_REGION: "a", _HANDLER: "b" })).to.deep.equal([
      `${unable} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION, _HANDLER`,
    ]);
    expect(variables({ SETTINGS: "x".repeat(4_082) })).to.deep.equal([
      `${unable} exceeded the 4KB limit. String measured: 4097 bytes`,
    ]);
    expect(variables({ SETTINGS: "x".repeat(4_081) })).to.deep.equal([]);
    expect(variables({ "1A": "x" })).to.deep.equal([
      "environment: InvalidParameterValueException: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+] (1A)",
    ]);
  });

  it("runs as a role that Lambda may assume", () => {
    const { account, refused } = setting();
    const scheduler = roleOf(account, "scheduler", "scheduler.amazonaws.com");
    expect(refused({ role: scheduler.arn })).to.deep.equal([
      "role: InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.",
    ]);
    expect(refused({ role: "arn:aws:iam::123456789012:role/none" })).to.deep.equal([
      "role: NoSuchEntity: The role with name arn:aws:iam::123456789012:role/none cannot be found.",
    ]);
    expect(refused({ role: "approve" })).to.deep.equal(['role: "approve" must be an ARN of iam']);
  });

  it("reserves no more concurrency than leaves 100 for the others", () => {
    const { account, args, refused } = setting();
    const message =
      "reservedConcurrentExecutions: InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].";
    const made = account.make(T.Function, "a", { ...args, reservedConcurrentExecutions: 600 });
    expect(refused({ reservedConcurrentExecutions: 301 })).to.deep.equal([message]);
    expect(refused({ reservedConcurrentExecutions: 300 }, "b")).to.deep.equal([]);
    account.update(T.Function, "a", made.id, { ...args, reservedConcurrentExecutions: 600, timeout: 9 });
    expect(refused({ reservedConcurrentExecutions: -2 })).to.deep.equal([
      "reservedConcurrentExecutions: expected reservedConcurrentExecutions to be at least (-1), got -2",
    ]);
  });

  it("has a name of its own in the Region, and subnets and groups that exist", () => {
    const { account, args, refused } = setting();
    account.make(T.Function, "a", { ...args, name: "approve" });
    expect(refused({ name: "approve" })).to.deep.equal([
      "name: ResourceConflictException: Function already exist: approve",
    ]);
    const { subnets, group } = network(account, ["use1-az1"]);
    const [subnet] = subnets;
    expect(refused({ vpcConfig: { subnetIds: [subnet?.id], securityGroupIds: ["sg-1"] } })).to.deep.equal([
      "vpcConfig: InvalidGroup.NotFound: The security group 'sg-1' does not exist",
    ]);
    expect(refused({ vpcConfig: { subnetIds: [subnet?.id], securityGroupIds: [group.id] } })).to.deep.equal([]);
  });

  it("takes its permissions and its settings for asynchronous calls with it", () => {
    const account = new TestAccount();
    const [one, two] = [functionOf(account, "one"), functionOf(account, "two")];
    for (const { id, arn } of [one, two]) {
      const grant = { action: "lambda:InvokeFunction", function: arn, principal: "sns.amazonaws.com" };
      account.make(T.Permission, `${id}-sns`, grant);
      account.make(T.FunctionEventInvokeConfig, `${id}-async`, { functionName: id });
    }
    expect(account.deleteRefusal(T.Function, one.id)).to.equal(undefined);
    expect(account.cloud.all(T.Permission).map((s) => s.inputs.function)).to.deep.equal([two.arn]);
    expect(account.cloud.all(T.FunctionEventInvokeConfig).map((s) => s.id)).to.deep.equal([two.id]);
  });
});
