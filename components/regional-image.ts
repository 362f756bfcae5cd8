import * as ec2 from "@pulumi/aws/ec2";
import { getParameterOutput } from "@pulumi/aws/ssm/getParameter";
import * as pulumi from "@pulumi/pulumi";
import { InputChecks } from "./inputs";
import {
  checkCopySource,
  checkImageChoice,
  checkKeyArn,
  checkParameterName,
  checkParameterValue,
  DEFAULT_KEEP,
  keptSources,
} from "./lib/images";
import { checkImageId } from "./lib/resource-ids";
import { withName } from "./lib/tags";

/** Tag of a copy that says which AMI it was made from. */
const SOURCE_TAG = "privatelink:source-ami";

/** AMIs of another Region (or of this one, unencrypted) of which encrypted copies are wanted. */
export interface ImageCopyArgs {
  /** Region of the AMIs, for example `us-east-1`. A change replaces the copies. */
  region: string;
  /** Ids of the AMIs: first the one to use, then earlier ones whose copies are kept for a rollback, newest first. */
  ids: string[];
}

/** Args of `RegionalImage`; exactly one of `id`, `ssmParameter` and `copyFrom` says which AMI. */
export interface RegionalImageArgs {
  /** Id of an AMI in the component's Region, used as it is. */
  id?: pulumi.Input<string>;
  /**
   * Name of an SSM parameter of type String whose value is an AMI id, read at each update, so that a new value rolls
   * the fleet. For example `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64`.
   */
  ssmParameter?: string;
  /** AMIs to copy into the component's Region. */
  copyFrom?: ImageCopyArgs;
  /**
   * How many copies stay, the current one included; further ones are deregistered and their snapshots deleted, and a
   * launch template version that names one can no longer start instances. 1 to 20. Defaults to 2.
   */
  keep?: number;
  /**
   * ARN of the KMS key that encrypts the copies, in the component's Region. A change replaces them. The service-linked
   * role of Auto Scaling needs a grant on a key of one's own. Defaults to the account's key for EBS.
   */
  kmsKeyId?: pulumi.Input<string>;
  /** Tags of the copies, besides their Name and where they come from. Defaults to none. */
  tags?: Record<string, string>;
}

/** The AMI that instances of a Region start from: a given one, or an encrypted copy with earlier copies kept. */
export class RegionalImage extends pulumi.ComponentResource {
  /** Id of the AMI to use. */
  readonly imageId: pulumi.Output<string>;
  /** Id of the AMI that was copied; the same as `imageId` when none is. */
  readonly sourceImageId: pulumi.Output<string>;
  /** Ids of all copies that are kept, by the id of their source; empty when none is made. */
  readonly imageIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: RegionalImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("saas-privatelink:index:RegionalImage", name, args, opts);
    const checks = new InputChecks(`RegionalImage "${name}"`);
    const given = checkedInputs(checks, args);

    const image = args.copyFrom
      ? copyImages(name, { ...args, copyFrom: args.copyFrom, kmsKeyId: given.kmsKeyId }, { parent: this })
      : // The checks leave one of the two.
        asItIs(given.id ?? imageOfParameter(checks, args.ssmParameter as string, { parent: this }));

    this.imageId = image.imageId;
    this.sourceImageId = image.sourceImageId;
    this.imageIds = image.imageIds;
    this.registerOutputs({ imageId: this.imageId, sourceImageId: this.sourceImageId, imageIds: this.imageIds });
  }
}

interface CheckedInputs {
  readonly id: pulumi.Input<string> | undefined;
  readonly kmsKeyId: pulumi.Input<string> | undefined;
}

function checkedInputs(checks: InputChecks, args: RegionalImageArgs): CheckedInputs {
  checks.add(checkImageChoice(args, ""));
  if (args.ssmParameter !== undefined) checks.add(checkParameterName(args.ssmParameter, "ssmParameter"));
  if (args.copyFrom !== undefined) checks.add(checkCopySource(args.copyFrom, "copyFrom"));
  const id = args.id === undefined ? undefined : checks.input("id", args.id, checkImageId);
  const kmsKeyId = args.kmsKeyId === undefined ? undefined : checks.input("kmsKeyId", args.kmsKeyId, checkKeyArn);
  checks.refuse();
  return { id, kmsKeyId };
}

interface ResolvedImage {
  readonly imageId: pulumi.Output<string>;
  readonly sourceImageId: pulumi.Output<string>;
  readonly imageIds: pulumi.Output<Record<string, string>>;
}

function asItIs(id: pulumi.Input<string>): ResolvedImage {
  return {
    imageId: pulumi.output(id),
    sourceImageId: pulumi.output(id),
    imageIds: pulumi.output<Record<string, string>>({}),
  };
}

// Not `value`, which counts as a secret whatever the parameter's type, and would make a secret of every AMI id in the
// stack's outputs. `insecureValue` is empty for a SecureString, and refused then.
function imageOfParameter(checks: InputChecks, parameter: string, opts: pulumi.InvokeOutputOptions) {
  const { insecureValue } = getParameterOutput({ name: parameter }, opts);
  return checks.input("ssmParameter", insecureValue, checkParameterValue(parameter));
}

interface Copies {
  readonly copyFrom: ImageCopyArgs;
  readonly keep?: number;
  readonly kmsKeyId: pulumi.Input<string> | undefined;
  readonly tags?: Record<string, string>;
}

function copyImages(name: string, args: Copies, opts: pulumi.CustomResourceOptions): ResolvedImage {
  const { region, ids } = args.copyFrom;
  // The checks refuse an empty list.
  const [current, ...earlier] = ids as [string, ...string[]];
  const copyOf = (sourceId: string) =>
    new ec2.AmiCopy(
      `${name}-${sourceId}`,
      {
        sourceAmiId: sourceId,
        sourceAmiRegion: region,
        description: `Copy of ${sourceId} in ${region}`,
        encrypted: true,
        kmsKeyId: args.kmsKeyId,
        tags: { ...withName(args.tags, `${name}-${sourceId}`), [SOURCE_TAG]: sourceId },
      },
      opts,
    ).id;
  const [, ...others] = keptSources(current, earlier, args.keep ?? DEFAULT_KEEP);
  const imageId = copyOf(current);
  const copies: Record<string, pulumi.Output<string>> = { [current]: imageId };
  for (const sourceId of others) copies[sourceId] = copyOf(sourceId);
  return { imageId, sourceImageId: pulumi.output(current), imageIds: pulumi.all(copies) };
}
