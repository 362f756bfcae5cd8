#!/usr/bin/env node

const path = require("node:path");
const { isMainThread, Worker, workerData } = require("node:worker_threads");
const { projectRoot } = require("./lib/project-root");
const { open } = require("./lib/bundles");
const { trace } = require("./lib/trace");

/**
 * The command runs from bundles of the sources that are kept in a cache and rebuilt when a source changes: a run reads
 * three files instead of eight hundred, and evaluates only the modules that it uses.
 */
const packageRoot = path.dirname(__dirname);

performance.mark("privatelink:launched");

function host(root, bundles) {
  return {
    root,
    loadProgram: () => bundles.evaluate("program"),
    startWorker: () => new Worker(__filename, { workerData: { privatelink: { root, built: bundles.built } } }),
    trace,
  };
}

async function run() {
  // A reader that has seen enough, such as `head`, is no error.
  process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
  // Without a listener it would end the process in the middle of its work; that nobody reads messages is nobody's fault.
  process.stderr.on("error", () => {});
  const root = projectRoot(process.cwd(), packageRoot);
  const bundles = await open(packageRoot, root);
  performance.mark("privatelink:opened");
  const { main } = bundles.evaluate("cli");
  process.exitCode = await main(host(root, bundles), process.argv.slice(2));
  if (process.exitCode === 0) bundles.keepCompiled();
}

async function serve({ root, built }) {
  const bundles = await open(packageRoot, root, built);
  const { serve } = bundles.evaluate("cli");
  await serve(host(root, bundles));
}

(isMainThread ? run() : serve(workerData.privatelink)).catch((error) => {
  console.error(error?.expected ? error.message : trace(error?.stack ?? String(error)));
  process.exitCode = 1;
});
