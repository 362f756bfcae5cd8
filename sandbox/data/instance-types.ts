import { zoneById } from "./regions";

export interface InstanceType {
  readonly name: string;
  readonly family: string;
  readonly architecture: "x86_64" | "arm64";
  readonly vcpus: number;
  readonly memoryMib: number;
  readonly burstable: boolean;
  readonly hypervisor: "nitro" | "xen";
}

type Size = readonly [name: string, vcpus: number, memoryMib: number];

const T2: readonly Size[] = [
  ["nano", 1, 512],
  ["micro", 1, 1024],
  ["small", 1, 2048],
  ["medium", 2, 4096],
  ["large", 2, 8192],
  ["xlarge", 4, 16384],
  ["2xlarge", 8, 32768],
];
const T3 = T2.map(([name, vcpus, memory]): Size => [name, Math.max(2, vcpus), memory]);

/** Sizes that double from `large` (2 vCPUs) on, with this much memory per vCPU. */
function doubling(mibPerVcpu: number, largest: number, medium: boolean): readonly Size[] {
  const sizes: Size[] = medium ? [["medium", 1, mibPerVcpu]] : [];
  for (let vcpus = 2; vcpus <= largest; vcpus *= 2) {
    const name = vcpus === 2 ? "large" : vcpus === 4 ? "xlarge" : `${vcpus / 4}xlarge`;
    sizes.push([name, vcpus, vcpus * mibPerVcpu]);
  }
  return sizes;
}

/** Families by name: architecture, sizes; the xen ones are those of before 2018. */
const FAMILIES: Readonly<Record<string, readonly [InstanceType["architecture"], readonly Size[]]>> = {
  t2: ["x86_64", T2],
  t3: ["x86_64", T3],
  t3a: ["x86_64", T3],
  t4g: ["arm64", T3],
  ...general("m", 4096),
  ...general("c", 2048),
  ...general("r", 8192),
};

function general(letter: string, mibPerVcpu: number) {
  const intel = ["4", "5", "5a", "5n", "6i", "6a", "7i", "7a", "8i"];
  const graviton = ["6g", "6gd", "7g", "7gd", "8g"];
  return Object.fromEntries([
    ...intel.map((g) => [letter + g, ["x86_64", doubling(mibPerVcpu, 64, false)] as const]),
    ...graviton.map((g) => [letter + g, ["arm64", doubling(mibPerVcpu, 64, true)] as const]),
  ]);
}

const XEN = new Set(["t2", "m4", "c4", "r4"]);

export const instanceTypes: ReadonlyMap<string, InstanceType> = new Map(
  Object.entries(FAMILIES).flatMap(([family, [architecture, sizes]]) =>
    sizes.map(([size, vcpus, memoryMib]) => {
      const name = `${family}.${size}`;
      const hypervisor = XEN.has(family) ? ("xen" as const) : ("nitro" as const);
      return [name, { name, family, architecture, vcpus, memoryMib, burstable: family.startsWith("t"), hypervisor }];
    }),
  ),
);

/**
 * What old and new AZs lack, from the refusals that users report, such as "Your requested instance type (t3.micro) is
 * not supported in your requested Availability Zone (us-east-1e)": use1-az3 never got a Nitro family, and the AZs
 * opened since 2017 never got the Xen families.
 */
const WITHOUT_NITRO = new Set(["use1-az3"]);
const WITHOUT_XEN = new Set(["usw2-az4", "apne2-az2", "apne2-az4", "cac1-az4", "sae1-az2"]);

/** Regions that opened with Nitro only: Stockholm, and all that an account must enable. */
const REGIONS_WITHOUT_XEN = new Set(["eu-north-1"]);

/** Whether the instance type can be launched in the AZ. */
export function isOffered(
  type: InstanceType,
  region: { readonly name: string; readonly optIn: boolean },
  zoneId: string,
) {
  const zone = zoneById(region.name, zoneId);
  if (zone === undefined || zone.optIn === "not-opted-in") return false;
  if (zone.type !== "availability-zone") return EDGE_FAMILIES.has(type.family);
  if (type.hypervisor === "nitro") return !WITHOUT_NITRO.has(zoneId);
  return !WITHOUT_XEN.has(zoneId) && !REGIONS_WITHOUT_XEN.has(region.name) && !region.optIn;
}

/** What Local Zones and Wavelength Zones commonly offer. */
const EDGE_FAMILIES = new Set(["t3", "c5", "m5", "r5"]);
