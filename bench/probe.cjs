"use strict";

// Loaded before a measured command: writes at its end what only the process itself knows.
const { writeFileSync } = require("node:fs");
const { performance } = require("node:perf_hooks");
const { isMainThread } = require("node:worker_threads");

const file = process.env.PRIVATELINK_PROBE;

if (isMainThread && file !== undefined) {
  process.on("exit", () => {
    const marks = performance.getEntriesByType("mark").map(({ name, startTime }) => [name, startTime]);
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ maxRssKb: maxRSS, cpuUs: userCPUTime + systemCPUTime, marks }));
  });
}
