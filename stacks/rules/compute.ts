import { checkArnRegion } from "../../components/lib/arn-regions";
import { checkFleet } from "../../components/lib/fleet";
import { checkImageChoice, checkKeyArn, checkParameterName } from "../../components/lib/images";
import { at } from "../../components/lib/path";
import type { Problem } from "../../components/lib/problem";
import { checkRegion } from "../../components/lib/regions";
import { checkImageId, checkPolicyArn } from "../../components/lib/resource-ids";
import type { Settings } from "../schema/settings";
import { type Facts, knownRegion, needsFleet, type StackRule } from "./facts";
import { checkNamedValues } from "./values";

type Image = NonNullable<Settings["image"]>;

/** What has to hold of the AMI and of the fleets before their Availability Zones are known. */
export const computeRules: readonly StackRule[] = [
  checkPresence,
  ({ image }) => (image === undefined ? [] : [...checkImageChoice(image, "image"), ...checkSource(image)]),
  (facts) => checkKey(facts.image?.kmsKeyId, knownRegion(facts)),
  ({ image, stack }) => checkOtherStack(image?.copyFrom?.stack, stack),
  (facts) => checkFleets(facts),
  checkPolicies,
];

function checkPresence(facts: Facts): Problem[] {
  if (!needsFleet(facts)) return [];
  const rule = "is required: a port has instances as targets";
  const missing: Problem[] = [];
  if (facts.image === undefined) {
    const remedy = "give the AMI, for example { id: ami-0123456789abcdef0 }";
    missing.push({ path: "image", value: undefined, rule, remedy });
  }
  if (facts.fleet === undefined) {
    missing.push({ path: "fleet", value: undefined, rule, remedy: "give at least { instanceType: t3.small }" });
  }
  return missing;
}

function checkSource({ id, ssmParameter, copyFrom }: Image): Problem[] {
  return [
    ...(id === undefined ? [] : checkImageId(id, "image.id")),
    ...(ssmParameter === undefined ? [] : checkParameterName(ssmParameter, "image.ssmParameter")),
    ...(copyFrom === undefined ? [] : checkCopyFrom(copyFrom, "image.copyFrom")),
  ];
}

const DIRECTLY = ["region", "id"] as const;

function checkCopyFrom(copyFrom: NonNullable<Image["copyFrom"]>, path: string): Problem[] {
  const given = DIRECTLY.filter((key) => copyFrom[key] !== undefined);
  const problems = [
    ...(copyFrom.region === undefined ? [] : checkRegion(copyFrom.region, at(path, "region"))),
    ...(copyFrom.id === undefined ? [] : checkImageId(copyFrom.id, at(path, "id"))),
  ];
  if (copyFrom.stack !== undefined) {
    const rule = "is given besides stack";
    const both = given.map((key) => ({
      path: at(path, key),
      value: copyFrom[key],
      rule,
      remedy: "keep one of the two",
    }));
    return [...both, ...problems];
  }
  if (given.length === 0) {
    return [{ path, value: copyFrom, rule: "names no AMI", remedy: "give stack, or region and id" }];
  }
  const missing = DIRECTLY.filter((key) => copyFrom[key] === undefined).map((key) => {
    return { path: at(path, key), value: undefined, rule: "is needed to find the AMI", remedy: "give region and id" };
  });
  return [...missing, ...problems];
}

function checkKey(kmsKeyId: string | undefined, region: string | undefined): Problem[] {
  if (kmsKeyId === undefined) return [];
  const path = "image.kmsKeyId";
  return [...checkKeyArn(kmsKeyId, path), ...(region === undefined ? [] : checkArnRegion(kmsKeyId, path, region))];
}

function checkOtherStack(value: string | undefined, stack: string): Problem[] {
  if (value === undefined || value !== stack) return [];
  return [
    { path: "image.copyFrom.stack", value, rule: "is this stack itself", remedy: "name the stack that has the AMI" },
  ];
}

/** What is wrong with the fleets; with `zoneIds`, also exceptions for zones that the stack does not have. */
export function checkFleets({ fleet, additionalServices }: Settings, zoneIds?: readonly string[]): Problem[] {
  if (fleet === undefined) return [];
  const own = checkFleet(fleet, "fleet", zoneIds);
  const others = additionalServices.flatMap(({ fleet: overrides = {} }, index) => {
    const path = `additionalServices[${index}].fleet`;
    const inherited = own.map((problem) => `${path}${problem.path.slice("fleet".length)}`);
    const problems = checkFleet({ ...fleet, ...overrides }, path, zoneIds);
    return problems.filter((problem) => !inherited.includes(problem.path) || isGiven(overrides, problem.path, path));
  });
  return [...own, ...others];
}

function checkPolicies({ fleet, additionalServices }: Facts): Problem[] {
  const further = additionalServices.flatMap((service, index) =>
    checkNamedValues(service.fleet?.policyArns ?? {}, `additionalServices[${index}].fleet.policyArns`, checkPolicyArn),
  );
  return [...checkNamedValues(fleet?.policyArns ?? {}, "fleet.policyArns", checkPolicyArn), ...further];
}

// A problem at an inherited key is said once, where the key was written.
function isGiven(overrides: object, path: string, base: string): boolean {
  return Object.keys(overrides).some((key) => path === at(base, key) || path.startsWith(`${at(base, key)}.`));
}
