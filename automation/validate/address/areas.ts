import { overlap, type Range, without } from "./ranges";

/** Ports from first to last, both included, of all addresses of a range. */
export interface Area {
  readonly addresses: Range;
  readonly fromPort: number;
  readonly toPort: number;
}

/** What two areas share; undefined where that is nothing. */
export function commonArea(a: Area, b: Area): Area | undefined {
  const addresses = overlap(a.addresses, b.addresses);
  const fromPort = Math.max(a.fromPort, b.fromPort);
  const toPort = Math.min(a.toPort, b.toPort);
  return addresses === undefined || fromPort > toPort ? undefined : { addresses, fromPort, toPort };
}

/** What is left of an area without another one. */
export function areaWithout(area: Area, taken: Area): Area[] {
  const common = commonArea(area, taken);
  if (common === undefined) return [area];
  const beside = without(area.addresses, [common.addresses]).map((addresses) => ({ ...area, addresses }));
  const below = { addresses: common.addresses, fromPort: area.fromPort, toPort: common.fromPort - 1 };
  const above = { addresses: common.addresses, fromPort: common.toPort + 1, toPort: area.toPort };
  return [...beside, ...[below, above].filter(({ fromPort, toPort }) => fromPort <= toPort)];
}
