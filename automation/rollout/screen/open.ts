import type { Paint } from "../../plan/render/paint";
import type { Terminal } from "../../terminal/terminal";
import { JsonScreen } from "./json";
import { LineScreen } from "./lines";
import { LiveScreen } from "./live";
import { isLive, type RolloutScreen } from "./screen";

export interface ScreenOptions {
  readonly json: boolean;
  readonly terminal: Pick<Terminal, "stdout" | "stderr" | "env">;
  readonly paint: Paint;
}

/** The screen that suits the terminal, or what stands in for one. */
export function openScreen({ json, terminal, paint }: ScreenOptions): RolloutScreen {
  const { stdout, stderr, env } = terminal;
  if (json) return new JsonScreen(stdout, stderr);
  if (isLive(stdout, env)) return new LiveScreen(stdout, paint);
  return new LineScreen((line) => stdout.write(`${line}\n`));
}
