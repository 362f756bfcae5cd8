import { expect } from "chai";
import { assigned } from "../../../automation/regions/assigned";
import { readAssignments } from "../../../automation/regions/assignments";
import { Refused } from "../../../automation/terminal/refused";

describe("assigned", () => {
  const settings = { "saas-privatelink:service": { name: "x", ports: [{ port: 1 }, { port: 2 }] } };

  it("sets a value in a list, and leaves the settings that it was given as they were", () => {
    expect(assigned(settings, { path: ["service", "ports", 1, "port"], value: 3 })).to.deep.equal({
      "saas-privatelink:service": { name: "x", ports: [{ port: 1 }, { port: 3 }] },
    });
    expect(settings["saas-privatelink:service"].ports[1]).to.deep.equal({ port: 2 });
  });

  it("takes a key of an element away", () => {
    expect(assigned(settings, { path: ["service", "ports", 0, "port"], value: undefined })).to.deep.equal({
      "saas-privatelink:service": { name: "x", ports: [{}, { port: 2 }] },
    });
  });

  it("says that there is no such element, and that an element stays in its list", () => {
    expect(assigned(settings, { path: ["service", "ports", 2, "port"], value: 1 })).to.equal(
      "there is no element [2] in the list",
    );
    expect(assigned(settings, { path: ["service", "name", 0], value: 1 })).to.equal(
      "there is no element [0] in the list",
    );
    expect(assigned(settings, { path: ["service", "ports", 1], value: undefined })).to.equal(
      "an element of a list cannot be left out by itself",
    );
  });
});

describe("readAssignments", () => {
  it("reads values as YAML, and what is left out before what is given", () => {
    expect(
      readAssignments(
        ["fleet.perZone={ min: 2 }", "access.allowedPrincipals=['1', 2]", "tags.a=b=c"],
        ["network.existing"],
      ),
    ).to.deep.equal([
      { path: ["network", "existing"], value: undefined },
      { path: ["fleet", "perZone"], value: { min: 2 } },
      { path: ["access", "allowedPrincipals"], value: ["1", 2] },
      { path: ["tags", "a"], value: "b=c" },
    ]);
  });

  const refused: readonly (readonly [string[], string[], string])[] = [
    [["fleet"], [], "--set fleet: has no value; write it as path=value, for example fleet.instanceType=t3.small."],
    [["=1"], [], '--set =1: "" is not the path of a setting; write it as in docs/config.md.'],
    [["flet.instanceType=x"], [], "--set flet.instanceType=x: there is no key flet; did you mean fleet?"],
    [["fleet.instanceType="], [], "--set fleet.instanceType=: has no value; --unset leaves a setting out."],
    [
      [],
      ["nothing.of.the.kind"],
      "--unset nothing.of.the.kind: there is no key nothing; the keys are service, network, image, fleet, additionalServices, loadBalancer, access, approval, privateDns, notification, consumer, protect, tags.",
    ],
  ];
  for (const [set, unset, message] of refused) {
    it(`refuses ${[...set, ...unset].join(" ")}`, () => {
      expect(() => readAssignments(set, unset))
        .to.throw(Refused)
        .with.property("message", message);
    });
  }

  it("refuses a value that is not YAML", () => {
    expect(() => readAssignments(["tags={ a"], [])).to.throw(
      Refused,
      /^--set tags=\{ a: has a value that is not YAML: /,
    );
  });
});
