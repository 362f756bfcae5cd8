// Plays the runtime of one Lambda environment: loads the bundle, then calls its handler, one event after the other.
// The SDK's clients are loaded before, because in Lambda they are part of the runtime and tests start many of these.

for (const name of ["dynamodb", "ec2", "sns"]) require(`@aws-sdk/client-${name}`);

let handler;

process.on("message", (message) => {
  if (message.kind === "load") load(message);
  else invoke(message);
});

function load({ file, env }) {
  Object.assign(process.env, env);
  try {
    // Loaded again it is as new: what an environment remembers is in the module.
    delete require.cache[file];
    handler = require(file).handler;
    process.send({ kind: "loaded" });
  } catch (error) {
    process.send({ kind: "loaded", error: String(error?.stack ?? error) });
  }
}

async function invoke({ id, event, context, timeoutMs }) {
  const deadline = Date.now() + timeoutMs;
  const answer = { kind: "answer", id };
  const cpuBefore = process.cpuUsage();
  try {
    answer.result = await handler(event, { ...context, getRemainingTimeInMillis: () => deadline - Date.now() });
  } catch (error) {
    answer.error = { name: String(error?.name), message: String(error?.message ?? error) };
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  answer.cpuUs = user + system;
  answer.maxRssKb = process.resourceUsage().maxRSS;
  // The parent has all that was printed before when it has read this line.
  process.stdout.write(`end of invocation ${id}\n`, () => process.send(answer));
}

process.send({ kind: "ready" });
