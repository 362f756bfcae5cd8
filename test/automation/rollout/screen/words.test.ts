import { expect } from "chai";
import { changesText, elapsed, took } from "../../../../automation/rollout/screen/words";

describe("words of a rollout", () => {
  it("tell times in the largest two units", () => {
    expect([0, 4.2, 59.94, 59.96, 65, 3599.7, 7385].map(took)).to.deep.equal([
      "0.0 s",
      "4.2 s",
      "59.9 s",
      "1 min 00 s",
      "1 min 05 s",
      "1 h 00 min",
      "2 h 03 min",
    ]);
    expect([-1, 0.4, 12.6, 60].map(elapsed)).to.deep.equal(["0 s", "0 s", "13 s", "1 min 00 s"]);
  });

  it("tell changes as done, as planned, or as found", () => {
    const changes = { create: 1, update: 2, delete: 3, same: 4, "delete-replaced": 5 };
    expect(changesText(changes, "up")).to.equal("1 created, 2 updated, 3 deleted, 4 unchanged");
    expect(changesText(changes, "preview")).to.equal("1 to create, 2 to update, 3 to delete, 4 unchanged");
    expect(changesText(changes, "refresh")).to.equal("2 different, 3 gone, 4 unchanged");
    expect(changesText({}, "destroy")).to.equal("");
  });
});
