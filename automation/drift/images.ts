import { ClientsByProfile } from "../aws/by-profile";
import type { AwsClients } from "../aws/clients";
import { ImageTag, tagsOf } from "../images/tags";
import type { StackSubject } from "../stacks/place";
import type { RunningImage } from "./compare/compared-stack";
import { type Finding, FindingKind } from "./finding";

/** Where it is asked what an AMI is. */
export interface ImageSource {
  /** What is known of the AMI of a stack's fleet; undefined where there is no such AMI any more. */
  look(subject: StackSubject, imageId: string): Promise<RunningImage | undefined>;
}

/** AMIs as AWS has them. */
export class AwsImages implements ImageSource {
  readonly #clientsOf: (profile?: string) => Pick<AwsClients, "ec2">;

  /** @param clientsOf clients by named profile of the credentials; defaults to the SDK's */
  constructor(clientsOf: (profile?: string) => Pick<AwsClients, "ec2"> = new ClientsByProfile().of) {
    this.#clientsOf = clientsOf;
  }

  async look({ region, profile }: StackSubject, imageId: string): Promise<RunningImage | undefined> {
    const { DescribeImagesCommand } = await import("@aws-sdk/client-ec2");
    const client = await this.#clientsOf(profile).ec2(region);
    // By a filter, because AWS answers a list of ids with an error where one of them does not exist.
    const Filters = [{ Name: "image-id", Values: [imageId] }];
    const { Images: [image] = [] } = await client.send(new DescribeImagesCommand({ Filters }));
    if (image === undefined) return undefined;
    const { [ImageTag.Source]: id, [ImageTag.SourceRegion]: from } = tagsOf(image.Tags);
    return {
      ...(image.Name === undefined ? {} : { name: image.Name }),
      ...(id === undefined || from === undefined ? {} : { source: { id, region: from } }),
    };
  }
}

/** A fleet whose AMI is gone goes on until an instance has to be replaced. */
export function imageGone(stack: string, imageId: string): Finding {
  return {
    kind: FindingKind.Resource,
    stacks: [stack],
    subject: `AMI ${imageId} of the fleet`,
    problem: "is not there any more, so that no instance can be launched",
    details: [],
    remedies: [
      `Name another one in Pulumi.${stack}.yaml, or privatelink image promote, then privatelink up --stack ${stack}.`,
    ],
  };
}
