import { hex } from "../ids";
import { CloudError, type FunctionTables, type Place } from "../table";
import { F, T } from "../tokens";
import { type Properties, records, text, texts } from "../values";

/** Families of AMIs for which AWS publishes public parameters. */
const PUBLIC_IMAGES =
  /^\/aws\/service\/(ami-amazon-linux-latest|bottlerocket|canonical\/ubuntu|debian|ecs\/optimized-ami)\/.+/;

function architectureIn(name: string): string {
  return /arm64|aarch64/.test(name) ? "arm64" : "x86_64";
}

function image(place: Place, id: string, name: string, owner: string): Properties {
  return {
    id,
    imageId: id,
    name,
    arn: `arn:${place.partition}:ec2:${place.region}::image/${id}`,
    architecture: architectureIn(name),
    bootMode: "uefi-preferred",
    creationDate: "2026-01-01T00:00:00.000Z",
    deprecationTime: "",
    description: "",
    blockDeviceMappings: [],
    enaSupport: true,
    hypervisor: "xen",
    imageLocation: `${owner}/${name}`,
    imageOwnerAlias: owner,
    imageType: "machine",
    imdsSupport: "v2.0",
    ownerId: owner === "self" ? place.account : "137112412989",
    platformDetails: "Linux/UNIX",
    productCodes: [],
    public: owner !== "self",
    region: place.region,
    rootDeviceName: "/dev/xvda",
    rootDeviceType: "ebs",
    rootSnapshotId: `snap-${hex(id, "snapshot", 17)}`,
    state: "available",
    stateReason: {},
    tags: {},
    usageOperation: "RunInstances",
    virtualizationType: "hvm",
  };
}

export const imageFunctions: FunctionTables = {
  [F.getAmi]: (args, place) => {
    const { cloud, region } = place;
    const owner = texts(args.owners)[0] ?? "amazon";
    const ids = records(args.filters).find((filter) => filter.name === "image-id");
    const [id] = texts(ids?.values);
    if (id !== undefined) {
      const copy = cloud.find(T.AmiCopy, id, region);
      if (cloud.imageRegion(id, region) !== region)
        throw new CloudError("Your query returned no results. Please change your search criteria and try again.");
      const found = image(place, id, String(copy?.outputs.name ?? id), copy === undefined ? owner : "self");
      return { ...args, ...found };
    }
    const own = cloud
      .all(T.AmiCopy, region)
      .filter((s) => owner === "self" && new RegExp(text(args.nameRegex) ?? ".").test(String(s.outputs.name)));
    const copy = own.at(-1);
    if (copy !== undefined) return { ...args, ...image(place, copy.id, String(copy.outputs.name), "self") };
    if (owner === "self")
      throw new CloudError("Your query returned no results. Please change your search criteria and try again.");
    const name =
      texts(records(args.filters).find((filter) => filter.name === "name")?.values)[0] ??
      text(args.nameRegex) ??
      "al2023-ami-*";
    const made = `ami-${hex(`${region}/${owner}/${name}`, "public image", 17)}`;
    cloud.imageRegion(made, region);
    return { ...args, ...image(place, made, name.replaceAll("*", "2026.1"), owner) };
  },
  /** The program reads parameters for AMI ids only, so every parameter that may exist holds an AMI of the Region. */
  [F.getParameter]: (args, { cloud, partition, region, account }) => {
    const name = text(args.name) ?? "";
    if (!/^\/?[\w.-]+(\/[\w.-]+)*$/.test(name) || (name.startsWith("/aws/") && !PUBLIC_IMAGES.test(name))) {
      throw new CloudError(`ParameterNotFound: couldn't find the parameter ${name} in ${region}`);
    }
    const value = `ami-${hex(`${region}${name}`, "parameter", 17)}`;
    cloud.imageRegion(value, region);
    const owner = name.startsWith("/aws/") ? "" : account;
    return {
      ...args,
      id: name,
      name,
      arn: `arn:${partition}:ssm:${region}:${owner}:parameter${name.startsWith("/") ? "" : "/"}${name}`,
      region,
      type: "String",
      value,
      insecureValue: value,
      version: 1,
    };
  },
};
