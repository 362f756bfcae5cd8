import { checkArnRegion } from "../../../components/lib/arn-regions";
import { checkKeyArn } from "../../../components/lib/images";
import { at } from "../../../components/lib/path";
import type { Check, Problem } from "../../../components/lib/problem";
import { checkRegion } from "../../../components/lib/regions";
import { checkWhole } from "../../../components/lib/whole-numbers";
import { checkMayDiffer } from "./may-differ";
import {
  EVERY_SECONDS,
  KEEP,
  PARALLEL,
  PAUSE_MINUTES,
  PROBE_STATUS,
  PROBE_TIMEOUT_SECONDS,
  SOAK_SECONDS,
  TIMEOUT_MINUTES,
} from "./numbers";
import { checkProbeUrl } from "./probe-url";
import type { GateKeys, RolloutKeys } from "./schema";
import { checkWindow } from "./windows";

/** What has to hold of the values of rollout.yaml, whatever stacks there are. */
export function checkValues({ parallel, pauseMinutes, gate, windows, waves, images, drift }: RolloutKeys): Problem[] {
  return [
    ...checkWhole(parallel, "parallel", PARALLEL),
    ...checkWhole(pauseMinutes, "pauseMinutes", PAUSE_MINUTES),
    ...checkGate(gate, "gate"),
    ...windows.flatMap((window, index) => checkWindow(window, at("windows", index))),
    ...(waves ?? []).flatMap((wave, index) => checkWave(wave, at("waves", index), parallel)),
    ...checkWhole(images.keep, "images.keep", KEEP),
    ...checkKeys(images.kmsKeyIds ?? {}, "images.kmsKeyIds"),
    ...checkEach(drift.mayDiffer, "drift.mayDiffer", checkMayDiffer),
  ];
}

type Wave = NonNullable<RolloutKeys["waves"]>[number];

function checkWave({ parallel, pauseMinutes, gate }: Wave, path: string, most: number): Problem[] {
  const widths = [...checkWhole(parallel, at(path, "parallel"), PARALLEL), ...checkWhole(most, "parallel", PARALLEL)];
  return [
    ...widths,
    ...(widths.length === 0 && parallel !== undefined && parallel > most ? [tooWide(parallel, path, most)] : []),
    ...checkWhole(pauseMinutes, at(path, "pauseMinutes"), PAUSE_MINUTES),
    ...checkGate(gate, at(path, "gate")),
  ];
}

function tooWide(value: number, wave: string, most: number): Problem {
  const rule = `is more than parallel at the top level, which is ${most}`;
  return { path: at(wave, "parallel"), value, rule, remedy: "lower it, or raise the other" };
}

/** The keys of a gate, which a program may also give. */
type GivenGate = Omit<GateKeys, "alarms" | "ignoreAlarms"> & {
  readonly [List in "alarms" | "ignoreAlarms"]?: readonly string[] | undefined;
};

/** What has to hold of the keys of a gate. */
export function checkGate(gate: GivenGate | undefined, path: string): Problem[] {
  if (gate === undefined) return [];
  const { probe } = gate;
  const ofProbe = at(path, "probe");
  return [
    ...checkWhole(gate.timeoutMinutes, at(path, "timeoutMinutes"), TIMEOUT_MINUTES),
    ...checkWhole(gate.soakSeconds, at(path, "soakSeconds"), SOAK_SECONDS),
    ...checkWhole(gate.everySeconds, at(path, "everySeconds"), EVERY_SECONDS),
    ...checkEach(gate.alarms, at(path, "alarms"), checkAlarm),
    ...checkEach(gate.ignoreAlarms, at(path, "ignoreAlarms"), checkAlarm),
    ...(probe === undefined ? [] : checkProbeUrl(probe.url, at(ofProbe, "url"))),
    ...checkWhole(probe?.status, at(ofProbe, "status"), PROBE_STATUS),
    ...checkWhole(probe?.timeoutSeconds, at(ofProbe, "timeoutSeconds"), PROBE_TIMEOUT_SECONDS),
  ];
}

const checkAlarm: Check<string> = (value, path) => {
  if (value.length >= 1 && value.length <= 255) return [];
  const rule = "is not a name of 1 to 255 characters";
  return [{ path, value, rule, remedy: "name an alarm, for example checkout-errors, or several by checkout-*" }];
};

function checkKeys(keys: Readonly<Record<string, string>>, path: string): Problem[] {
  return Object.entries(keys).flatMap(([region, arn]) => {
    const here = at(path, region);
    const [wrong] = checkRegion(region, here);
    if (wrong !== undefined) return [wrong];
    const malformed = checkKeyArn(arn, here);
    return malformed.length > 0 ? malformed : checkArnRegion(arn, here, region);
  });
}

/** Applies a rule to each of a list, and refuses what is there twice. */
function checkEach(values: readonly string[] | undefined, path: string, check: Check<string>): Problem[] {
  return (values ?? []).flatMap((value, index) => {
    const here = at(path, index);
    if (values?.indexOf(value) === index) return check(value, here);
    return [{ path: here, value, rule: "appears twice", remedy: "remove one of them" }];
  });
}
