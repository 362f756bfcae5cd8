import { EC2Client, RegisterImageCommand } from "@aws-sdk/client-ec2";
import type { Project } from "../../automation/plan/project";
import { settingAt } from "../../automation/stacks/references";
import { StackFile } from "../../automation/stacks/stack-file";
import { credentialsOf, PROVIDER, present } from "../aws/support/clients";
import { emulator } from "../aws/support/emulator";
import type { EmulatedImage } from "../support/emulator/emulator";

const ARCHITECTURE = "x86_64";

/** The AMIs that the stack files of a project name by id, by Region. */
export async function namedImages({
  stackFiles,
}: Project): Promise<Readonly<Record<string, readonly EmulatedImage[]>>> {
  const images = new Map<string, EmulatedImage[]>();
  for (const file of stackFiles.values()) {
    const settings = (await StackFile.read(file)).settings();
    const { "aws:region": region } = settings;
    const id = settingAt(settings, ["image", "id"]);
    if (typeof region !== "string" || typeof id !== "string") continue;
    const here = images.get(region) ?? [];
    if (!here.some((image) => image.id === id))
      images.set(region, [...here, { id, architecture: ARCHITECTURE, public: false }]);
  }
  return Object.fromEntries(images);
}

/** An AMI of the provider's, as a build makes one that nobody runs yet. */
export async function buildImage(region: string, name: string): Promise<string> {
  const { url: endpoint } = await emulator();
  const ec2 = new EC2Client({ endpoint, region, credentials: await credentialsOf(PROVIDER) });
  try {
    const request = { Name: name, RootDeviceName: "/dev/xvda", Architecture: ARCHITECTURE } as const;
    const { ImageId } = await ec2.send(new RegisterImageCommand(request));
    return present(ImageId, "image id");
  } finally {
    ec2.destroy();
  }
}
