import { z } from "zod";

/** What became of an attempt to connect. `failed` is anything else; its detail says what. */
export const ConnectOutcome = {
  Connected: "connected",
  Refused: "refused",
  Reset: "reset",
  Timeout: "timeout",
  Unreachable: "unreachable",
  Failed: "failed",
} as const;
export type ConnectOutcome = (typeof ConnectOutcome)[keyof typeof ConnectOutcome];

/** What became of a question to a name server. */
export const ResolveOutcome = {
  Resolved: "resolved",
  NotFound: "notFound",
  NoAnswer: "noAnswer",
  Failed: "failed",
} as const;
export type ResolveOutcome = (typeof ResolveOutcome)[keyof typeof ResolveOutcome];

/** What a handshake showed; `shown` means that there is a certificate. */
export const HandshakeOutcome = { Shown: "shown", NotTls: "notTls", Timeout: "timeout", Failed: "failed" } as const;
export type HandshakeOutcome = (typeof HandshakeOutcome)[keyof typeof HandshakeOutcome];

/** Whether a certificate's issuer is trusted. */
export const Trust = { Trusted: "trusted", SelfSigned: "selfSigned", Untrusted: "untrusted" } as const;
export type Trust = (typeof Trust)[keyof typeof Trust];

/** Whether a certificate is within its dates. */
export const Validity = { Valid: "valid", Expired: "expired", NotYet: "notYet" } as const;
export type Validity = (typeof Validity)[keyof typeof Validity];

export const RequestOutcome = {
  Answered: "answered",
  NotHttp: "notHttp",
  Timeout: "timeout",
  Failed: "failed",
} as const;
export type RequestOutcome = (typeof RequestOutcome)[keyof typeof RequestOutcome];

/** Why something could not be tried at all, for example a program that is not installed. */
const skipped = z.string().optional();
const detail = z.string().optional();
const port = z.number().int().min(1).max(65535);

const resolution = z.object({
  name: z.string(),
  outcome: z.enum(ResolveOutcome),
  addresses: z.array(z.string()),
  detail,
});

const connection = z.object({ address: z.string(), port, outcome: z.enum(ConnectOutcome), detail });

const handshake = z.object({
  address: z.string(),
  port,
  name: z.string(),
  outcome: z.enum(HandshakeOutcome),
  matches: z.boolean().optional(),
  trust: z.enum(Trust).optional(),
  validity: z.enum(Validity).optional(),
  names: z.array(z.string()).optional(),
  issuer: z.string().optional(),
  validFrom: z.string().optional(),
  validTo: z.string().optional(),
  detail,
  skipped,
});

const request = z.object({
  address: z.string(),
  port,
  outcome: z.enum(RequestOutcome),
  status: z.number().int().optional(),
  detail,
  skipped,
});

/** Version of the document that a probe writes. */
export const OBSERVATIONS_VERSION = 1;

export const observationsSchema = z.object({
  version: z.literal(OBSERVATIONS_VERSION),
  endpointId: z.string(),
  /** Instant at which they were made, ISO 8601 in UTC. */
  at: z.string(),
  /** Host that made them. */
  host: z.string(),
  resolution,
  connections: z.array(connection),
  handshakes: z.array(handshake),
  requests: z.array(request),
});

/** What one host saw over the network: facts, no verdicts. */
export type Observations = z.infer<typeof observationsSchema>;
export type Resolution = z.infer<typeof resolution>;
export type Connection = z.infer<typeof connection>;
export type Handshake = z.infer<typeof handshake>;
export type Request = z.infer<typeof request>;
