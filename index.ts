import { loadConfig } from "./stacks/config";
import { publish } from "./stacks/provider";

export = async () => publish(loadConfig());
