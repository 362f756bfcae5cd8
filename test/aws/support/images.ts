import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import {
  CreateTagsCommand,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  EC2Client,
  ModifyImageAttributeCommand,
  RegisterImageCommand,
} from "@aws-sdk/client-ec2";
import type { Clock } from "../../../automation/clock";
import type { ImageClients } from "../../../automation/images/clients";
import type { ImageEvent } from "../../../automation/images/events";
import { type PromotionRequest, planPromotion } from "../../../automation/images/plan-promotion";
import { type Promoted, promote } from "../../../automation/images/promote";
import { readProject } from "../../../automation/plan/project";
import { readRolloutPlan } from "../../../automation/rollout/file/read";
import type { RolloutPlan } from "../../../automation/rollout/plan";
import { credentialsOf, present } from "./clients";
import { emulator, useEmulator } from "./emulator";

/** How copies go that are begun from now on; see the emulator's extension `images`. */
export interface CopyWish {
  readonly region?: string;
  readonly pending?: number;
  readonly unknown?: number;
  readonly fail?: string;
}

export interface ImageWorldOptions {
  /** Value of `image` in each stack file, by stack; the stack is in the Region of its name. */
  readonly stacks: Readonly<Record<string, string>>;
  /** Further lines of each stack file, indented by two. */
  readonly settings?: string;
  readonly images?: Partial<RolloutPlan["images"]>;
}

let accounts = 500_000_000_000;

/** A project with its stack files, in an account of its own. */
export class ImageWorld {
  readonly account = String(++accounts);
  readonly root = mkdtempSync(path.join(tmpdir(), "privatelink-images-"));
  readonly events: ImageEvent[] = [];
  /** Time passes when somebody waits for it. */
  readonly clock: Clock & { advance(ms: number): void };
  #endpoint: string | undefined;
  readonly #clients: { destroy(): void }[] = [];

  constructor(private readonly options: ImageWorldOptions) {
    let time = Date.parse("2026-11-21T10:00:00Z");
    this.clock = {
      now: () => new Date(time),
      sleep: async (ms, signal) => {
        signal?.throwIfAborted();
        time += ms;
      },
      advance: (ms) => {
        time += ms;
      },
    };
    writeFileSync(path.join(this.root, "Pulumi.yaml"), "name: saas-privatelink\nruntime: nodejs\n");
    writeFileSync(path.join(this.root, "index.ts"), "export {};\n");
    for (const [stack, image] of Object.entries(options.stacks)) this.setImage(stack, image);
  }

  /** Writes a stack file anew; the stack is in the Region of its name unless another one is said. */
  setImage(stack: string, image: string, region = stack): void {
    writeFileSync(
      this.#file(stack),
      `config:\n  aws:region: ${region}\n  saas-privatelink:image: ${image}\n${this.options.settings ?? ""}  saas-privatelink:protect: true\n`,
    );
  }

