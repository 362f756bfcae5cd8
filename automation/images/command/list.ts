import { systemClock } from "../../clock";
import type { Host } from "../../host";
import { paintFor } from "../../plan/render/paint";
import type { Terminal } from "../../terminal/terminal";
import { listImages } from "../inventory";
import { listText } from "../render/list";
import { unnamedStacks } from "../unnamed";
import { pendingWrite } from "../writing";
import type { ImageOptions } from "./options";
import { inImageSession } from "./session";

/** `privatelink image list`; returns the exit code. */
export function showImages(host: Host, options: ImageOptions, terminal: Terminal): Promise<number> {
  return inImageSession(host, options, terminal, async ({ project, plan, clientsOf }) => {
    const images = await listImages({ project, plan, stacks: options.stack, clientsOf });
    const unnamed = await unnamedStacks({ project, plan, stacks: options.stack }, images);
    const pending = await pendingWrite(project.root);
    const { stdout, env } = terminal;
    stdout.write(
      options.json === true
        ? `${JSON.stringify({ images, unnamed, halfWritten: pending ?? null }, undefined, 2)}\n`
        : listText({ images, unnamed, pending }, systemClock.now(), paintFor(stdout, env)),
    );
    return 0;
  });
}
