import { withMocks } from "./mocks";

/** What a constructor refuses at once, and what had been registered by then. */
export async function refusalOf(create: () => unknown): Promise<{ message: string; count: Record<string, number> }> {
  const run = await withMocks(() => {
    try {
      create();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("Nothing was refused.");
  });
  return { message: run.result, count: run.count() };
}
