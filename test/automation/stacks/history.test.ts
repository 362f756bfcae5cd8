import { expect } from "chai";
import {
  type HistoryEntry,
  isFollowed,
  isPartlyDestroyed,
  lastUpdate,
  settingsOf,
} from "../../../automation/stacks/history";

function entry(kind: string, result?: string): HistoryEntry {
  return { kind, ...(result && { result }), config: {} };
}

describe("lastUpdate", () => {
  it("is the newest update that succeeded, whatever was done after it", () => {
    const wanted = entry("update", "succeeded");
    const entries = [
      entry("update", "in-progress"),
      entry("refresh", "succeeded"),
      entry("update", "failed"),
      entry("destroy", "succeeded"),
      wanted,
      entry("update", "succeeded"),
    ];
    expect(lastUpdate(entries)).to.equal(wanted);
  });

  it("is none where none succeeded", () => {
    expect(lastUpdate([entry("update", "failed"), entry("refresh", "succeeded")])).to.equal(undefined);
  });
});

describe("isFollowed", () => {
  it("is what an update makes that was begun after the last one that succeeded, and nothing else", () => {
    const done = entry("update", "succeeded");
    const bad = entry("update", "failed");
    expect(isFollowed([entry("refresh", "succeeded"), entry("destroy", "failed"), done, bad])).to.equal(false);
    expect(isFollowed([entry("refresh", "succeeded"), bad, done])).to.equal(true);
    expect(isFollowed([entry("update", "in-progress"), done])).to.equal(true);
    expect(isFollowed([bad])).to.equal(true);
    expect(isFollowed([])).to.equal(false);
  });
});

describe("isPartlyDestroyed", () => {
  it("is what a destroy leaves that was begun after the last update that succeeded, however it ended", () => {
    const done = entry("update", "succeeded");
    expect(isPartlyDestroyed([entry("destroy", "succeeded"), done])).to.equal(true);
    expect(isPartlyDestroyed([entry("update", "failed"), entry("destroy", "failed"), done])).to.equal(true);
    expect(isPartlyDestroyed([done, entry("destroy", "succeeded"), done])).to.equal(false);
    expect(isPartlyDestroyed([entry("refresh", "succeeded"), done])).to.equal(false);
    expect(isPartlyDestroyed([])).to.equal(false);
  });
});

describe("settingsOf", () => {
  const of = (config: HistoryEntry["config"], present: Record<string, unknown>) =>
    settingsOf({ kind: "update", config }, present);

  it("takes maps and lists as they were", () => {
    const config = {
      "p:network": { value: '{"cidr":"10.0.0.0/16"}', objectValue: { cidr: "10.0.0.0/16" }, secret: false },
    };
    expect(of(config, { "p:network": { cidr: "10.1.0.0/16" } })).to.deep.equal({
      settings: { "p:network": { cidr: "10.0.0.0/16" } },
      lost: [],
    });
  });

  it("writes a value as the stack file does where it is the same, and as text where it is not", () => {
    const config = {
      "p:protect": { value: "true", secret: false },
      "p:count": { value: "4", secret: false },
      "p:account": { value: "111122223333", secret: false },
      "p:gone": { value: "false", secret: false },
    };
    expect(of(config, { "p:protect": true, "p:count": 5, "p:account": "111122223333" }).settings).to.deep.equal({
      "p:protect": true,
      "p:count": "4",
      "p:account": "111122223333",
      "p:gone": "false",
    });
  });

  it("does not take a map that is written now for a text that was", () => {
    expect(of({ "p:a": { value: "[object Object]", secret: false } }, { "p:a": {} }).settings).to.deep.equal({
      "p:a": "[object Object]",
    });
  });

  it("takes secrets over encrypted, alone or inside something", () => {
    const present = { "p:token": { secure: "v1:x" }, "p:deep": { list: [{ key: { secure: "v1:y" } }] } };
    const config = { "p:token": { secret: true }, "p:deep": { secret: true } };
    expect(of(config, present)).to.deep.equal({ settings: present, lost: [] });
  });

  it("names secrets that are not in the stack file, or not secret there", () => {
    const config = { "p:token": { secret: true }, "p:other": { secret: true } };
    expect(of(config, { "p:token": "plain" })).to.deep.equal({ settings: {}, lost: ["p:token", "p:other"] });
  });

  it("does not bring back what has been added since", () => {
    expect(of({}, { "p:new": 1, "p:secret": { secure: "v1:x" } }).settings).to.deep.equal({});
  });
});
