import { type Finding, fail, ok, unknown } from "../finding";
import { type Connection, type Handshake, HandshakeOutcome, Trust, Validity } from "../network/observations";
import { isConnected } from "../network/observe";
import type { NetworkPlan, PlannedAddress } from "../network/plan";
import { orNone, sentenceOf } from "../words";

/** Whether each TLS port shows a certificate that clients take, at each address that lets them connect. */
export function handshakeFindings(
  plan: NetworkPlan,
  connections: readonly Connection[],
  handshakes: readonly Handshake[],
): readonly Finding[] {
  return plan.ports
    .filter(({ tls }) => tls)
    .flatMap(({ port }) => {
      const open = plan.addresses.filter(({ address }) => isConnected(connections, address, port));
      if (open.length === 0) return [untriedHandshake(port)];
      return open.map((where) => {
        const seen = handshakes.find((one) => one.address === where.address && one.port === port);
        return seen === undefined ? untriedHandshake(port) : handshakeFinding(plan, where, seen);
      });
    });
}

export function handshakeFinding(
  plan: NetworkPlan,
  { address, zoneId }: PlannedAddress,
  seen: Omit<Handshake, "address" | "name">,
): Finding {
  const subject = `TLS ${seen.port} at ${address} in ${zoneId}`;
  const detail = sentenceOf(seen.detail ?? "nothing else is known");
  if (seen.skipped !== undefined) {
    return unknown(
      "tls",
      subject,
      `It was not tried: ${sentenceOf(seen.skipped)}`,
      "Put that right on the host, and run it again.",
    );
  }
  switch (seen.outcome) {
    case HandshakeOutcome.Shown:
      return certificateFinding(plan, subject, seen);
    case HandshakeOutcome.NotTls:
      return fail(
        "tls",
        subject,
        `What answers there is not TLS: ${detail}`,
        "Check with the provider whether the port speaks TLS, and whether its targets expect the proxy protocol that the load balancer sends.",
      );
    case HandshakeOutcome.Timeout:
      return fail(
        "tls",
        subject,
        `The handshake was not answered within ${plan.timeoutSeconds} s.`,
        "Ask the provider: the connection stands, so that the network is in order.",
      );
    case HandshakeOutcome.Failed:
      return fail(
        "tls",
        subject,
        `The handshake failed: ${detail}`,
        "Ask the provider which TLS versions and names the service takes.",
      );
  }
}

function certificateFinding(
  { tlsName }: NetworkPlan,
  subject: string,
  seen: Omit<Handshake, "address" | "name">,
): Finding {
  const { matches, trust, validity, names = [], issuer = "no name", validFrom = "", validTo = "" } = seen;
  const problems = [
    ...(matches ? [] : [nameProblem(tlsName, names)]),
    ...(trust === Trust.SelfSigned ? [SELF_SIGNED] : []),
    ...(trust === Trust.Untrusted ? [untrusted(issuer)] : []),
    ...(validity === Validity.Expired ? [expired(validTo)] : []),
    ...(validity === Validity.NotYet ? [notYet(validFrom)] : []),
  ];
  if (problems.length === 0)
    return ok("tls", subject, `The certificate is for ${tlsName}, by ${issuer}, until ${validTo}.`);
  return fail(
    "tls",
    subject,
    problems.map(({ cause }) => cause).join(" "),
    problems.map(({ remedy }) => remedy).join(" "),
  );
}

interface Text {
  readonly cause: string;
  readonly remedy: string;
}

function nameProblem(tlsName: string, names: readonly string[]): Text {
  return {
    cause: `The certificate is for ${orNone(names)}, not for ${tlsName}.`,
    remedy: `Connect by a name that the certificate has, for which the endpoint's private DNS is meant, and validate with --tls-name; or ask the provider for a certificate for ${tlsName}.`,
  };
}

const SELF_SIGNED: Text = {
  cause: "The certificate is self-signed, so no client trusts it by itself.",
  remedy:
    "Ask the provider for a certificate of a known authority; or have clients trust this one, and give it with --ca-file.",
};

function untrusted(issuer: string): Text {
  return {
    cause: `The certificate's issuer, ${issuer}, is not trusted on this host, or an intermediate certificate is not sent.`,
    remedy:
      "Give the authority's certificate with --ca-file where the authority is private; otherwise ask the provider for the whole chain.",
  };
}

function expired(validTo: string): Text {
  return { cause: `The certificate expired on ${validTo}.`, remedy: "Ask the provider to renew it." };
}

function notYet(validFrom: string): Text {
  return {
    cause: `The certificate is not valid before ${validFrom}.`,
    remedy: "Check the clock of this host; where it is right, tell the provider.",
  };
}

export function untriedHandshake(port: number): Finding {
  return unknown(
    "tls",
    `TLS ${port}`,
    "It was not tried, because nothing could connect to the port.",
    "Put the connections right first.",
  );
}
