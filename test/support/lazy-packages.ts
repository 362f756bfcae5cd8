import Module from "node:module";

const { LAZY_PACKAGES, standIn } = require("../../bin/lib/lazy.js") as {
  LAZY_PACKAGES: readonly string[];
  standIn: (request: string) => string;
};

const load = Module.prototype.require;

/** The SDK takes the TypeScript compiler from this module of its own, whose load would touch the compiler. */
const isLazy = (id: string) => LAZY_PACKAGES.includes(id) || id.endsWith("/typescript-shim");

/** Mocha requires this file in each worker: as in the command, what the SDK loads for few is loaded when touched. */
Module.prototype.require = Object.assign(function (this: Module, id: string): unknown {
  if (!isLazy(id)) return load.call(this, id);
  const module = { exports: {} };
  new Function("require", "module", standIn(JSON.stringify(id)))((request: string) => load.call(this, request), module);
  return module.exports;
}, load);
