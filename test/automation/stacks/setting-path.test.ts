import { expect } from "chai";
import * as fc from "fast-check";
import {
  covers,
  parseSettingAddress,
  parseSettingPath,
  pathText,
  patternText,
  type SettingPath,
} from "../../../automation/stacks/setting-path";

const ANY = { named: "" };

const key = fc.constantFrom(
  "service",
  "ports",
  "use1-az1",
  "LOG.LEVEL",
  "made by",
  'a"b\\c',
  "",
  "[0]",
  "<name>",
  "$a_1",
);
const element = fc.oneof(
  fc.nat({ max: 20 }),
  fc.constantFrom("api", "a-1", "").map((named) => ({ named })),
);
const paths: fc.Arbitrary<SettingPath> = fc
  .tuple(fc.constantFrom("service", "tags", "aws:defaultTags"), fc.array(fc.oneof(key, element), { maxLength: 5 }))
  .map(([first, rest]) => [first, ...rest]);

describe("parseSettingPath", () => {
  const read: readonly (readonly [string, SettingPath])[] = [
    ["protect", ["protect"]],
    ["service.ports[0].certificateArn", ["service", "ports", 0, "certificateArn"]],
    ["service.ports[api].port", ["service", "ports", { named: "api" }, "port"]],
    ["additionalServices[].ports[].port", ["additionalServices", ANY, "ports", ANY, "port"]],
    ["fleet.policyArns.<name>", ["fleet", "policyArns", "<name>"]],
    ['fleet.zoneOverrides["use1-az1"].min', ["fleet", "zoneOverrides", "use1-az1", "min"]],
    ["fleet.zoneOverrides.use1-az1.min", ["fleet", "zoneOverrides", "use1-az1", "min"]],
    ['tags["made by"]', ["tags", "made by"]],
    ['tags["a\\"]b"]', ["tags", 'a"]b']],
    ["aws:defaultTags.tags.team", ["aws:defaultTags", "tags", "team"]],
  ];
  for (const [text, path] of read) {
    it(`reads ${text}`, () => {
      expect(parseSettingPath(text)).to.deep.equal(path);
    });
  }

  for (const text of ["", ".", "a..b", "[0]", "[api].b", "a[", "a[x", "a[x.y]", "a b", "a.", ".a", 'a["\\x"]', "a.0"]) {
    it(`does not read ${JSON.stringify(text)}`, () => {
      expect(parseSettingPath(text)).to.equal(undefined);
    });
  }

  it("reads every path that pathText writes", () => {
    fc.assert(
      fc.property(paths, (path) => {
        expect(parseSettingPath(pathText(path))).to.deep.equal(path);
      }),
    );
  });
});

describe("parseSettingAddress", () => {
  it("reads keys and indices", () => {
    expect(parseSettingAddress("service.ports[0].port")).to.deep.equal(["service", "ports", 0, "port"]);
  });

  for (const text of ["service.ports[].port", "service.ports[api].port", "fleet.policyArns.<name>", "a..b"]) {
    it(`does not read ${text}, which means no single value`, () => {
      expect(parseSettingAddress(text)).to.equal(undefined);
    });
  }
});

describe("pathText", () => {
  it("writes names of elements in brackets, and quotes keys that are no identifiers", () => {
    expect(pathText(["service", "ports", { named: "api" }, "port"])).to.equal("service.ports[api].port");
    expect(pathText(["service", "ports", 1, "port"])).to.equal("service.ports[1].port");
    expect(pathText(["tags", "made by"])).to.equal('tags["made by"]');
    expect(pathText(["aws:defaultTags", "tags", "a.b"])).to.equal('aws:defaultTags.tags["a.b"]');
  });
});

describe("patternText", () => {
  it("writes elements of lists as docs/config.md does, and keys as they are", () => {
    const path = ["additionalServices", { named: "search" }, "ports", 0, "port"];
    expect(patternText(path)).to.equal("additionalServices[].ports[].port");
    expect(patternText(["tags", "[a]"])).to.equal('tags["[a]"]');
  });
});

describe("covers", () => {
  const port: SettingPath = ["service", "ports", { named: "api" }, "port"];

  for (const pattern of ["service", "service.ports", "service.ports[api]", "service.ports[]", "service.ports[].port"]) {
    it(`has ${pattern} stand for ${pathText(port)}`, () => {
      expect(covers(pattern, port)).to.equal(true);
    });
  }

  for (const pattern of [
    "",
    "serv",
    "service.ports[web]",
    "service.ports[0]",
    "service.ports.api",
    "service.ports.<name>",
    "service.ports[].port.x",
    "service..ports",
  ]) {
    it(`does not have ${JSON.stringify(pattern)} stand for ${pathText(port)}`, () => {
      expect(covers(pattern, port)).to.equal(false);
    });
  }

  it("takes any key of a map, and a key with dots as one", () => {
    expect(covers("fleet.policyArns.<name>", ["fleet", "policyArns", "logs"])).to.equal(true);
    expect(covers('service.environment["LOG.LEVEL"]', ["service", "environment", "LOG.LEVEL"])).to.equal(true);
    expect(covers("service.environment.LOG", ["service", "environment", "LOG.LEVEL"])).to.equal(false);
  });

  it("takes elements without names by their index, or all of them", () => {
    expect(covers("a.list[1]", ["a", "list", 1])).to.equal(true);
    expect(covers("a.list[]", ["a", "list", 1])).to.equal(true);
    expect(covers("a.list[2]", ["a", "list", 1])).to.equal(false);
  });

  it("has the pattern of a path, and of all that is above it, stand for the path", () => {
    fc.assert(
      fc.property(paths, fc.nat(), (path, random) => {
        const above = path.slice(0, 1 + (random % path.length));
        expect(covers(patternText(above), path)).to.equal(true);
      }),
    );
  });
});
