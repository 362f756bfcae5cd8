import { GATE_DEFAULTS, ROLLOUT_DEFAULTS } from "../rollout/file/defaults";
import { rolloutKeys } from "../rollout/file/schema";
import { WORDS } from "../rollout/file/words";
import { keySections } from "./key-tables";

/** A file with most of the keys, which is shown in the reference. */
export const ROLLOUT_EXAMPLE = `# Never more than six engines at once.
parallel: 6

# Between two waves: healthy within half an hour, and then for five minutes without an interruption.
gate:
  timeoutMinutes: 30
  soakSeconds: 300
  alarms: ["checkout-*"]
  probe: { url: "https://{region}.example.com/health" }

# Mondays to Thursdays, while people in Berlin are at work.
windows:
  - { days: [mon, tue, wed, thu], from: "09:00", to: "16:00", timeZone: Europe/Berlin }

waves:
  # One Region, watched for an hour, and brought back by itself if it does not get well.
  - name: home
    stacks: [us-east-1]
    gate: { soakSeconds: 3600 }
    onFailure: rollback
  # One after the other; a quarter of an hour later comes the next wave.
  - name: europe
    stacks: [eu-west-1, eu-central-1]
    parallel: 1
    pauseMinutes: 15
  # All others, as many at once as parallel says.
  - name: rest
    stacks: rest

images:
  keep: 5
drift:
  mayDiffer: [fleet.instanceType, fleet.perZone]
`;

const INTRODUCTION = `# The file rollout.yaml

<!-- Written by npm run docs from automation/rollout/file. -->

\`rollout.yaml\`, beside Pulumi.yaml, says in which order \`privatelink up\` brings up the stacks of the project, what must be
so before the next ones begin, and what happens when it is not. \`preview\`, \`refresh\`, \`destroy\`, \`image\` and \`drift\` go by
it too. How such a run goes: docs/rollout.md. An unknown key is an error, and so is every value that cannot be: all of them
are reported at once, before anything is changed.

\`\`\`yaml
${ROLLOUT_EXAMPLE}\`\`\`

## Without a file

Nothing has to be written. Without the file, or without \`waves\` in it, the home stack is alone in the wave \`home\`, and the
rest follow together in the wave \`rest\`. The home stack is the one that most others refer to, directly or through others; the
first by name where several are equal, or where none refers to another. Stacks of the rest that refer to each other are in
the waves \`rest-2\`, \`rest-3\` and so on, each as early as it can be. There are at most ${ROLLOUT_DEFAULTS.parallel} stacks at once, a gate of
${GATE_DEFAULTS.timeoutMinutes} minutes with ${GATE_DEFAULTS.soakSeconds} seconds of soaking, and a failure stops the rollout.

## What the order must respect

A stack refers to another one of the project by \`image.copyFrom.stack\`, whose AMI it copies, and by
\`approval.registry.stack\`, whose registry it shares. What it refers to must be in an earlier wave, so that it is there, and
so that a new AMI arrives in one rollout. Refused, each time with the names:

- a stack that the project has no file of, in a wave or in a reference;
- a stack in two waves, and two waves of one name;
- a wave without a stack;
- a stack in the same wave as one that it refers to, or in an earlier one;
- stacks that refer to each other in a circle, of which none can come first.

A stack that no wave has is left out: a rollout does nothing with it, \`pulumi\` works on it as ever, and others may refer to it.

## Settings of a wave

\`parallel\`, \`gate\`, \`pauseMinutes\` and \`onFailure\` at the top level hold for every wave that does not have its own. Of
\`gate\` a wave may have single keys: the others stay as they are at the top level, and a \`probe\` is taken as a whole. With
\`gate: false\` at the top level, a wave with a \`gate\` has those keys and the defaults.

\`--parallel N\` takes the place of \`parallel\`. A wave that has its own and smaller number keeps it.

## Time

A window is open by the wall clock of its zone. When clocks are set forward, a window that lies in the hour that there is not
stays closed that day; when they are set back, one that lies in the hour that comes twice is open twice. What has begun when a
window closes is finished, its gate included; the wave after it waits for the next opening. A window that goes over midnight
is two of them, one to \`"24:00"\` and one from \`"00:00"\`.

## Keys
`;

/** `docs/rollout-file.md`, from the schema. */
export function rolloutReference(): string {
  const sections = keySections(rolloutKeys, { words: WORDS, changes: false, heading: "###" });
  return `${[INTRODUCTION.trimEnd(), ...sections].join("\n\n")}\n`;
}
