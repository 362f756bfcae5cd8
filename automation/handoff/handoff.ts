import path from "node:path";
import { parseServiceName } from "../../components/lib/service-names";
import { findConsumer } from "../consumers/find";
import type { Host } from "../host";
import type { RegistryContext } from "../registry/context";
import { REGISTRY_VARIABLE } from "../registry/find-table";
import type { openRegistry } from "../registry/open";
import { withRegistry } from "../registry/run";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";
import { type Admission, admissionOf } from "./admission";
import { completeHandoff } from "./document";
import { FORMATS, wholePackage } from "./formats";
import { providerNotes } from "./notes";
import type { HandoffOptions } from "./options";
import type { PackageFile } from "./package-files";
import { outputsOfFile, outputsOfStack, type ProviderOutputs } from "./provider-outputs";
import { scheduleMinutes } from "./schedule";
import { writePackage } from "./write";

/** What the command works with besides its options; tests give their own. */
export interface HandoffMeans {
  readonly clock?: () => Date;
  readonly open?: typeof openRegistry;
}

/** `privatelink handoff`: returns the exit code. */
export async function handoff(
  host: Pick<Host, "root">,
  options: HandoffOptions,
  terminal: Terminal,
  means: HandoffMeans = {},
): Promise<number> {
  const { clock = () => new Date() } = means;
  try {
    refuseTooLittle(options);
    const outputs = await readOutputs(host.root, options, terminal.env);
    const finish = async (admission: Admission | undefined): Promise<number> => {
      await hand(filesOf(outputs, admission, options, clock()), options, terminal);
      return 0;
    };
    const { consumer } = options;
    if (consumer === undefined) return await finish(undefined);
    const registry = registryOptions(options, outputs, terminal.env);
    const work = async (context: RegistryContext): Promise<number> =>
      finish(
        await admitted(consumer, context, outputs, {
          root: host.root,
          stack: options.stack,
          now: clock(),
          note: (sentence) => void terminal.stderr.write(`${sentence}\n`),
        }),
      );
    return await withRegistry(host, registry, terminal, work, means.open);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}

function refuseTooLittle({ stack, outputs, format, out, json }: HandoffOptions): void {
  if (stack === undefined && outputs === undefined) {
    throw new Refused("Say which service is handed over: --stack NAME, or --outputs FILE with the stack's outputs.", 2);
  }
  if (format === undefined && out === undefined) {
    throw new Refused("Say --out DIR for the whole package, or --format for one form of it.", 2);
  }
  if (json === true && out === undefined) {
    throw new Refused(
      "--json tells which files were written, so it needs --out; the document itself is --format json.",
      2,
    );
  }
}

function readOutputs(
  root: string,
  { stack, outputs }: HandoffOptions,
  env: NodeJS.ProcessEnv,
): Promise<ProviderOutputs> {
  return outputs === undefined ? outputsOfStack(root, stack ?? "", env) : outputsOfFile(outputs);
}

/** The registry that the command line names, otherwise the environment's, otherwise the one of the stack itself. */
function registryOptions(
  options: HandoffOptions,
  outputs: ProviderOutputs,
  env: NodeJS.ProcessEnv,
): { registry?: string } {
  if (options.registry !== undefined) return { registry: options.registry };
  if (env[REGISTRY_VARIABLE]) return {};
  if (outputs.registry !== undefined) return { registry: outputs.registry };
  throw new Refused(
    "The stack has no registry in which the consumer could be: say --registry <table ARN>, or leave --consumer out for a package for anybody.",
  );
}

interface Circumstances {
  readonly root: string;
  readonly stack: string | undefined;
  readonly now: Date;
  /** Tells the provider something beside the package. */
  readonly note: (sentence: string) => void;
}

async function admitted(
  word: string,
  context: RegistryContext,
  { handoff, partition }: ProviderOutputs,
  { root, stack, now, note }: Circumstances,
): Promise<Admission> {
  const { registry } = context;
  const consumer = await findConsumer(registry, word);
  const serviceId = parseServiceName(handoff.serviceName)?.serviceId;
  const service = (await registry.services()).find((one) => one.serviceId === serviceId);
  const facts = { handoff, partition, service, scheduleMinutes: scheduleMinutes(root, stack), now };
  const admission = admissionOf(consumer, facts);
  for (const sentence of await providerNotes(consumer, handoff, service, context)) note(sentence);
  return admission;
}

function filesOf(
  outputs: ProviderOutputs,
  admission: Admission | undefined,
  { format }: HandoffOptions,
  now: Date,
): readonly PackageFile[] {
  const document = completeHandoff(outputs, admission, now);
  return format === undefined ? wholePackage(document) : FORMATS[format](document);
}

async function hand(files: readonly PackageFile[], options: HandoffOptions, { stdout }: Terminal): Promise<void> {
  const { out, format, force = false, json = false } = options;
  if (out === undefined) {
    const [only, ...more] = files;
    if (only === undefined || more.length > 0) {
      throw new Refused(`The format ${format} has ${files.length} files: say --out DIR.`, 2);
    }
    stdout.write(only.text);
    return;
  }
  await writePackage(out, files, force);
  const written = files.map((file) => path.join(out, file.path));
  stdout.write(json ? `${JSON.stringify({ files: written }, undefined, 2)}\n` : `${written.join("\n")}\n`);
}
