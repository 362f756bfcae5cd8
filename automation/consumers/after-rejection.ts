import type { Consumer } from "../../functions/lib/consumer";

/**
 * What is to be done about a rejected endpoint that may connect again. AWS does not document whether a rejected
 * connection can be accepted, so it is tried first.
 */
export function afterRejection(endpoint = "<endpoint>"): string {
  return (
    `For a rejected endpoint, try privatelink connections accept ${endpoint}: AWS says whether it can be accepted again; ` +
    "otherwise the consumer deletes it and creates another."
  );
}

/** What has to come first where only listed endpoints may connect; nothing where any may. */
export function beforeAnother({ name, endpointIds }: Pick<Consumer, "name" | "endpointIds">): string[] {
  if (endpointIds === undefined) return [];
  return [
    `Another endpoint has another id, and ${name} may connect with listed ones alone: first run ` +
      `privatelink consumers update ${name} --clear endpoint, or --endpoint <new id>.`,
  ];
}

/** Both in one text. */
export function wayBack(consumer: Pick<Consumer, "name" | "endpointIds">, endpoint?: string): string {
  return [afterRejection(endpoint), ...beforeAnother(consumer)].join(" ");
}
