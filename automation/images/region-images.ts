import {
  CopyImageCommand,
  CreateTagsCommand,
  DeleteSnapshotCommand,
  DeleteTagsCommand,
  DeregisterImageCommand,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  type DescribeImagesRequest,
  DescribeSnapshotsCommand,
  type EC2Client,
  type Filter,
  GetEbsDefaultKmsKeyIdCommand,
  type Image,
  type LaunchPermission,
  ModifyImageAttributeCommand,
  type Snapshot,
} from "@aws-sdk/client-ec2";
import { type KnownImage, knownImage } from "./image";
import type { PermissionChange } from "./permissions";
import { ImageTag, type Tags, tagList } from "./tags";

const GONE = new Set(["InvalidAMIID.NotFound", "InvalidAMIID.Unavailable"]);
const SNAPSHOT_GONE = new Set(["InvalidSnapshot.NotFound"]);
const NAME_TAKEN = new Set(["InvalidAMIName.Duplicate"]);
const PAGE = 1000;

/** What a copy is to be. */
export interface CopyRequest {
  readonly sourceId: string;
  readonly sourceRegion: string;
  readonly name: string;
  readonly description: string;
  /** The account's key for EBS when absent. */
  readonly kmsKeyId?: string;
  readonly tags: Tags;
  readonly clientToken: string;
}

/** AMIs and their snapshots in one Region, by the calls of the EC2 API. */
export class RegionImages {
  constructor(
    readonly region: string,
    private readonly ec2: EC2Client,
  ) {}

  /** An AMI by its id; undefined when it is not there, or not there any more. */
  async get(id: string): Promise<KnownImage | undefined> {
    try {
      const { Images = [] } = await this.ec2.send(
        new DescribeImagesCommand({ ImageIds: [id], IncludeDeprecated: true, IncludeDisabled: true }),
      );
      return Images.map((image) => knownImage(this.region, image))[0];
    } catch (error) {
      if (isOneOf(error, GONE)) return undefined;
      throw error;
    }
  }

