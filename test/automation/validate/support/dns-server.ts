import { createSocket } from "node:dgram";
import { once } from "node:events";
import { isIPv4 } from "node:net";

/** A name server on 127.0.0.1 that knows a few names, and of a name that it does not know says that there is none. */
export interface DnsServer {
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** Names that were asked for, once for each question. */
  readonly asked: readonly string[];
  close(): void;
}

const Type = { A: 1, Cname: 5 } as const;
const NO_SUCH_NAME = 3;

/** @param records addresses of names; what is no address is the name that an alias leads to. `null` is never answered. */
export async function dnsServer(records: Readonly<Record<string, readonly string[] | null>>): Promise<DnsServer> {
  const asked: string[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (question, from) => {
    const { name, end } = nameAt(question, 12);
    asked.push(name);
    const known = Object.hasOwn(records, name);
    if (known && records[name] === null) return;
    const wanted = question.readUInt16BE(end);
    const answers = wanted === Type.A ? answersOf(name, records) : answersOf(name, records).filter(isAlias);
    const header = Buffer.alloc(12);
    question.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | (known ? 0 : NO_SUCH_NAME), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    socket.send(
      Buffer.concat([header, question.subarray(12, end + 4), ...answers.map(({ bytes }) => bytes)]),
      from.port,
      from.address,
    );
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return { address: `127.0.0.1:${socket.address().port}`, asked, close: () => socket.close() };
}

interface Answer {
  readonly type: number;
  readonly bytes: Buffer;
}

function isAlias({ type }: Answer): boolean {
  return type === Type.Cname;
}

function answersOf(name: string, records: Readonly<Record<string, readonly string[] | null>>): Answer[] {
  return (records[name] ?? []).flatMap((value) => {
    if (isIPv4(value)) return [answer(name, Type.A, Buffer.from(value.split(".").map(Number)))];
    return [answer(name, Type.Cname, encoded(value)), ...answersOf(value, records)];
  });
}

function answer(name: string, type: number, data: Buffer): Answer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(60, 4);
  fixed.writeUInt16BE(data.length, 8);
  return { type, bytes: Buffer.concat([encoded(name), fixed, data]) };
}

function encoded(name: string): Buffer {
  const labels = name.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

function nameAt(message: Buffer, start: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let position = start;
  for (let length = message[position] ?? 0; length > 0; length = message[position] ?? 0) {
    labels.push(message.toString("latin1", position + 1, position + 1 + length));
    position += 1 + length;
  }
  return { name: labels.join("."), end: position + 1 };
}
