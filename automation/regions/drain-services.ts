import type { StackSubject } from "../stacks/place";
import { type Drained, type DrainRequest, drain } from "./drain";
import type { RemovalSite } from "./removal-site";

/** Drains the services of a stack at the same time; those that are gone have nothing to drain. */
export async function drainServices(
  site: Pick<RemovalSite, "apiOf">,
  services: readonly StackSubject[],
  how: Omit<DrainRequest, "api" | "outputs">,
): Promise<Drained> {
  const drained = await Promise.all(
    services.map(async (subject) => {
      const api = await site.apiOf(subject);
      return api === undefined ? [] : [await drain({ ...how, api, outputs: subject.outputs })];
    }),
  );
  return {
    principals: [...new Set(drained.flat().flatMap(({ principals }) => principals))],
    rejected: drained.flat().flatMap(({ rejected }) => rejected),
  };
}
