import { expect } from "chai";
import { changesText } from "../../../../automation/rollout/screen/words";

describe("words of a rollout", () => {
  it("tell changes as done, as planned, or as found", () => {
    const changes = { create: 1, update: 2, delete: 3, same: 4, "delete-replaced": 5 };
    expect(changesText(changes, "up")).to.equal("1 created, 2 updated, 3 deleted, 4 unchanged");
    expect(changesText(changes, "preview")).to.equal("1 to create, 2 to update, 3 to delete, 4 unchanged");
    expect(changesText(changes, "refresh")).to.equal("2 different, 3 gone, 4 unchanged");
    expect(changesText({}, "destroy")).to.equal("");
  });
});
