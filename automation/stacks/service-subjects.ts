import type { StackHandle, StackSubject } from "./place";

/**
 * A stack once for each endpoint service that its state has, which is what consumers are connected to. Outputs alone do not
 * tell: an update that failed has none for what it made, and a service that was replaced is in none of them.
 */
export async function serviceSubjects(handle: StackHandle, subject: StackSubject): Promise<StackSubject[]> {
  const services = await handle.services();
  if (services.length === 0) return [subject];
  return services.map((service) => ({
    ...subject,
    region: service.region,
    outputs: { ...subject.outputs, ...service },
  }));
}
