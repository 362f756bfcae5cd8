// Stands for the runtime of AWS Lambda with its JSON log format: loads a function's file by its path, invokes its handler
// for each event of the standard input, and writes what came of it, and which modules of the SDK were loaded, to the
// descriptor 3.
const { readFileSync, writeSync } = require("node:fs");

for (const level of ["log", "info", "warn", "error"]) {
  console[level] = (message) => process.stdout.write(`${JSON.stringify({ level, message })}\n`);
}

const sdk = () => Object.keys(require.cache).filter((file) => file.includes("@aws-sdk")).length;

async function main() {
  const { handler } = require(process.argv[2]);
  const loadedByImport = sdk();
  const results = [];
  for (const event of JSON.parse(readFileSync(0, "utf8"))) {
    try {
      results.push({ answer: await handler(event, { awsRequestId: "request-1" }) });
    } catch (error) {
      results.push({ error: { name: error.name, message: error.message } });
    }
  }
  writeSync(3, JSON.stringify({ results, loadedByImport, loadedAtEnd: sdk() }));
}

main();
