import { type Finding, fail, ok, unknown } from "../finding";
import { type Connection, type Request, RequestOutcome } from "../network/observations";
import { isConnected } from "../network/observe";
import type { NetworkPlan, PlannedAddress } from "../network/plan";
import { sentenceOf } from "../words";

/** Whether the path that the user named is answered well, on each port at each address that lets clients connect. */
export function requestFindings(
  plan: NetworkPlan,
  connections: readonly Connection[],
  requests: readonly Request[],
): readonly Finding[] {
  if (plan.httpPath === undefined) return [];
  return plan.ports.flatMap(({ port }) => {
    const open = plan.addresses.filter(({ address }) => isConnected(connections, address, port));
    if (open.length === 0) return [untriedRequest(plan, port)];
    return open.map((where) => {
      const seen = requests.find((one) => one.address === where.address && one.port === port);
      return seen === undefined ? untriedRequest(plan, port) : requestFinding(plan, where, seen);
    });
  });
}

export function requestFinding(
  plan: NetworkPlan,
  { address, zoneId }: PlannedAddress,
  seen: Omit<Request, "address">,
  shownStatus = `${seen.status}`,
): Finding {
  const subject = `GET ${plan.httpPath} on ${seen.port} at ${address} in ${zoneId}`;
  const detail = sentenceOf(seen.detail ?? "nothing else is known");
  if (seen.skipped !== undefined) {
    return unknown(
      "http",
      subject,
      `It was not tried: ${sentenceOf(seen.skipped)}`,
      "Put that right on the host, and run it again.",
    );
  }
  switch (seen.outcome) {
    case RequestOutcome.Answered:
      return statusFinding(subject, seen.status ?? 0, shownStatus);
    case RequestOutcome.NotHttp:
      return fail(
        "http",
        subject,
        `What answers is not HTTP: ${detail}`,
        "Check with the provider whether the port speaks HTTP, and whether its targets expect the proxy protocol that the load balancer sends.",
      );
    case RequestOutcome.Timeout:
      return fail(
        "http",
        subject,
        `Nothing was answered within ${plan.timeoutSeconds} s.`,
        "Ask the provider: the connection stands, so that the network is in order.",
      );
    case RequestOutcome.Failed:
      return fail(
        "http",
        subject,
        `The request failed: ${detail}`,
        "Ask the provider: the connection stands, so that the network is in order.",
      );
  }
}

function statusFinding(subject: string, status: number, shown: string): Finding {
  const cause = `The service answers with status ${shown}.`;
  if (status >= 200 && status < 400) return ok("http", subject, cause);
  return fail("http", subject, cause, remedyOf(status));
}

function remedyOf(status: number): string {
  if (status === 400) {
    return "Check the path; where it is right, ask the provider whether the service takes the proxy protocol that the load balancer sends before the request.";
  }
  if (status < 500) return "Check the path, and whether it needs credentials that this check does not send.";
  return "The network is in order: ask the provider for the health of the service.";
}

export function untriedRequest({ httpPath }: NetworkPlan, port: number): Finding {
  return unknown(
    "http",
    `GET ${httpPath} on ${port}`,
    "It was not tried, because nothing could connect to the port.",
    "Put the connections right first.",
  );
}
