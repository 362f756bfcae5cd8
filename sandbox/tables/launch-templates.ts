import { groupReference } from "../checks/references";
import { all, eachOneOf, matching, oneOf, tagSet, upTo } from "../checks/rules";
import { instanceTypes } from "../data/instance-types";
import { hex } from "../ids";
import { arn, type Making, movesUnless, type Refusal, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { number, type Properties, record, records, same, text, texts } from "../values";
import { imageElsewhere, imageId } from "./images";

const USER_DATA_LIMIT = 16_384;

/** Raw user data of at most 16 KB, given as base64. */
function userData(value: unknown): string | undefined {
  const encoded = String(value);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded) || encoded.length % 4 !== 0) {
    return "InvalidUserData.Malformed: Invalid BASE64 encoding of user data";
  }
  const size = Buffer.from(encoded, "base64").length;
  return size <= USER_DATA_LIMIT
    ? undefined
    : `InvalidUserData.Malformed: User data is limited to ${USER_DATA_LIMIT} bytes, got ${size}`;
}

function metadataOptions(value: unknown): string | undefined {
  const options = record(value);
  const hops = number(options.httpPutResponseHopLimit);
  if (hops !== undefined && (hops < 1 || hops > 64))
    return `httpPutResponseHopLimit: expected to be in the range (1 - 64), got ${hops}`;
  for (const [property, words] of [
    ["httpTokens", ["optional", "required"]],
    ["httpEndpoint", ["enabled", "disabled"]],
    ["instanceMetadataTags", ["enabled", "disabled"]],
  ] as const) {
    const message = options[property] === undefined ? undefined : oneOf(...words)(options[property], {});
    if (message !== undefined) return `${property}: ${message}`;
  }
  return undefined;
}

function blockDevices(value: unknown): string | undefined {
  for (const device of records(value)) {
    const ebs = record(device.ebs);
    const size = number(ebs.volumeSize);
    if (size !== undefined && (size < 1 || size > 16_384))
      return `ebs.volumeSize: expected to be in the range (1 - 16384), got ${size}`;
    const throughput = number(ebs.throughput);
    if (throughput !== undefined && (throughput < 125 || throughput > 2000)) {
      return `ebs.throughput: expected to be in the range (125 - 2000), got ${throughput}`;
    }
    if (
      ebs.volumeType !== undefined &&
      !["standard", "gp2", "gp3", "io1", "io2", "sc1", "st1"].includes(String(ebs.volumeType))
    ) {
      return `ebs.volumeType: ${String(ebs.volumeType)} is not a volume type`;
    }
  }
  return undefined;
}

function checkTemplate(inputs: Properties): Refusal[] {
  const interfaces = records(inputs.networkInterfaces);
  return interfaces.length > 0 && inputs.vpcSecurityGroupIds !== undefined
    ? [
        refuse(
          "vpcSecurityGroupIds",
          "InvalidParameterCombination: give security groups in networkInterfaces or here, not both",
        ),
      ]
    : [];
}

function profileNames(inputs: Properties): string[] {
  const profile = record(inputs.iamInstanceProfile);
  return [...texts(profile.arn), ...texts(profile.name)];
}

/** Everything but the template's own name, tags and default is part of a version. */
const NEW_VERSION = movesUnless("defaultVersion", "name", "namePrefix", "region", "tags", "updateDefaultVersion");

function isNewVersion({ old, inputs }: Making): boolean {
  if (old === undefined) return true;
  const { __defaults: _, ...before } = old.inputs;
  const { __defaults: __, ...after } = inputs;
  return NEW_VERSION(Object.keys({ ...before, ...after }).filter((p) => !same(before[p], after[p])));
}

export const launchTemplates: ResourceTables = {
  [T.LaunchTemplate]: {
    id: ({ seed }) => `lt-${hex(seed, "lt", 17)}`,
    notFound: (id) =>
      `InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID ${id}, does not exist.`,
    tagged: true,
    autoName: { property: "name", maxLength: 128 },
    rules: {
      blockDeviceMappings: blockDevices,
      description: upTo(255),
      imageId: all((value, inputs) => (String(value).startsWith("resolve:ssm:") ? undefined : imageId(value, inputs))),
      instanceType: matching(/^[a-z0-9-]+\.[a-z0-9-]+$/, "be an instance type such as t3.small"),
      instanceInitiatedShutdownBehavior: oneOf("stop", "terminate"),
      metadataOptions,
      name: all(upTo(128), matching(/^[a-zA-Z0-9().\-/_]{3,}$/, "have at least 3 of letters, digits and ().-/_")),
      tagSpecifications: (value) => {
        const types = records(value).map((specification) => specification.resourceType);
        const kinds = ["instance", "volume", "network-interface", "spot-instances-request", "elastic-gpu"];
        return eachOneOf(...kinds)(types, {});
      },
      tags: tagSet,
      userData,
    },
    check: checkTemplate,
    references: [
      groupReference("vpcSecurityGroupIds"),
      { property: "iamInstanceProfile", types: T.InstanceProfile, values: profileNames },
    ],
    admit: ({ inputs, cloud, region, old }) => {
      const id = text(inputs.imageId) ?? "";
      const elsewhere = id.startsWith("ami-") ? imageElsewhere(cloud.imageRegion(id, region), region, id) : undefined;
      const type = text(inputs.instanceType);
      const twin = cloud.all(T.LaunchTemplate, region).find((s) => s.outputs.name === inputs.name && s.id !== old?.id);
      return [
        ...(elsewhere === undefined ? [] : [refuse("imageId", elsewhere)]),
        ...(type === undefined || instanceTypes.has(type)
          ? []
          : [
              refuse(
                "instanceType",
                `InvalidInstanceType: The following supplied instance types do not exist: [${type}]`,
              ),
            ]),
        ...(twin === undefined
          ? []
          : [
              refuse(
                "name",
                `InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use: ${inputs.name}`,
              ),
            ]),
      ];
    },
    computed: {
      arn: (m) => arn(m, "ec2", `launch-template/${m.id}`),
      latestVersion: (m) => (number(m.old?.outputs.latestVersion) ?? 0) + (isNewVersion(m) ? 1 : 0),
      defaultVersion: (m) => {
        if (m.inputs.defaultVersion !== undefined) return m.inputs.defaultVersion;
        return m.inputs.updateDefaultVersion === true ? m.outputs.latestVersion : (m.old?.outputs.defaultVersion ?? 1);
      },
      namePrefix: (m) => m.inputs.namePrefix ?? "",
    },
    volatile: { latestVersion: NEW_VERSION, defaultVersion: NEW_VERSION },
    keeps: ["defaultVersion", "namePrefix"],
    replaceOn: ["name", "namePrefix"],
  },
};
