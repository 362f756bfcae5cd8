import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { bundleFile } from "../test/aws/support/bundle";
import { median } from "./figures";

const RUNS = 15;
/** What a run with nothing to do loads of the SDK, when it begins. */
const SDK = ["@aws-sdk/client-dynamodb", "@aws-sdk/client-ec2"];

/** What bench/approval-import.cjs prints. */
interface Load {
  readonly bundleMs: number;
  readonly allMs: number;
}

/** How long the approving function's bundle takes to load, and the parts of the SDK that its first run loads. */
export async function coldStart(): Promise<readonly string[]> {
  const file = bundleFile();
  const { size } = await stat(file);
  const loads: Load[] = [];
  await load(file);
  for (let run = 0; run < RUNS; run++) loads.push(await load(file));
  return [
    `bundle: ${(size / 1024).toFixed(0)} KB without the SDK`,
    `load of the bundle: ${wording(loads.map(({ bundleMs }) => bundleMs))}`,
    `with the clients of EC2 and DynamoDB, which its first run loads: ${wording(loads.map(({ allMs }) => allMs))}`,
  ];
}

async function load(file: string): Promise<Load> {
  const script = path.join(__dirname, "approval-import.cjs");
  const { stdout } = await promisify(execFile)(process.execPath, [script, file, ...SDK], {
    env: { PATH: process.env.PATH, AWS_REGION: "us-east-1", NODE_NO_WARNINGS: "1" },
  });
  return JSON.parse(stdout) as Load;
}

function wording(times: readonly number[]): string {
  const range = `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}`;
  return `${median(times).toFixed(0)} ms (median of ${times.length}; ${range})`;
}
