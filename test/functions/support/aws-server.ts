import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What AWS is asked: `DynamoDB_20120810.Query`, or the name of an action of EC2. */
export type AwsAnswers = (action: string, body: string) => { readonly status?: number; readonly body: string };

/** A server on 127.0.0.1 that speaks the protocols of EC2 and DynamoDB as far as one run needs them. */
export interface AwsServer {
  readonly url: string;
  /** The actions that were asked for, in order. */
  readonly actions: readonly string[];
  close(): Promise<void>;
}

/** Starts the server on a free port. */
export async function awsServer(answers: AwsAnswers): Promise<AwsServer> {
  const actions: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const action = `${request.headers["x-amz-target"] ?? new URLSearchParams(body).get("Action")}`;
      actions.push(action);
      const answer = answers(action, body);
      response.writeHead(answer.status ?? 200).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    actions,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
