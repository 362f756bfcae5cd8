import { at } from "./path";
import { type Check, type Problem, show } from "./problem";
import { checkRegion } from "./regions";

/**
 * Refuses Regions that do not exist, the same one twice, and any at all where the service's own Region is unknown.
 * AWS wants that one in the list too; it is added rather than asked for.
 */
export function checkSupportedRegions(hostRegion: string | undefined, hostPath: string): Check<readonly string[]> {
  return (regions, path) => {
    const problems: Problem[] = regions.flatMap((region, index) => {
      const here = at(path, index);
      const first = regions.indexOf(region);
      if (first < index) {
        return [{ path: here, value: region, rule: `is the same as ${at(path, first)}`, remedy: "list it once" }];
      }
      return checkRegion(region, here);
    });
    if (hostRegion !== undefined) return [...checkRegion(hostRegion, hostPath), ...problems];
    if (regions.length > 0) {
      const remedy = "give the Region that the service itself is in";
      problems.push({ path: hostPath, value: undefined, rule: `is needed with ${path} ${show(regions)}`, remedy });
    }
    return problems;
  };
}

/** Whether endpoints of another Region than the service's own may connect. */
export function isCrossRegion(hostRegion: string | undefined, regions: readonly string[]): boolean {
  return hostRegion !== undefined && regions.some((region) => region !== hostRegion);
}

/**
 * The Regions to declare, the service's own one among them, sorted; none where no other Region is asked for.
 * @param closeOthers whether the service's own Region is declared all the same, so that AWS closes all others
 */
export function resolveSupportedRegions(
  hostRegion: string | undefined,
  regions: readonly string[],
  closeOthers = false,
): string[] {
  if (hostRegion === undefined) return [];
  if (!isCrossRegion(hostRegion, regions)) return closeOthers ? [hostRegion] : [];
  return [...new Set([hostRegion, ...regions])].sort();
}
