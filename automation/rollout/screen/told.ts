import type { HealthFinding } from "../gate/health";

/** A text about a stack as lines below the stack's name, which need not say it again. */
export function textLines(stack: string, text: string): string[] {
  const own = text.startsWith(`${stack}: `) ? text.slice(stack.length + 2) : text;
  return own
    .trim()
    .split("\n")
    .map((line) => `  ${line}`);
}

/** `us-east-1: targets order-processor-asg-use1-az1: 1 of 2 targets is healthy`. */
export function findingText(stack: string, { check, subject, text }: HealthFinding): string {
  return subject === stack ? `${stack}: ${text}` : `${stack}: ${check} ${subject}: ${text}`;
}
