import { all, instant, matching, tagSet, upTo } from "../checks/rules";
import { regions } from "../data/regions";
import { hex } from "../ids";
import { blank, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { text } from "../values";

const HEX = 17;

/** AMI ids have 17 hexadecimal digits, those of before 2018 have 8. */
export const imageId = matching(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/, "be an AMI id such as ami-0123456789abcdef0");

/** What AWS says of an AMI of another Region; undefined when the Region has it. */
export function imageElsewhere(home: string, region: string, id: string): string | undefined {
  if (home === region) return undefined;
  return `InvalidAMIID.NotFound: The image id '[${id}]' does not exist in ${region}; it is in ${home}`;
}

export const images: ResourceTables = {
  [T.AmiCopy]: {
    id: ({ seed }) => `ami-${hex(seed, "ami", HEX)}`,
    notFound: (id) => `InvalidAMIID.NotFound: The image id '[${id}]' does not exist`,
    tagged: true,
    autoName: { property: "name", maxLength: 128 },
    required: ["sourceAmiId", "sourceAmiRegion"],
    defaults: { encrypted: false },
    rules: {
      name: all(
        upTo(128),
        matching(/^[A-Za-z0-9()[\] ./\-'@_]{3,}$/, "have at least 3 of letters, digits, spaces and ()[]./-'@_"),
      ),
      deprecationTime: instant,
      sourceAmiId: imageId,
      sourceAmiRegion: (value) =>
        regions.has(String(value)) ? undefined : `"${String(value)}" is not a Region of AWS`,
      tags: tagSet,
    },
    check: (inputs) =>
      inputs.kmsKeyId !== undefined && inputs.encrypted === false
        ? [refuse("kmsKeyId", "InvalidParameterCombination: kmsKeyId needs encrypted: true")]
        : [],
    admit: ({ inputs, cloud, region, old }) => {
      const id = text(inputs.sourceAmiId) ?? "";
      const source = text(inputs.sourceAmiRegion) ?? region;
      const elsewhere = imageElsewhere(cloud.imageRegion(id, source), source, id);
      const twin = cloud.all(T.AmiCopy, region).find((s) => s.outputs.name === inputs.name && s.id !== old?.id);
      return [
        ...(elsewhere === undefined ? [] : [refuse("sourceAmiId", elsewhere)]),
        ...(twin === undefined
          ? []
          : [refuse("name", `InvalidAMIName.Duplicate: AMI name ${inputs.name} is already in use by AMI ${twin.id}`)]),
      ];
    },
    applied: ({ cloud, region }, stored) => {
      cloud.imageRegion(stored.id, region);
    },
    computed: {
      arn: (m) => `arn:${m.partition}:ec2:${m.region}::image/${m.id}`,
      ownerId: (m) => m.account,
      architecture: () => "x86_64",
      bootMode: () => "uefi-preferred",
      enaSupport: () => true,
      hypervisor: () => "xen",
      imageLocation: (m) => `${m.account}/${m.inputs.name}`,
      imageType: () => "machine",
      imdsSupport: () => "v2.0",
      manageEbsSnapshots: () => true,
      platformDetails: () => "Linux/UNIX",
      public: () => false,
      rootDeviceName: () => "/dev/xvda",
      rootSnapshotId: (m) => `snap-${hex(m.seed, "snapshot", HEX)}`,
      usageOperation: () => "RunInstances",
      virtualizationType: () => "hvm",
      kmsKeyId: (m) => m.inputs.kmsKeyId ?? "",
      ...blank("imageOwnerAlias", "kernelId", "lastLaunchedTime", "platform", "ramdiskId"),
      ...blank("sriovNetSupport", "tpmSupport", "uefiData"),
    },
    keeps: ["kmsKeyId"],
    replaceOn: ["encrypted", "kmsKeyId", "name", "sourceAmiId", "sourceAmiRegion"],
  },
};
