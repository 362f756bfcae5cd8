import { EngineSource } from "../engine/engine";
import { EngineCommand } from "../engine/engine-command";
import { languageHostVariables } from "../engine/environment";
import { findEngine } from "../engine/find";
import { engineCache } from "../engine/installed";
import { readRuntimeOptions } from "../engine/runtime-options";
import { ENGINE_VERSION } from "../engine/versions";
import { defaultsOf } from "../plan/declarations";
import { type Project, stackFile } from "../plan/project";
import { withoutSecrets } from "./backend-url";
import { listStacks } from "./list-stacks";
import { ownJournalFolder } from "./own-journal";
import { missingPassphrase } from "./passphrase";
import type { Place } from "./place";
import { PlaceError } from "./place-error";
import { EngineStack } from "./stack-handle";
import { runCli } from "./workspace";

/**
 * The project where `pulumi up` works on it: in its own folder, with the backend, the environment and the AWS credentials
 * of the user. Throws a {@link PlaceError} where there is no engine, or no backend that it can reach.
 */
export async function openOwnPlace(project: Project, env: NodeJS.ProcessEnv): Promise<Place> {
  const command = await commandFor(env);
  const site = {
    folder: project.root,
    project: project.name,
    command,
    variables: {
      ...languageHostVariables(await readRuntimeOptions(project.root), env.NODE_OPTIONS),
      // Who wants to know of a newer engine is told by his own pulumi.
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  };
  const url = await backendOf(site);
  const stack = (name: string) => new EngineStack(name, { ...site, stackFile: stackFile(project, name) });
  return {
    title: `the stacks of ${project.name} in ${url}`,
    project: project.root,
    defaults: defaultsOf(project.declarations),
    journalFolder: ownJournalFolder(project.root),
    stack,
    obstacles: async (stacks) => {
      const wanted = stacks.map((name) => ({
        name,
        stackFile: stackFile(project, name),
        exists: () => stack(name).exists(),
      }));
      const missing = await missingPassphrase(wanted, url, env);
      return missing === undefined ? [] : [missing];
    },
    stacks: () => listStacks(site, project.name),
    close: async () => {},
  };
}

/** An engine that is there: nothing is downloaded or built for work on somebody's own stacks. */
async function commandFor(env: NodeJS.ProcessEnv): Promise<EngineCommand> {
  const lookup = await findEngine({
    sources: [EngineSource.Path, EngineSource.Cache],
    searchPath: env.PATH ?? "",
    cache: engineCache(ENGINE_VERSION, env),
  });
  if (lookup.engine !== undefined) return new EngineCommand(lookup.engine, env);
  throw new PlaceError(
    `${lookup.reason} Install Pulumi (https://www.pulumi.com/docs/install), or run npm run demo once, which comes by an engine.`,
  );
}

/** URL of the backend that the user is logged in to, as it may be shown. */
async function backendOf(site: Parameters<typeof runCli>[0]): Promise<string> {
  try {
    const { stdout } = await runCli(site, ["whoami", "--verbose", "--json"]);
    return withoutSecrets((JSON.parse(stdout) as { readonly url: string }).url);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new PlaceError(
      /PULUMI_ACCESS_TOKEN must be set/.test(error.message)
        ? "Pulumi is not logged in to a backend, which keeps what the stacks are: run pulumi login, or set PULUMI_BACKEND_URL or PULUMI_ACCESS_TOKEN."
        : `The backend of Pulumi cannot be worked with: ${withoutSecrets(error.message.trim()).replace(/\.$/, "")}; see pulumi whoami --verbose, and pulumi login for another one.`,
    );
  }
}
