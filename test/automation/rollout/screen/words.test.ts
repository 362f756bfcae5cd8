import { expect } from "chai";
import { changesText, instantText } from "../../../../automation/rollout/screen/words";

describe("words of a rollout", () => {
  it("tell changes as done, as planned, or as found", () => {
    const changes = { create: 1, update: 2, delete: 3, same: 4, "delete-replaced": 5 };
    expect(changesText(changes, "up")).to.equal("1 created, 2 updated, 3 deleted, 4 unchanged");
    expect(changesText(changes, "preview")).to.equal("1 to create, 2 to update, 3 to delete, 4 unchanged");
    expect(changesText(changes, "refresh")).to.equal("2 different, 3 gone, 4 unchanged");
    expect(changesText({}, "destroy")).to.equal("");
  });

  it("tell an instant by the clocks of a zone, with its name, also where that is another day", () => {
    expect(instantText("2026-11-24T02:00:00.000Z")).to.equal("2026-11-24 02:00 UTC");
    expect(instantText("2026-11-24T02:00:00.000Z", "Europe/Berlin")).to.equal("2026-11-24 03:00 Europe/Berlin");
    expect(instantText("2026-07-24T02:00:00Z", "America/New_York")).to.equal("2026-07-23 22:00 America/New_York");
  });
});
