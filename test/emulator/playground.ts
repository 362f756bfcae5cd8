import { once } from "node:events";
import path from "node:path";
import { readProject } from "../../automation/plan/project";
import { ACME, credentialsOf, environmentOf } from "../aws/support/clients";
import { emulator } from "../aws/support/emulator";
import { isPythonReady } from "../support/emulator/python";
import { type Furnished, furnish } from "./furnish";
import { namedImages } from "./images";

/**
 * An AWS to try the commands on, without an account: an emulator with a registry, a service in each of two Regions,
 * connections of several consumers, and the AMIs of the stack files. Ctrl-C ends it, and everything in it is forgotten.
 */
async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((argument) => argument !== "--json");
  if (unknown.length > 0) throw new Error(`The playground takes only --json, not ${unknown.join(" ")}.`);
  const interrupted = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  // Keeps this process alive until it is interrupted.
  const alive = setInterval(() => {}, 2 ** 30);
  // On stderr, so that --json prints nothing but JSON.
  if (!(await isPythonReady())) console.error("Preparing Python, once, about a minute ...");
  const project = readProject(path.resolve(__dirname, "../.."));
  const { stop } = await emulator(await namedImages(project));
  try {
    const furnished = await furnish(project);
    const environment = await environmentFor(furnished);
    const { accessKeyId } = await credentialsOf(ACME);
    const json = JSON.stringify({ environment, ...furnished }, null, 2);
    console.log(args.includes("--json") ? json : instructions(environment, furnished, accessKeyId));
    await interrupted;
  } finally {
    clearInterval(alive);
    await stop();
  }
}

/** The emulator knows an account by its access key alone and checks no signature. */
async function environmentFor({ registryArn }: Furnished): Promise<Record<string, string>> {
  const { AWS_SESSION_TOKEN: _, ...environment } = await environmentOf();
  return {
    ...environment,
    // The AWS CLI knows no AWS_REGION.
    AWS_DEFAULT_REGION: String(environment.AWS_REGION),
    AWS_SECRET_ACCESS_KEY: "playground",
    PRIVATELINK_REGISTRY: registryArn,
  };
}

function instructions(environment: Readonly<Record<string, string>>, furnished: Furnished, acmeKey: string): string {
  const { unknownEndpoint, endpointOverLimit, services, image, newerImage } = furnished;
  const commands = [
    ["npx privatelink connections list", "who is connected, who waits, and why"],
    [`npx privatelink connections why ${unknownEndpoint}`, "nobody knows its account"],
    [`npx privatelink connections why ${endpointOverLimit}`, "its consumer has as many as it may"],
    ["npx privatelink connections reconcile --dry-run", "what the automation would do"],
    ["npx privatelink connections reconcile", "does it"],
    [`npx privatelink connections accept ${unknownEndpoint} --consumer newcomer`, "makes a consumer of the account"],
    ["npx privatelink consumers list", "who may connect, and for how long"],
    ["npx privatelink consumers suspend acme", "cuts its connections at once"],
    ["npx privatelink consumers export", "the registry as a file; import takes it"],
    ["npx privatelink region add eu-central-1 --dry-run", "what a further Region needs, and would have"],
    ["npx privatelink image list", "the AMI that a stack file names"],
    [`npx privatelink image promote ${newerImage} --dry-run`, "what would become of a newer one"],
  ] as const;
  const writing = [
    [`npx privatelink image promote ${image}`, "a copy of the present one in every other Region"],
    [`npx privatelink image promote ${newerImage}`, "then the newer one"],
    ["npx privatelink image list", "both, and which stack files name which"],
    ["npx privatelink image rollback", "back to the one before"],
  ] as const;
  const [service] = services;
  const validate = `npx privatelink validate --service-name ${service?.serviceName} --port 3000 --no-network`;
  const width = Math.max(...[...commands, ...writing].map(([command]) => command.length));
  const lines = (all: typeof commands | typeof writing) =>
    all.map(([command, what]) => `  ${command.padEnd(width)}  # ${what}`);
  return [
    `An emulated AWS with ${services.length} services and their registry. Paste this into another shell:`,
    "",
    ...Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`),
    // With either of them the SDK would take other credentials.
    "  unset AWS_PROFILE AWS_SESSION_TOKEN",
    "",
    "and try, in the project's folder:",
    "",
    ...lines(commands),
    "",
    "These write image.id into the stack files. git diff shows it, and git restore takes it back, with all that is not committed:",
    "",
    ...lines(writing),
    "",
    "There are no stacks here: say --sandbox to up, preview, drift and destroy. Only region remove needs stacks of your own.",
    "",
    "The consumer's side, as acme. Its connections above are made up, so what it misses is the endpoint:",
    "",
    `  AWS_ACCESS_KEY_ID=${acmeKey} ${validate}`,
    "",
    "Ctrl-C here ends it and forgets everything.",
  ].join("\n");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
