import { ClientsByIdentity } from "../aws/by-identity";
import type { AwsClients } from "../aws/clients";
import { type AwsIdentity, identityClause } from "../aws/identity";
import { AVAILABLE } from "../images/image";
import { ImageTag, tagsOf } from "../images/tags";
import type { StackSubject } from "../stacks/place";
import { Refused } from "../terminal/refused";
import type { RunningImage } from "./compare/compared-stack";
import { type Finding, FindingKind } from "./finding";

/** What is asked of AMIs: EC2, and whose credentials those are. */
export type DriftClients = Pick<AwsClients, "ec2" | "caller">;

const DISABLED = "disabled";

/** Where it is asked what an AMI is. */
export interface ImageSource {
  /**
   * What is known of the AMI of a stack's fleet; undefined where there is no such AMI any more. Throws a `Refused` where
   * that cannot be told, as for credentials of another account, to which private AMIs are not there.
   */
  look(subject: StackSubject, imageId: string): Promise<RunningImage | undefined>;
}

/** AMIs as AWS has them. */
export class AwsImages implements ImageSource {
  readonly #clientsOf: (identity?: AwsIdentity) => DriftClients;

  /** @param clientsOf clients by the identity of the credentials; defaults to the SDK's */
  constructor(clientsOf: (identity?: AwsIdentity) => DriftClients = new ClientsByIdentity().of) {
    this.#clientsOf = clientsOf;
  }

  async look(subject: StackSubject, imageId: string): Promise<RunningImage | undefined> {
    const { DescribeImagesCommand } = await import("@aws-sdk/client-ec2");
    const clients = this.#clientsOf(subject.identity);
    const client = await clients.ec2(subject.region);
    // By a filter, because AWS answers a list of ids with an error where one of them does not exist.
    const Filters = [{ Name: "image-id", Values: [imageId] }];
    const { Images: [image] = [] } = await client.send(
      // Instances start from an AMI that its publisher has deprecated, which AWS leaves out of what it is not asked for.
      new DescribeImagesCommand({ Filters, IncludeDeprecated: true, IncludeDisabled: true }),
    );
    if (image === undefined) {
      await refuseOtherAccount(subject, imageId, clients);
      return undefined;
    }
    const { State: state = AVAILABLE } = image;
    const { [ImageTag.Source]: id, [ImageTag.SourceRegion]: from } = tagsOf(image.Tags);
    return {
      ...(image.Name === undefined ? {} : { name: image.Name }),
      ...(state === AVAILABLE ? {} : { state }),
      ...(id === undefined || from === undefined ? {} : { source: { id, region: from } }),
    };
  }
}

async function refuseOtherAccount(
  { stack, region, outputs, identity }: StackSubject,
  imageId: string,
  clients: DriftClients,
): Promise<void> {
  const { accountId: owner } = outputs;
  if (typeof owner !== "string") return;
  const { accountId } = await clients.caller(region);
  if (accountId === owner) return;
  const clause = identityClause(identity);
  const whose = clause === undefined ? "" : ` (${clause})`;
  throw new Refused(
    `${stack}: there is no AMI ${imageId} for the AWS credentials, which are of account ${accountId}${whose}, and the stack is in ${owner}: use those of ${owner}, by AWS_PROFILE, or by aws:profile or aws:assumeRoles of the stack file.`,
  );
}

/** What is wrong with the AMI of a fleet, which goes on until an instance has to be replaced. */
export function imageFindings(
  { stack, region }: Pick<StackSubject, "stack" | "region">,
  imageId: string,
  image: RunningImage | undefined,
): Finding[] {
  const problem = image === undefined ? "is not there any more" : image.state && `is ${image.state}`;
  if (problem === undefined) return [];
  const enable = `To have it back: aws ec2 enable-image --region ${region} --image-id ${imageId}, by its owner.`;
  return [
    {
      kind: FindingKind.Resource,
      stacks: [stack],
      subject: `AMI ${imageId} of the fleet`,
      problem: `${problem}, so that no instance can be launched`,
      details: [],
      remedies: [
        ...(image?.state === DISABLED ? [enable] : []),
        `Name another one in Pulumi.${stack}.yaml, or privatelink image promote, then privatelink up --stack ${stack}.`,
      ],
    },
  ];
}
