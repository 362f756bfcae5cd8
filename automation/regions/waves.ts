import { isKeyed } from "../../components/lib/schema/keys";
import { leadersOf, type ProjectStacks } from "../rollout/file/stacks";
import { REST } from "../rollout/file/words";
import { StackFile } from "../stacks/stack-file";
import { appended, withoutElement, withoutElementAt } from "../stacks/yaml-sequence";

/** What becomes of the text of rollout.yaml, and a sentence about it. */
export interface WavesChange {
  /** The text to write; absent where the file stays as it is. */
  readonly text?: string;
  readonly note: string;
}

interface WrittenWave {
  readonly name: unknown;
  readonly stacks: readonly unknown[] | typeof REST;
}

/**
 * Puts a stack into the last wave of a rollout.yaml, or into a new one after it where the last wave has a stack that it
 * needs. A file that names no waves, or has one for the rest, has it already.
 * @param stacks those of the project, the new one among them
 */
export function addToWaves(text: string, stack: string, stacks: ProjectStacks): WavesChange {
  const waves = wavesOf(text);
  if (waves === undefined)
    return { note: `rollout.yaml names no waves, so ${stack} is in the one that its references give it.` };
  const named = waves.find((wave) => wave.stacks !== REST && wave.stacks.includes(stack));
  if (named !== undefined) return { note: `${stack} is in the wave ${named.name} of rollout.yaml already.` };
  const rest = waves.find((wave) => wave.stacks === REST);
  if (rest !== undefined)
    return { note: `${stack} is in the wave ${rest.name} of rollout.yaml, which has all that no other names.` };
  const index = waves.length - 1;
  const last = waves[index];
  const leaders = leadersOf(stack, stacks);
  if (last === undefined || last.stacks === REST || last.stacks.some((one) => leaders.has(String(one)))) {
    return {
      text: appended(text, ["waves"], { name: stack, stacks: [stack] }),
      note: `${stack} has a wave of its own, the last of rollout.yaml.`,
    };
  }
  return {
    text: appended(text, ["waves", index, "stacks"], stack),
    note: `${stack} is in the wave ${last.name}, the last of rollout.yaml.`,
  };
}

/** Takes a stack out of a rollout.yaml, and a wave that has no other with it. */
export function takeFromWaves(text: string, stack: string): WavesChange {
  const waves = wavesOf(text) ?? [];
  const index = waves.findIndex((wave) => wave.stacks !== REST && wave.stacks.includes(stack));
  const wave = waves[index];
  if (wave === undefined) return { note: `No wave of rollout.yaml names ${stack}.` };
  if (wave.stacks.length > 1) {
    const note = `${stack} is taken out of the wave ${wave.name} of rollout.yaml.`;
    return { text: withoutElement(text, ["waves", index, "stacks"], stack), note };
  }
  const note = `The wave ${wave.name}, which had ${stack} alone, is taken out of rollout.yaml.`;
  if (waves.length > 1) return { text: withoutElementAt(text, ["waves"], index), note };
  const file = StackFile.parse("rollout.yaml", text);
  file.delete("waves");
  return { text: file.toString(), note };
}

function wavesOf(text: string): WrittenWave[] | undefined {
  const waves = StackFile.parse("rollout.yaml", text).get("waves");
  if (!Array.isArray(waves)) return undefined;
  return waves.map((wave: unknown) => {
    const { name, stacks } = isKeyed(wave) ? wave : {};
    return { name, stacks: stacks === REST ? REST : Array.isArray(stacks) ? stacks : [] };
  });
}
