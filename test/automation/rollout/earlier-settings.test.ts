import { createHash } from "node:crypto";
import path from "node:path";
import { expect } from "chai";
import { earlierSettings } from "../../../automation/rollout/earlier-settings";
import type { Archives } from "../../../automation/rollout/request";
import { isSameUpdate } from "../../../automation/rollout/same-update";
import { CleanUp, folderWith } from "../support/folder";

const SECRET_KEY = "saas-privatelink:token";
const subject = { region: "us-east-1" };
const archives: Archives = {
  keep: () => Promise.reject(new Error("nothing is kept here")),
  fetch: async ({ key }, { region }) => `/kept/${region}/${key}`,
};

describe("earlierSettings", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);

  function artifactOf(text: string) {
    return { bucket: "b", key: `k/${text}.tar.gz`, sha256: createHash("sha256").update(text).digest("hex") };
  }

  it("takes other archives only for the services whose file is another one by now, or gone", async () => {
    const project = folderWith({ "same.tar.gz": "same", "other.tar.gz": "new" }, cleanUp.add);
    const settings = {
      "saas-privatelink:service": { name: "same", artifact: { path: "same.tar.gz" } },
      "saas-privatelink:additionalServices": [
        { name: "other", artifact: { path: path.join(project, "other.tar.gz") } },
        { name: "gone", artifact: { path: "gone.tar.gz" } },
      ],
    };
    const outputs = { artifacts: { same: artifactOf("same"), other: artifactOf("old"), gone: artifactOf("gone") } };
    expect(await earlierSettings({ settings, outputs }, {}, project, subject, archives)).to.deep.equal({
      "saas-privatelink:service": { name: "same", artifact: { path: "same.tar.gz" } },
      "saas-privatelink:additionalServices": [
        { name: "other", artifact: { path: "/kept/us-east-1/k/old.tar.gz" } },
        { name: "gone", artifact: { path: "/kept/us-east-1/k/gone.tar.gz" } },
      ],
    });
  });

  it("refuses outputs that do not tell which archive a service ran", async () => {
    const settings = { "saas-privatelink:service": { name: "orders", artifact: { path: "a.tar.gz" } } };
    for (const outputs of [{}, { artifacts: {} }, { artifacts: { orders: { bucket: "b" } } }]) {
      const message = await earlierSettings({ settings, outputs }, {}, "/", subject, archives).catch(
        (error: Error) => error.message,
      );
      expect(message).to.equal("The output artifacts of the update before does not say which archive orders ran.");
    }
  });

  it("has the secrets that a history has lost from the stack file, and refuses where they are not in it", async () => {
    const earlier = { settings: { "aws:region": "us-east-1" }, lost: [SECRET_KEY], outputs: {} };
    const secure = { secure: "v1:abc" };
    expect(await earlierSettings(earlier, { [SECRET_KEY]: secure }, "/", subject, archives)).to.deep.equal({
      "aws:region": "us-east-1",
      [SECRET_KEY]: secure,
    });
    const message = await earlierSettings(earlier, { [SECRET_KEY]: "open" }, "/", subject, archives).catch(
      (error: Error) => error.message,
    );
    expect(message).to.equal(
      `${SECRET_KEY}: (missing) in the stack file, which had it as a secret at the update before; put it back by pulumi config set --secret.`,
    );
  });
});

describe("isSameUpdate", () => {
  const update = {
    settings: { protect: true, image: { id: "ami-1" }, [SECRET_KEY]: { secure: "v1:a" } },
    outputs: { a: 1 },
  };

  it("does not look at secrets, nor at the form of single values, which come from the stack file of now", () => {
    for (const other of [
      { ...update, settings: { ...update.settings, protect: "true" } },
      { ...update, settings: { ...update.settings, [SECRET_KEY]: { secure: "v1:b" } } },
      { ...update, settings: { protect: true, image: { id: "ami-1" } }, lost: [SECRET_KEY] },
    ]) {
      expect(isSameUpdate(update, other)).to.equal(true);
      expect(isSameUpdate(other, update)).to.equal(true);
    }
  });

  it("sees other settings and other outputs", () => {
    for (const other of [
      { ...update, settings: { ...update.settings, protect: false } },
      { ...update, settings: { ...update.settings, image: { id: "ami-2" } } },
      { ...update, settings: { ...update.settings, more: [] } },
      { ...update, outputs: { a: 2 } },
    ]) {
      expect(isSameUpdate(update, other)).to.equal(false);
    }
  });
});
