/** What an audit entry is about. */
export const AuditSubject = { Connection: "connection", Consumer: "consumer" } as const;
export type AuditSubject = (typeof AuditSubject)[keyof typeof AuditSubject];

/** A decision or a change, written once and never changed. */
export interface AuditEntry {
  readonly subject: AuditSubject;
  /** Endpoint id of a connection, account of a consumer. */
  readonly id: string;
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
  /** Who decided: ARN of a person or role, or the automation of a service. */
  readonly actor: string;
  /** For example `accept`, `reject`, `expire`, `leave`, `accept refused`, `add`, `suspend`, `remove`. */
  readonly action: string;
  /** State of the connection or of the entry before; absent when there was none. */
  readonly before?: string;
  /** State that was to come of it; absent when the entry is gone. */
  readonly after?: string;
  /** Code of the rule, or what the person gave as reason. */
  readonly reason: string;
  readonly explanation: string;
  /** Account of the connection's owner. */
  readonly account: string;
  /** Name of the consumer at that time; absent for an unknown account. */
  readonly consumer?: string;
  /** Revision of the consumer's entry that the decision rests on. */
  readonly revision?: number;
  /** Service of the connection. */
  readonly serviceId?: string;
  readonly region?: string;
  /** Notification that led to it; absent for the schedule and for people. */
  readonly messageId?: string;
}