  file(stack: string): string {
    return readFileSync(this.#file(stack), "utf8");
  }

  /** Where calls go; the emulator itself without one. */
  through(endpoint: string | undefined): void {
    this.#endpoint = endpoint;
  }

  async ec2(region: string): Promise<EC2Client> {
    return new EC2Client(await this.#config(region, undefined));
  }

  async clients(): Promise<ImageClients> {
    const endpoint = this.#endpoint;
    const open = async <T extends { destroy(): void }>(client: T): Promise<T> => {
      this.#clients.push(client);
      return client;
    };
    return {
      ec2: async (region) => open(new EC2Client(await this.#config(region, endpoint))),
      autoScaling: async (region) => open(new AutoScalingClient(await this.#config(region, endpoint))),
      caller: async () => ({ accountId: this.account, arn: `arn:aws:iam::${this.account}:role/engineer` }),
    };
  }

  async request(imageId: string, more: Partial<PromotionRequest> = {}): Promise<PromotionRequest> {
    const project = readProject(this.root);
    const plan = await readRolloutPlan(project);
    const clients = await this.clients();
    return {
      project,
      plan: { ...plan, images: { ...plan.images, ...this.options.images } },
      imageId,
      clientsOf: () => clients,
      now: this.clock.now(),
      ...more,
    };
  }

  async promote(imageId: string, more: Partial<PromotionRequest> = {}, signal?: AbortSignal): Promise<Promoted> {
    const promotion = await planPromotion(await this.request(imageId, more));
    return promote(promotion, {
      clock: this.clock,
      everyMs: 10_000,
      onEvent: (event) => this.events.push(event),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** An AMI of the account, as its build makes one. */
  async build(
    region: string,
    name: string,
    tags: Readonly<Record<string, string>> = {},
    architecture: "arm64" | "x86_64" = "x86_64",
  ): Promise<string> {
    const ec2 = await this.ec2(region);
    const { ImageId } = await ec2.send(
      new RegisterImageCommand({ Name: name, RootDeviceName: "/dev/xvda", Architecture: architecture }),
    );
    const id = present(ImageId, "image id");
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    if (Tags.length > 0) await ec2.send(new CreateTagsCommand({ Resources: [id], Tags }));
    return id;
  }

  /** Builds and promotes one AMI after the other, an hour apart; their ids. */
  async promoteAll(...names: readonly string[]): Promise<string[]> {
    const sources: string[] = [];
    for (const name of names) {
      const source = await this.build("us-east-1", name);
      this.clock.advance(3_600_000);
      await this.promote(source);
      sources.push(source);
    }
    return sources;
  }

  async share(region: string, id: string, ...accounts: readonly string[]): Promise<void> {
    const Add = accounts.map((UserId) => ({ UserId }));
    await (await this.ec2(region)).send(new ModifyImageAttributeCommand({ ImageId: id, LaunchPermission: { Add } }));
  }

  async unshare(region: string, id: string, ...accounts: readonly string[]): Promise<void> {
    const Remove = accounts.map((UserId) => ({ UserId }));
    await (await this.ec2(region)).send(new ModifyImageAttributeCommand({ ImageId: id, LaunchPermission: { Remove } }));
  }

  /** Ids of all AMIs of a Region, in the order in which they were made. */
  async imageIds(region: string): Promise<string[]> {
    return (await this.images(region)).map(({ id }) => id);
  }

  async images(region: string) {
    const { Images = [] } = await (await this.ec2(region)).send(new DescribeImagesCommand({ Owners: ["self"] }));
    return Images.map((image) => ({
      id: image.ImageId ?? "",
      name: image.Name ?? "",
      state: image.State,
      encrypted: image.BlockDeviceMappings?.[0]?.Ebs?.Encrypted,
      tags: Object.fromEntries((image.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    }));
  }

  async sharedWith(region: string, id: string): Promise<(string | undefined)[]> {
    const { LaunchPermissions = [] } = await (await this.ec2(region)).send(
      new DescribeImageAttributeCommand({ ImageId: id, Attribute: "launchPermission" }),
    );
    return LaunchPermissions.map(({ UserId }) => UserId);
  }

  /** Descriptions of the snapshots of a Region. */
  async snapshots(region: string): Promise<string[]> {
    const { Snapshots = [] } = await (await this.ec2(region)).send(
      new DescribeSnapshotsCommand({ OwnerIds: ["self"] }),
    );
    return Snapshots.map(({ Description = "" }) => Description);
  }

  close(): void {
    for (const client of this.#clients) client.destroy();
    rmSync(this.root, { recursive: true, force: true });
  }

  #file(stack: string): string {
    return path.join(this.root, `Pulumi.${stack}.yaml`);
  }

  async #config(region: string, endpoint: string | undefined) {
    const credentials = await credentialsOf(this.account);
    return { endpoint: endpoint ?? (await emulator()).url, region, credentials, maxAttempts: 1 };
  }
}

export function copiesGo(wish: CopyWish): Promise<void> {
  return ofCopies("POST", wish);
}

export function copiesGoWell(): Promise<void> {
  return ofCopies("DELETE");
}

async function ofCopies(method: string, body?: CopyWish): Promise<void> {
  const { url } = await emulator();
  const response = await fetch(`${url}/moto-api/copies`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${method} copies.`);
}

/** Makes worlds for the tests of a file, and ends them after each test, with everything that was wished and faked. */
export function useImageWorlds(): (options: ImageWorldOptions) => ImageWorld {
  const worlds: ImageWorld[] = [];
  useEmulator();
  afterEach(async () => {
    for (const one of worlds.splice(0)) one.close();
    await copiesGoWell();
    await (await emulator()).control.endFaults();
  });
  return (options) => {
    const made = new ImageWorld(options);
    worlds.push(made);
    return made;
  };
}
