import { existsSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { readProject } from "../../../automation/plan/project";
import { type RegionRemoval, removeRegion } from "../../../automation/regions/remove-region";
import type { StackHandle } from "../../../automation/stacks/place";
import { Refused } from "../../../automation/terminal/refused";
import { MemoryService, publishedService } from "../consumers/support/memory-service";
import { CleanUp, folderWith } from "../support/folder";

function stackFile(region: string, more = ""): string {
  return `config:\n  aws:region: ${region}\n  saas-privatelink:service: { name: x, ports: [{ name: api, port: 3000 }] }\n${more}`;
}

describe("automation/regions/remove-region", () => {
  const cleanUp = new CleanUp();
  afterEach(() => cleanUp.all());
  let root: string;
  let service: MemoryService;
  let done: string[];
  let told: string[];

  beforeEach(() => {
    const follower = "  saas-privatelink:approval: { registry: { stack: home } }\n";
    const files = {
      "Pulumi.yaml": "name: saas-privatelink\nruntime: nodejs\n",
      "Pulumi.home.yaml": stackFile("us-east-1"),
      "Pulumi.ohio.yaml": stackFile("us-east-2", follower),
    };
    root = folderWith(files, cleanUp.add);
    service = new MemoryService(publishedService("us-east-2"));
    done = [];
    told = [];
  });

  /** A stack that is up, with an open door. */
  function handle(name: string): StackHandle {
    const settings = { "saas-privatelink:access": { approval: "registry" } };
    const outputs = { serviceId: "vpce-svc-1" };
    return {
      name,
      exists: async () => true,
      earlier: async () => ({ settings, outputs }),
      outputs: async () => outputs,
      settings: async () => settings,
      services: async () => [],
      drift: () => Promise.reject(new Error("Nobody asks for drift.")),
      operate: async (operation) => {
        done.push(operation);
        return { changes: {}, steps: [], warnings: [], outputs: {}, seconds: 1 };
      },
      remove: async () => void done.push("remove"),
    };
  }

  function removed(stack: string, change: Partial<RegionRemoval> = {}) {
    const place = {
      title: "the test",
      project: root,
      journalFolder: path.join(root, ".privatelink", "rollout"),
      stack: handle,
      stacks: async () => ["home", "ohio"],
      close: () => Promise.reject(new Error("It is the caller's.")),
    };
    return removeRegion({
      project: readProject(root),
      stack,
      tell: (text) => void told.push(text),
      site: { place, apiOf: async () => service },
      ...change,
    });
  }

  it("takes the stack of a Region away, and says what was cut", async () => {
    service.endpoint("vpce-1", "222233334444");
    const clock = { now: () => new Date(0), sleep: async () => {} };
    expect(await removed("us-east-2", { clock })).to.deep.equal({
      stack: "ohio",
      principals: [],
      rejected: ["vpce-1"],
    });
    expect(done.at(-2)).to.equal("destroy");
    expect(done.at(-1)).to.equal("remove");
    expect(told).to.contain("Destroy the stack").and.to.contain("Pulumi.ohio.yaml is deleted.");
    expect(existsSync(path.join(root, "Pulumi.ohio.yaml"))).to.equal(false);
  });

  it("has nothing to do for a Region without a stack", async () => {
    expect(await removed("eu-west-1")).to.equal(undefined);
    expect([done, told]).to.deep.equal([[], []]);
  });

  it("refuses a stack that another one needs, and does nothing", async () => {
    const error = await removed("home").catch((thrown: unknown) => thrown);
    expect(error)
      .to.be.instanceOf(Refused)
      .with.property("message")
      .that.matches(/^home is needed: ohio shares/);
    expect(done).to.deep.equal([]);
  });
});
