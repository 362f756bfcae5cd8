import { existsSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { buildArtifacts } from "../../../automation/plan/artifacts";
import { CleanUp, folderWith } from "../support/folder";

const cleanUp = new CleanUp();

/** A stack's settings with one value. */
function configOf(value: unknown) {
  const values = { "shop:service": JSON.stringify(value) };
  return { stack: "s", file: "Pulumi.s.yaml", region: "us-east-1", values, secretKeys: [] };
}

describe("buildArtifacts", () => {
  afterEach(cleanUp.all);

  it("builds the service that a stack ships, wherever in its settings", async () => {
    const manifest = JSON.stringify({ name: "orders", main: "server.ts" });
    const root = folderWith({ "svc/package.json": manifest, "svc/server.ts": "console.log(1);" }, cleanUp.add);
    const artifact = { path: "svc/dist/orders.tar.gz" };
    await buildArtifacts(root, [configOf({ list: [{ deep: { artifact } }] })]);
    expect(existsSync(path.join(root, artifact.path))).to.equal(true);
  });

  it("names the service that cannot be built", async () => {
    const manifest = JSON.stringify({ name: "orders", main: "server.ts" });
    const root = folderWith({ "svc/package.json": manifest, "svc/server.ts": "const = 1;" }, cleanUp.add);
    const [error] = await Promise.allSettled([
      buildArtifacts(root, [configOf({ artifact: { path: "svc/dist/orders.tar.gz" } })]),
    ]);
    expect(error).to.have.nested.property("reason.name", "PlanError");
    expect(error)
      .to.have.nested.property("reason.message")
      .that.matches(/\/svc: the service cannot be built: .*server\.ts:1:6/s);
  });

  it("leaves an archive of other origin alone", async () => {
    const root = folderWith({ "svc/server.ts": "" }, cleanUp.add);
    const paths = ["svc/dist/orders.tar.gz", "orders.tar.gz", "svc/orders.zip"];
    await buildArtifacts(
      root,
      paths.map((file) => configOf({ artifact: { path: file } })),
    );
    await buildArtifacts(root, [configOf({ artifact: { bucket: "b", key: "k" } })]);
    expect(existsSync(path.join(root, "svc", "dist"))).to.equal(false);
  });
});
