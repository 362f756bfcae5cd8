import { existsSync, readdirSync, utimesSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { CleanUp, folderWith, write } from "../automation/support/folder";

interface Entry {
  readonly entry: string;
  readonly names: Record<string, string>;
}

interface Cache {
  record(): Entry | undefined;
  records(): Entry[];
  place(name: string): string | undefined;
  has(name: string): boolean;
  save(files: Record<string, string>, record: Entry | undefined): void;
}

const { Cache } = require("../../bin/lib/cache.js") as { Cache: new (packageRoot: string, root: string) => Cache };

const cleanUp = new CleanUp();

describe("the cache of bundles", () => {
  let folder: string;

  beforeEach(() => {
    folder = folderWith({ "package/package.json": "{}", "one/index.ts": "", "two/index.ts": "" }, cleanUp.add);
  });
  afterEach(cleanUp.all);

  function cacheOf(project: string): Cache {
    return new Cache(path.join(folder, "package"), path.join(folder, project));
  }

  function entryOf(project: string, bundle: string): Entry {
    return { entry: path.join(folder, project, "index.ts"), names: { cli: bundle } };
  }

  it("has one record for each project, and the files of all, with nothing beside them", () => {
    cacheOf("one").save({ "a.js": "1" }, entryOf("one", "a.js"));
    cacheOf("two").save({ "b.js": "2" }, entryOf("two", "b.js"));
    expect(cacheOf("one").record()?.names).to.deep.equal({ cli: "a.js" });
    expect(
      cacheOf("one")
        .records()
        .map(({ names }) => names.cli)
        .sort(),
    ).to.deep.equal(["a.js", "b.js"]);
    expect([cacheOf("two").has("a.js"), cacheOf("two").has("c.js")]).to.deep.equal([true, false]);
    const place = path.dirname(cacheOf("one").place("a.js") ?? "");
    expect(place).to.equal(path.join(folder, "package", "node_modules", ".cache", "saas-privatelink"));
    expect(
      readdirSync(place)
        .filter((name) => !name.endsWith(".json"))
        .sort(),
    ).to.deep.equal(["a.js", "b.js"]);
  });

  it("keeps files without a record of them, for the run that made them", () => {
    cacheOf("one").save({ "a.js": "1" }, undefined);
    expect([cacheOf("one").record(), cacheOf("one").has("a.js")]).to.deep.equal([undefined, true]);
  });

  it("forgets projects that are gone, and bundles that nobody has used for a day", () => {
    const cache = cacheOf("one");
    cache.save({ "old.js": "1", "old.js.map": "", "used.js": "" }, entryOf("one", "used.js"));
    cacheOf("two").save({ "young.js": "" }, { ...entryOf("two", "young.js"), entry: path.join(folder, "gone.ts") });
    for (const name of ["old.js", "old.js.map", "used.js"]) utimesSync(cache.place(name) ?? "", 1000, 1000);
    cache.save({}, entryOf("one", "used.js"));
    const there = ["old.js", "old.js.map", "used.js", "young.js"].filter((name) => cache.has(name));
    expect(there).to.deep.equal(["used.js", "young.js"]);
    expect(cache.records()).to.have.length(1);
  });

  it("takes a record that cannot be read for none", () => {
    const cache = cacheOf("one");
    cache.save({}, entryOf("one", "a.js"));
    const [record = ""] = readdirSync(path.dirname(cache.place("x") ?? ""));
    write(path.dirname(cache.place("x") ?? ""), { [record]: "{" });
    expect([cache.record(), cache.records()]).to.deep.equal([undefined, []]);
  });

  it("moves to the user's cache where the package cannot be written, and does without where that cannot be either", () => {
    const before = process.env.XDG_CACHE_HOME;
    write(folder, { "package/node_modules": "a file", "user-file": "" });
    try {
      process.env.XDG_CACHE_HOME = path.join(folder, "user");
      expect(cacheOf("one").place("a.js")).to.equal(path.join(folder, "user", "saas-privatelink", "bundles", "a.js"));
      process.env.XDG_CACHE_HOME = path.join(folder, "user-file");
      const none = cacheOf("one");
      none.save({ "a.js": "1" }, entryOf("one", "a.js"));
      expect([none.place("a.js"), none.has("a.js"), none.record(), none.records()]).to.deep.equal([
        undefined,
        false,
        undefined,
        [],
      ]);
      expect(existsSync(path.join(folder, "user-file", "saas-privatelink"))).to.equal(false);
    } finally {
      if (before === undefined) delete process.env.XDG_CACHE_HOME;
      else process.env.XDG_CACHE_HOME = before;
    }
  });
});
