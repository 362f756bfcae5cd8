import { expect } from "chai";
import * as fc from "fast-check";
import { promotedAt } from "../../../automation/images/image";
import { outOfKeep, RemovalReason } from "../../../automation/images/retention";
import { ImageTag, promotedTag, rolledBackTag } from "../../../automation/images/tags";
import { copy, image, PROJECT } from "./support";

const NOW = new Date("2026-11-21T10:00:00Z");
const none = new Set<string>();

describe("which images of a Region do not stay", () => {
  it("is the copies that were promoted before the last ones, oldest first", () => {
    const images = ["03", "01", "04", "02"].map((day) =>
      copy(`ami-${day}`, `ami-s${day}`, `2026-11-${day}T00:00:00.000Z`, { createdAt: `2026-10-${day}T00:00:00.000Z` }),
    );
    const { remove, forget } = outOfKeep(images, { project: PROJECT, keep: 2, now: NOW, needed: none });
    expect(remove.map(({ image: { id }, reason }) => [id, reason])).to.deep.equal([
      ["ami-01", RemovalReason.Older],
      ["ami-02", RemovalReason.Older],
    ]);
    expect(forget).to.deep.equal([]);
  });

  it("is what was rolled back from before what can be gone back to", () => {
    const left = { tags: { [rolledBackTag(PROJECT)]: "2026-11-03T00:00:00.000Z" } };
    const images = [
      copy("ami-01", "ami-s01", "2026-11-01T00:00:00.000Z"),
      copy("ami-02", "ami-s02", "2026-11-02T00:00:00.000Z", left),
      copy("ami-03", "ami-s03", "2026-11-03T00:00:00.000Z"),
    ];
    const { remove } = outOfKeep(images, { project: PROJECT, keep: 2, now: NOW, needed: none });
    expect(remove.map(({ image: { id } }) => id)).to.deep.equal(["ami-02"]);
  });

  it("never is an image that was not promoted, nor a copy of Pulumi, however old", () => {
    const images = [
      image("ami-own"),
      image("ami-pulumi", { tags: { [ImageTag.Source]: "ami-source" } }),
      image("ami-lookalike", { tags: { [promotedTag(PROJECT)]: "2020-01-01T00:00:00.000Z" } }),
    ];
    expect(outOfKeep(images, { project: PROJECT, keep: 0, now: NOW, needed: none })).to.deep.equal({
      remove: [],
      forget: [],
    });
  });

  it("never is what somebody has made of a copy with its tags, which takes the place of none that is kept either", () => {
    const images = [
      copy("ami-backup", "ami-b", "2026-11-02T00:00:00.000Z", { name: "golden-backup" }),
      copy("ami-other-region", "ami-b", "2026-11-02T00:00:00.000Z", {
        copiedFrom: { id: "ami-of-another-region", region: "eu-west-1" },
      }),
      copy("ami-left", "ami-c", undefined, { name: "golden", createdAt: "2026-10-01T00:00:00.000Z" }),
      copy("ami-ours", "ami-a", "2026-11-01T00:00:00.000Z"),
    ];
    expect(outOfKeep(images, { project: PROJECT, keep: 1, now: NOW, needed: none })).to.deep.equal({
      remove: [],
      forget: [],
    });
    expect(
      outOfKeep(images, { project: PROJECT, keep: 0, now: NOW, needed: none }).remove.map(({ image: { id } }) => id),
    ).to.deep.equal(["ami-ours"]);
  });

  it("never is an original, which only is no promotion any more", () => {
    const original = copy("ami-a", "ami-a", "2026-11-01T00:00:00.000Z");
    const { remove, forget } = outOfKeep([original], { project: PROJECT, keep: 0, now: NOW, needed: none });
    expect(remove).to.deep.equal([]);
    expect(forget).to.deep.equal([original]);
  });

  it("is a copy that failed at once, and one that nobody promoted after a day", () => {
    const images = [
      copy("ami-failed", "ami-a", undefined, { state: "failed", createdAt: "2026-11-21T09:59:00.000Z" }),
      copy("ami-left", "ami-b", undefined, { createdAt: "2026-11-20T09:59:59.000Z" }),
      // Of a promotion that may be under way on another machine.
      copy("ami-young", "ami-c", undefined, { createdAt: "2026-11-20T10:00:01.000Z" }),
      copy("ami-pending", "ami-d", undefined, { state: "pending", createdAt: "2026-11-01T00:00:00.000Z" }),
      copy("ami-disabled", "ami-e", undefined, { state: "disabled", createdAt: "2026-11-01T00:00:00.000Z" }),
    ];
    const { remove } = outOfKeep(images, { project: PROJECT, keep: 3, now: NOW, needed: none });
    expect(remove.map(({ image: { id }, reason }) => [id, reason])).to.deep.equal([
      ["ami-left", RemovalReason.Abandoned],
      ["ami-failed", RemovalReason.Failed],
    ]);
  });

  it("counts the promotions of its own project alone, and never has what another one promoted", () => {
    const theirs = (day: string) => ({ tags: { [promotedTag("billing")]: `2026-11-${day}T00:00:00.000Z` } });
    const images = [
      copy("ami-ours-1", "ami-a", "2026-11-01T00:00:00.000Z"),
      copy("ami-both", "ami-b", "2026-11-02T00:00:00.000Z", theirs("03")),
      copy("ami-ours-3", "ami-c", "2026-11-04T00:00:00.000Z"),
      copy("ami-theirs-1", "ami-d", undefined, theirs("05")),
      copy("ami-theirs-2", "ami-e", undefined, theirs("06")),
    ];
    const gone = outOfKeep(images, { project: PROJECT, keep: 1, now: NOW, needed: none });
    expect(gone.remove.map((one) => one.image.id)).to.deep.equal(["ami-ours-1"]);
    expect(gone.forget.map(({ id }) => id)).to.deep.equal(["ami-both"]);
    const { remove, forget } = outOfKeep(images, { project: "payroll", keep: 0, now: NOW, needed: none });
    expect([...remove, ...forget]).to.deep.equal([]);
  });

  it("never is what a stack file names, and always all but the newest ones", () => {
    const day = fc.integer({ min: 1, max: 28 }).map((one) => `2026-10-${String(one).padStart(2, "0")}T00:00:00.000Z`);
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: day, needed: fc.boolean() }), { maxLength: 12 }),
        fc.integer({ min: 0, max: 5 }),
        (given, keep) => {
          const images = given.map(({ at }, index) => copy(`ami-${index}`, `ami-s${index}`, at));
          const needed = new Set(given.flatMap((one, index) => (one.needed ? [`ami-${index}`] : [])));
          const gone = outOfKeep(images, { project: PROJECT, keep, now: NOW, needed }).remove.map((one) => one.image);
          const stay = images.filter((one) => !gone.includes(one));
          expect(gone.filter(({ id }) => needed.has(id))).to.deep.equal([]);
          expect(stay.length).to.be.at.least(Math.min(keep, images.length));
          expect(stay.filter(({ id }) => !needed.has(id)).length).to.be.at.most(keep);
          for (const one of gone) {
            const newer = images.filter(
              (other) => (promotedAt(other, PROJECT) ?? "") >= (promotedAt(one, PROJECT) ?? "") && other !== one,
            );
            expect(newer.length).to.be.at.least(keep);
          }
        },
      ),
    );
  });
});
