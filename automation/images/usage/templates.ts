import { DescribeLaunchTemplateVersionsCommand, type EC2Client, type LaunchTemplateVersion } from "@aws-sdk/client-ec2";

/** A version of a launch template and the AMI that it starts instances from. */
export interface TemplateVersion {
  readonly templateId: string;
  readonly number: number;
  readonly imageId: string;
  /** For people, for example `version 3 of launch template order-processor-lt`. */
  readonly title: string;
}

/** An AMI that is named by an SSM parameter is looked up when an instance is started. */
const BY_PARAMETER = "resolve:ssm:";
const PAGE = 200;

/** The latest and the default version of every launch template in the Region. */
export function currentVersions(ec2: EC2Client): Promise<TemplateVersion[]> {
  return versions(ec2, { Versions: ["$Latest", "$Default"] });
}

/** All versions of one launch template. */
export function versionsOf(ec2: EC2Client, templateId: string): Promise<TemplateVersion[]> {
  return versions(ec2, { LaunchTemplateId: templateId });
}

interface Wanted {
  readonly LaunchTemplateId?: string;
  readonly Versions?: string[];
}

async function versions(ec2: EC2Client, wanted: Wanted): Promise<TemplateVersion[]> {
  const found: LaunchTemplateVersion[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ec2.send(new DescribeLaunchTemplateVersionsCommand({ ...wanted, MaxResults: PAGE, NextToken }));
    found.push(...(page.LaunchTemplateVersions ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return Promise.all(found.map(async (version) => templateVersion(await resolved(ec2, version))));
}

// Only asked for where it is needed: it takes the permission to read the parameter.
async function resolved(ec2: EC2Client, version: LaunchTemplateVersion): Promise<LaunchTemplateVersion> {
  if (version.LaunchTemplateData?.ImageId?.startsWith(BY_PARAMETER) !== true) return version;
  const { LaunchTemplateVersions: [found = version] = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({
      LaunchTemplateId: version.LaunchTemplateId,
      Versions: [String(version.VersionNumber)],
      ResolveAlias: true,
    }),
  );
  return found;
}

function templateVersion(version: LaunchTemplateVersion): TemplateVersion {
  const {
    LaunchTemplateId: templateId = "",
    VersionNumber: number = 0,
    LaunchTemplateName: name = templateId,
  } = version;
  return {
    templateId,
    number,
    imageId: version.LaunchTemplateData?.ImageId ?? "",
    title: `version ${number} of launch template ${name}`,
  };
}
