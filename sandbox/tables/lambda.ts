import { admitFunction, checkFunction, environment, RUNTIMES } from "../checks/lambda-function";
import { functionNamed, groupReference } from "../checks/references";
import {
  all,
  arnOf,
  atMost,
  between,
  each,
  eachOneOf,
  lengthBetween,
  matching,
  oneOf,
  property,
  tagSet,
  upTo,
} from "../checks/rules";
import { hex } from "../ids";
import { arn, blank, type Making, movesWith, type ResourceTables } from "../table";
import { T } from "../tokens";
import { must, type Properties, record, same, text, texts } from "../values";

/** Changed at the same instant in every run, so that a plan does not change by itself. */
const MODIFIED = "2026-01-01T00:00:00.000+0000";

const SOURCE = ["code", "imageUri", "s3Bucket", "s3Key", "s3ObjectVersion"];
const CODE = [...SOURCE, "architectures", "codeSha256", "sourceCodeHash"];

/** What a published version does not contain, so that changing it publishes none. */
const BESIDE_VERSIONS = [
  "codeSigningConfigArn",
  "replaceSecurityGroupsOnDestroy",
  "replacementSecurityGroupIds",
  "reservedConcurrentExecutions",
  "skipDestroy",
  "tags",
];

const publishes = (changed: readonly string[], { publish }: Properties) =>
  publish === true && changed.some((property) => !BESIDE_VERSIONS.includes(property));

function codeHash({ inputs }: Making): string {
  const code = JSON.stringify(SOURCE.map((property) => inputs[property]));
  return Buffer.from(hex(code, "code", 64), "hex").toString("base64");
}

/** The version that a change of what versions contain publishes. */
function version({ inputs, old }: Making): string {
  const last = Number(text(old?.outputs.version) ?? Number.NaN);
  const before = Number.isNaN(last) ? 0 : last;
  if (inputs.publish !== true) return before === 0 ? "$LATEST" : String(before);
  const beside = [...BESIDE_VERSIONS, "publish", "__defaults"];
  const contained = Object.keys({ ...inputs, ...old?.inputs }).filter((property) => !beside.includes(property));
  const changes = contained.some((property) => !same(inputs[property], old?.inputs[property]));
  return String(before === 0 || changes ? before + 1 : before);
}

/** Where and how it logs; structured logs have levels, of which INFO is the usual one. */
function loggingConfig({ inputs, old, id }: Making): Properties {
  const given = record(inputs.loggingConfig ?? old?.outputs.loggingConfig);
  const level = given.logFormat === "JSON" ? "INFO" : "";
  return {
    applicationLogLevel: level,
    logFormat: "Text",
    logGroup: `/aws/lambda/${id}`,
    systemLogLevel: level,
    ...given,
  };
}

const functionArn = (making: Making) => arn(making, "lambda", `function:${making.id}`);

function invokeArn(making: Making, path: string, target: unknown): string {
  return `arn:${making.partition}:apigateway:${making.region}:lambda:path/${path.replace("*", String(target))}`;
}

