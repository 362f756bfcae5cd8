/** First line of a stack file that was made from another one, without the mark of a comment. */
export function headlineOf(stack: string, region: string, template: string): string {
  return `The stack ${stack}: the same service in ${region}, made from the stack file of ${template}.`;
}

const HEADLINE = /^# The stack \S+: the same service in \S+, made from the stack file of (\S+)\.$/;

/** The stack that a stack file was made from, where its first line still says so. */
export function madeFrom(text: string): string | undefined {
  const [first = ""] = text.split(/\r?\n/, 1);
  return HEADLINE.exec(first)?.[1];
}
