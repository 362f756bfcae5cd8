import { isIP } from "node:net";
import { checkServerIdentity, connect, type DetailedPeerCertificate, rootCertificates } from "node:tls";
import { type Handshake, HandshakeOutcome, Trust, Validity } from "./observations";

/** Errors of OpenSSL that mean that the other end answers something else than TLS. */
const NOT_TLS = /wrong version number|packet length too long|unknown protocol|http request|record layer failure/i;

export interface HandshakeOptions {
  /** Certificates, as PEM, that are trusted besides those of Node.js. */
  readonly ca?: string;
  readonly timeoutSeconds: number;
  readonly now: Date;
}

/** Shakes hands with an address under a name, and tells what the certificate says; nothing else is sent. */
export function shakeHands(
  address: string,
  port: number,
  name: string,
  { ca, timeoutSeconds, now }: HandshakeOptions,
): Promise<Handshake> {
  return new Promise((resolve) => {
    const socket = connect({
      host: address,
      port,
      // An address is no server name in TLS.
      ...(isIP(name) === 0 ? { servername: name } : {}),
      // The certificate is judged here, and more than the first problem is told.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    });
    const done = (seen: Omit<Handshake, "address" | "port" | "name">): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ address, port, name, ...seen });
    };
    const timer = setTimeout(() => done({ outcome: HandshakeOutcome.Timeout }), timeoutSeconds * 1000);
    socket.once("secureConnect", () => {
      const certificate = socket.getPeerCertificate(true);
      if (certificate.raw === undefined) {
        done({ outcome: HandshakeOutcome.Failed, detail: "The service shows no certificate." });
        return;
      }
      const error: unknown = socket.authorizationError;
      done(judged(name, certificate, error === null || error === undefined ? undefined : String(error), now));
    });
    socket.on("error", (error) => {
      const isOther = NOT_TLS.test(error.message);
      done({ outcome: isOther ? HandshakeOutcome.NotTls : HandshakeOutcome.Failed, detail: firstLine(error.message) });
    });
    socket.once("end", () => done({ outcome: HandshakeOutcome.NotTls, detail: "The connection was closed." }));
  });
}

function judged(
  name: string,
  certificate: DetailedPeerCertificate,
  error: string | undefined,
  now: Date,
): Omit<Handshake, "address" | "port" | "name"> {
  const from = new Date(certificate.valid_from);
  const to = new Date(certificate.valid_to);
  return {
    outcome: HandshakeOutcome.Shown,
    matches: checkServerIdentity(name, certificate) === undefined,
    trust: trustOf(error),
    validity: now < from ? Validity.NotYet : now > to ? Validity.Expired : Validity.Valid,
    names: namesOf(certificate),
    issuer: nameOf(certificate.issuer),
    validFrom: from.toISOString().slice(0, 10),
    validTo: to.toISOString().slice(0, 10),
  };
}

function trustOf(error: string | undefined): Trust {
  if (error === "DEPTH_ZERO_SELF_SIGNED_CERT") return Trust.SelfSigned;
  // OpenSSL tells its last error only, and looks at the dates last: they are told by themselves.
  if (error === undefined || error === "CERT_HAS_EXPIRED" || error === "CERT_NOT_YET_VALID") return Trust.Trusted;
  return Trust.Untrusted;
}

function namesOf({ subjectaltname, subject }: DetailedPeerCertificate): string[] {
  const alternative = (subjectaltname ?? "")
    .split(", ")
    .flatMap((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1] ?? []);
  return alternative.length > 0 ? alternative : [nameOf(subject)];
}

function nameOf(holder: DetailedPeerCertificate["subject"]): string {
  const { CN: common, O: organisation } = holder;
  return String(common ?? organisation ?? "no name");
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}
