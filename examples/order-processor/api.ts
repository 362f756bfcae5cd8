import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal, readJson } from "./body";
import { clientOf } from "./connections";
import type { Log } from "./log";
import { parseOrder } from "./orders";

export interface ApiOptions {
  readonly log: Log;
  /** Largest accepted body in bytes. */
  readonly bodyLimitBytes: number;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Method = (request: IncomingMessage, options: ApiOptions) => Answer | Promise<Answer>;

const ROUTES: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
  "/health": { GET: health, HEAD: health },
  "/orders": { POST: takeOrder },
};

/** Answers one request; never rejects. */
export async function answer(request: IncomingMessage, response: ServerResponse, options: ApiOptions): Promise<void> {
  try {
    const { status, body } = await route(request)(request, options);
    send(response, status, body);
  } catch (error) {
    // Without a client there is nobody to answer, and nothing went wrong here.
    if (request.destroyed && !request.complete) return;
    sendRefusal(request, response, error, options.log);
  }
}

function route(request: IncomingMessage): Method {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  const methods = ROUTES[path];
  if (methods === undefined) throw new Refusal(404, `There is nothing at ${path}.`);
  const name = request.method ?? "";
  const method = methods[name];
  if (method === undefined) {
    const allowed = Object.keys(methods).join(", ");
    throw new Refusal(405, `${path} does not take ${name}.`, [`allowed: ${allowed}`], { Allow: allowed });
  }
  return method;
}

function health(): Answer {
  return { status: 200, body: { status: "ok" } };
}

async function takeOrder(request: IncomingMessage, { log, bodyLimitBytes }: ApiOptions): Promise<Answer> {
  const { order, reasons } = parseOrder(await readJson(request, bodyLimitBytes));
  if (order === undefined) throw new Refusal(400, "The order is not valid.", reasons);
  const orderId = randomUUID();
  // The customer is a person's data and stays out of the log; the endpoint id tells whose order it is.
  log("info", "order.accepted", { orderId, items: order.items.length, ...clientOf(request.socket) });
  return { status: 201, body: { orderId } };
}

function sendRefusal(request: IncomingMessage, response: ServerResponse, error: unknown, log: Log): void {
  const client = clientOf(request.socket);
  const { method, url } = request;
  if (error instanceof Refusal) {
    const { status, message, reasons, headers } = error;
    log("warn", "request.refused", { status, method, url, reasons, ...client });
    send(response, status, { error: message, reasons }, headers);
    return;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log("error", "request.failed", { status: 500, method, url, detail, ...client });
  send(response, 500, { error: "The request failed; it is safe to send it again.", reasons: [] });
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
