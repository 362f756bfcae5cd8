/** What came of one attempt at a stack: its plan, the stacks whose plans it needs first, or why there is none. */
export type Outcome<Plan> =
  | { readonly plan: Plan }
  | { readonly needs: readonly string[] }
  | { readonly problems: readonly string[] };

/** How a stack ended. */
export type Settled<Plan> = Exclude<Outcome<Plan>, { readonly needs: readonly string[] }>;

/** One attempt at a stack, given the plans that are there already. */
export type Attempt<Plan> = (stack: string, plans: ReadonlyMap<string, Plan>) => Promise<Outcome<Plan>>;

/**
 * Plans stacks side by side, each after the stacks that it turns out to refer to. A stack that needs another's plan
 * gives up, waits, and is attempted again; stacks that wait for each other in a circle fail together.
 * @param wanted the stacks to plan; stacks that they refer to are planned as well
 * @param lanes how many attempts run at the same time
 */
export async function schedule<Plan>(
  wanted: readonly string[],
  lanes: number,
  attempt: Attempt<Plan>,
): Promise<ReadonlyMap<string, Settled<Plan>>> {
  const queue = new Queue<Plan>(wanted);
  const running = new Set<Promise<void>>();
  for (;;) {
    for (let stack = queue.next(running.size < lanes); stack !== undefined; stack = queue.next(running.size < lanes)) {
      const name = stack;
      const run = attempt(name, queue.plans).then((outcome) => {
        running.delete(run);
        queue.take(name, outcome);
      });
      running.add(run);
    }
    if (running.size === 0) return queue.settled;
    await Promise.race(running);
  }
}

class Queue<Plan> {
  readonly settled = new Map<string, Settled<Plan>>();
  readonly plans = new Map<string, Plan>();
  readonly #ready: string[];
  readonly #seen: Set<string>;
  readonly #waiting = new Map<string, readonly string[]>();

  constructor(wanted: readonly string[]) {
    this.#seen = new Set(wanted);
    this.#ready = [...this.#seen];
  }

  next(free: boolean): string | undefined {
    return free ? this.#ready.shift() : undefined;
  }

  take(stack: string, outcome: Outcome<Plan>): void {
    if ("needs" in outcome) this.#wait(stack, outcome.needs);
    else this.#settle(stack, outcome);
    this.#wake();
  }

  #wait(stack: string, needs: readonly string[]): void {
    this.#waiting.set(stack, needs);
    for (const need of needs) {
      if (this.#seen.has(need)) continue;
      this.#seen.add(need);
      // Before all others: somebody waits for it.
      this.#ready.unshift(need);
    }
    const circle = this.#circle(stack);
    if (circle === undefined) return;
    const problem = `${circle.join(" -> ")}: these stacks refer to each other in a circle, so none can be planned first; remove one of the references.`;
    for (const member of new Set(circle)) this.#settle(member, { problems: [problem] });
  }

  #settle(stack: string, outcome: Settled<Plan>): void {
    this.#waiting.delete(stack);
    this.settled.set(stack, outcome);
    if ("plan" in outcome) this.plans.set(stack, outcome.plan);
  }

  /** Goes on with stacks that have everything they waited for, and gives up those that never will. */
  #wake(): void {
    for (let before = -1; before !== this.#waiting.size; ) {
      before = this.#waiting.size;
      for (const [stack, needs] of [...this.#waiting]) this.#reconsider(stack, needs);
    }
  }

  #reconsider(stack: string, needs: readonly string[]): void {
    const broken = needs.find((need) => this.settled.has(need) && !this.plans.has(need));
    if (broken !== undefined) {
      this.#settle(stack, { problems: [`${stack}: refers to stack ${broken}, which cannot be planned.`] });
    } else if (needs.every((need) => this.plans.has(need))) {
      this.#waiting.delete(stack);
      this.#ready.unshift(stack);
    }
  }

  /** The stacks from one back to itself along what they wait for. */
  #circle(from: string): string[] | undefined {
    const walk = (path: readonly string[]): string[] | undefined => {
      for (const need of this.#waiting.get(path.at(-1) ?? from) ?? []) {
        if (need === from) return [...path, need];
        if (path.includes(need)) continue;
        const found = walk([...path, need]);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    return walk([from]);
  }
}
