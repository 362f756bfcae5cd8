import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { PlanError } from "../../../automation/plan/plan-error";
import { digest, keepPlan, newSalt, readSavedPlan, type SavedPlan } from "../../../automation/plan/saved-plan";
import { CleanUp, folderWith } from "../support/folder";

const cleanUp = new CleanUp();

const PLAN: SavedPlan = {
  version: 2,
  stack: "s",
  region: "us-east-1",
  time: "2026-01-02T03:04:05.006Z",
  salt: "00",
  resources: [],
  outputs: { a: 1 },
};

describe("the last plan of a stack", () => {
  afterEach(cleanUp.all);

  it("is undefined before there is one", () => {
    expect(readSavedPlan(folderWith({}, cleanUp.add), "s")).to.equal(undefined);
  });

  it("is what was kept last, for its owner only, with nothing beside it", () => {
    const root = folderWith({}, cleanUp.add);
    keepPlan(root, { ...PLAN, region: "us-east-2" });
    keepPlan(root, PLAN);
    expect(readSavedPlan(root, "s")).to.deep.equal(PLAN);
    const folder = path.join(root, ".privatelink", "plans");
    expect(readdirSync(folder)).to.deep.equal(["s.json"]);
    expect(statSync(path.join(folder, "s.json")).mode & 0o777).to.equal(0o600);
    expect(readFileSync(path.join(folder, "s.json"), "utf8")).to.match(/\n$/);
  });

  it("is none where it is of another format", () => {
    const root = folderWith({ ".privatelink/plans/s.json": '{"version":1}' }, cleanUp.add);
    expect(readSavedPlan(root, "s")).to.equal(undefined);
  });

  it("is refused where the file holds something else, with the remedy", () => {
    const root = folderWith({ ".privatelink/plans/s.json": "{" }, cleanUp.add);
    const file = path.join(root, ".privatelink", "plans", "s.json");
    expect(() => readSavedPlan(root, "s"))
      .to.throw(PlanError)
      .with.property("message")
      .that.matches(
        new RegExp(`^${file}: is not the plan that was kept there \\(SyntaxError: .*\\); delete the file\\.$`),
      );
  });
});

describe("digest", () => {
  it("differs by value and by salt", () => {
    const [a, b] = [newSalt(), newSalt()];
    expect(digest(a, { x: 1 })).to.equal(digest(a, { x: 1 }));
    expect(digest(a, { x: 1 })).not.to.equal(digest(a, { x: 2 }));
    expect(digest(a, { x: 1 })).not.to.equal(digest(b, { x: 1 }));
  });
});
