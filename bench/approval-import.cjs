// Says how long a bundle takes to load, and with it parts of the SDK: node approval-import.cjs <file> <module>...

const { performance } = require("node:perf_hooks");

const [file, ...modules] = process.argv.slice(2);
const began = performance.now();
require(file);
const bundleMs = performance.now() - began;
for (const name of modules) require(name);
const allMs = performance.now() - began;
process.stdout.write(JSON.stringify({ bundleMs, allMs }));