  /**
   * AMIs that have the tag of a source: promoted ones, and copies that Pulumi makes. Of any owner, because an AMI of
   * somebody else that was promoted has the tag, too; a tag is seen only by the account that gave it.
   * @param sourceId only those of this source
   */
  async ofSources(sourceId?: string): Promise<KnownImage[]> {
    const filter: Filter =
      sourceId === undefined
        ? { Name: "tag-key", Values: [ImageTag.Source] }
        : { Name: `tag:${ImageTag.Source}`, Values: [sourceId] };
    return (await this.#images({ Filters: [filter] })).map((image) => knownImage(this.region, image));
  }

  /** Names of the account's AMIs that begin so, whoever has made them. */
  async ownNames(beginning: string): Promise<ReadonlySet<string>> {
    const found = await this.#images({ Owners: ["self"], Filters: [{ Name: "name", Values: [`${beginning}*`] }] });
    return new Set(found.map(({ Name = "" }) => Name));
  }

  /** Begins a copy into this Region and returns its id; undefined where another AMI has the name. */
  async copy(request: CopyRequest): Promise<string | undefined> {
    const Tags = tagList(request.tags);
    try {
      const { ImageId } = await this.ec2.send(
        new CopyImageCommand({
          SourceImageId: request.sourceId,
          SourceRegion: request.sourceRegion,
          Name: request.name,
          Description: request.description,
          Encrypted: true,
          KmsKeyId: request.kmsKeyId,
          ClientToken: request.clientToken,
          TagSpecifications: (["image", "snapshot"] as const).map((ResourceType) => ({ ResourceType, Tags })),
        }),
      );
      if (ImageId === undefined) throw new Error("EC2 did not say the id of the copy.");
      return ImageId;
    } catch (error) {
      if (isOneOf(error, NAME_TAKEN)) return undefined;
      throw error;
    }
  }

  /** How far the snapshots of a source's copy are, in percent; undefined while AWS does not say. */
  async progress(sourceId: string): Promise<number | undefined> {
    const snapshots = await this.#snapshots([
      { Name: `tag:${ImageTag.Source}`, Values: [sourceId] },
      { Name: "status", Values: ["pending"] },
    ]);
    const percents = snapshots.map(({ Progress = "" }) => Number.parseInt(Progress, 10)).filter(Number.isFinite);
    return percents.length === 0 ? undefined : Math.min(...percents);
  }

  async launchPermissions(id: string): Promise<LaunchPermission[]> {
    const { LaunchPermissions = [] } = await this.ec2.send(
      new DescribeImageAttributeCommand({ ImageId: id, Attribute: "launchPermission" }),
    );
    return LaunchPermissions;
  }

  async changeLaunchPermissions(id: string, { add, remove }: PermissionChange): Promise<void> {
    const LaunchPermission = {
      ...(add.length > 0 && { Add: [...add] }),
      ...(remove.length > 0 && { Remove: [...remove] }),
    };
    await this.ec2.send(new ModifyImageAttributeCommand({ ImageId: id, LaunchPermission }));
  }

  /** The key that the account encrypts with here when none is named: `alias/aws/ebs`, or the ARN of one of its own. */
  async defaultKey(): Promise<string> {
    const { KmsKeyId = "" } = await this.ec2.send(new GetEbsDefaultKmsKeyIdCommand({}));
    return KmsKeyId;
  }

  async tag(ids: readonly string[], tags: Tags): Promise<void> {
    await this.ec2.send(new CreateTagsCommand({ Resources: [...ids], Tags: tagList(tags) }));
  }

  async untag(id: string, keys: readonly string[]): Promise<void> {
    await this.ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: keys.map((Key) => ({ Key })) }));
  }

  /** Deregisters an AMI; one that is gone is as good. */
  async deregister(id: string): Promise<void> {
    try {
      await this.ec2.send(new DeregisterImageCommand({ ImageId: id }));
    } catch (error) {
      if (!isOneOf(error, GONE)) throw error;
    }
  }

  /** Deletes a snapshot; one that is gone is as good. */
  async deleteSnapshot(id: string): Promise<void> {
    try {
      await this.ec2.send(new DeleteSnapshotCommand({ SnapshotId: id }));
    } catch (error) {
      if (!isOneOf(error, SNAPSHOT_GONE)) throw error;
    }
  }

  /** Snapshots of AMIs that were going to be deregistered, with the id of their AMI. */
  async snapshotsToDelete(): Promise<readonly { readonly id: string; readonly imageId: string }[]> {
    const snapshots = await this.#snapshots([{ Name: "tag-key", Values: [ImageTag.RemovedWith] }]);
    return snapshots.flatMap(({ SnapshotId, Tags = [] }) => {
      const imageId = Tags.find(({ Key }) => Key === ImageTag.RemovedWith)?.Value;
      return SnapshotId === undefined || imageId === undefined ? [] : [{ id: SnapshotId, imageId }];
    });
  }

  async #images(wanted: Pick<DescribeImagesRequest, "Filters" | "Owners">): Promise<Image[]> {
    const found: Image[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.ec2.send(
        new DescribeImagesCommand({
          ...wanted,
          IncludeDeprecated: true,
          IncludeDisabled: true,
          MaxResults: PAGE,
          NextToken,
        }),
      );
      found.push(...(page.Images ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  }

  async #snapshots(Filters: Filter[]): Promise<Snapshot[]> {
    const found: Snapshot[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.ec2.send(
        new DescribeSnapshotsCommand({ OwnerIds: ["self"], Filters, MaxResults: PAGE, NextToken }),
      );
      found.push(...(page.Snapshots ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  }
}

function isOneOf(error: unknown, names: ReadonlySet<string>): boolean {
  return error instanceof Error && names.has(error.name);
}