export const lambda: ResourceTables = {
  [T.Function]: {
    id: ({ inputs }) => must(inputs.name, "name"),
    notFound: (id) => `ResourceNotFoundException: Function not found: ${id}`,
    tagged: true,
    autoName: { property: "name", maxLength: 64 },
    required: ["role"],
    defaults: {
      memorySize: 128,
      packageType: "Zip",
      publish: false,
      reservedConcurrentExecutions: -1,
      skipDestroy: false,
      timeout: 3,
    },
    rules: {
      architectures: all(atMost(1), eachOneOf("x86_64", "arm64")),
      codeSigningConfigArn: arnOf("lambda"),
      deadLetterConfig: property("targetArn", arnOf("sqs", "sns")),
      description: upTo(256),
      environment,
      ephemeralStorage: property("size", between(512, 10_240)),
      fileSystemConfig: all(
        property("arn", arnOf("elasticfilesystem", "s3files")),
        property("localMountPath", matching(/^\/mnt\/[a-zA-Z0-9-_.]+$/, "start with '/mnt/'")),
      ),
      handler: lengthBetween(1, 128),
      kmsKeyArn: arnOf("kms"),
      layers: all(atMost(5), each(arnOf("lambda"))),
      loggingConfig: all(
        property("applicationLogLevel", oneOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")),
        property("logFormat", oneOf("JSON", "Text")),
        property("logGroup", matching(/^[.\-_/#A-Za-z0-9]{1,512}$/, "consist of letters, digits and . - _ / #")),
        property("systemLogLevel", oneOf("DEBUG", "INFO", "WARN")),
      ),
      memorySize: between(128, 32_768),
      name: matching(/^[a-zA-Z0-9_-]{1,64}$/, "have 1 to 64 letters, digits, hyphens and underscores"),
      packageType: oneOf("Zip", "Image"),
      publishTo: oneOf("LATEST_PUBLISHED"),
      reservedConcurrentExecutions: (value) =>
        Number(value) >= -1 ? undefined : `expected reservedConcurrentExecutions to be at least (-1), got ${value}`,
      role: arnOf("iam"),
      runtime: oneOf(...RUNTIMES),
      snapStart: property("applyOn", oneOf("None", "PublishedVersions")),
      sourceKmsKeyArn: arnOf("kms"),
      tags: tagSet,
      timeout: between(1, 900),
      tracingConfig: property("mode", oneOf("Active", "PassThrough")),
    },
    check: checkFunction,
    references: [
      { property: "role", types: T.Role },
      { property: "s3Bucket", types: T.Bucket },
      { property: "kmsKeyArn", types: T.Key },
      {
        property: "vpcConfig",
        types: T.Subnet,
        values: (inputs) => texts(record(inputs.vpcConfig).subnetIds),
      },
      {
        ...groupReference("vpcConfig"),
        values: (inputs) => texts(record(inputs.vpcConfig).securityGroupIds),
      },
    ],
    admit: admitFunction,
    computed: {
      arn: functionArn,
      version,
      qualifiedArn: (m) => `${m.outputs.arn}:${m.outputs.version}`,
      invokeArn: (m) => invokeArn(m, "2015-03-31/functions/*/invocations", m.outputs.arn),
      qualifiedInvokeArn: (m) => invokeArn(m, "2015-03-31/functions/*/invocations", m.outputs.qualifiedArn),
      responseStreamingInvokeArn: (m) =>
        invokeArn(m, "2021-11-15/functions/*/response-streaming-invocations", m.outputs.arn),
      lastModified: () => MODIFIED,
      architectures: (m) => m.inputs.architectures ?? m.old?.outputs.architectures ?? ["x86_64"],
      codeSha256: (m) => m.inputs.codeSha256 ?? codeHash(m),
      sourceCodeHash: (m) => m.inputs.sourceCodeHash ?? m.outputs.codeSha256,
      sourceCodeSize: (m) => Number.parseInt(hex(String(m.outputs.codeSha256), "size", 5), 16),
      ephemeralStorage: (m) => m.inputs.ephemeralStorage ?? m.old?.outputs.ephemeralStorage ?? { size: 512 },
      loggingConfig,
      tracingConfig: (m) => m.inputs.tracingConfig ?? m.old?.outputs.tracingConfig ?? { mode: "PassThrough" },
      ...blank("signingJobArn", "signingProfileVersionArn"),
    },
    volatile: {
      lastModified: movesWith(...CODE),
      version: publishes,
      qualifiedArn: publishes,
      qualifiedInvokeArn: publishes,
    },
    keeps: ["architectures", "codeSha256", "ephemeralStorage", "loggingConfig", "sourceCodeHash", "tracingConfig"],
    replaceOn: ["name", "packageType", "tenancyConfig"],
    removed: ({ id, region }, cloud) => {
      for (const type of [T.Permission, T.FunctionEventInvokeConfig]) {
        for (const owned of cloud.all(type, region)) {
          if (functionNamed(owned.inputs.function ?? owned.inputs.functionName) === id) cloud.remove(owned);
        }
      }
    },
  },
};
