import { expect } from "chai";
import { MOST_PER_CALL } from "../../functions/lib/call-in-batches";
import { ACME, GLOBEX, INITECH } from "./support/clients";
import { admit, admittedTo, rootOf, statesOf } from "./support/connect";
import { emulator } from "./support/emulator";
import { useWorlds } from "./support/world";

describe("a service with thousands of connections", () => {
  const { world } = useWorlds();

  it("decides about those on every page, in one run", async () => {
    const { control } = await emulator();
    const { service, fn } = await world({
      consumers: [
        { name: "acme", account: ACME },
        { name: "globex", account: GLOBEX, status: "suspended" },
      ],
    });
    const [accepted = [], cut = [], left = [], settled = []] = await control.gather(service.serviceId, [
      { account: ACME, count: 150 },
      { account: GLOBEX, count: 120, state: "available" },
      { account: INITECH, count: 5, state: "available" },
      { account: GLOBEX, count: 2225, state: "rejected" },
    ]);
    await control.forgetCalls();
    const { error } = await fn.schedule();
    expect(error).to.equal(undefined);
    const calls = await control.calls();
    expect(calls).to.include({
      "ec2:DescribeVpcEndpointConnections": 3,
      "ec2:AcceptVpcEndpointConnections": Math.ceil(150 / MOST_PER_CALL),
      "ec2:RejectVpcEndpointConnections": Math.ceil(120 / MOST_PER_CALL),
    });
    const states = await statesOf(service);
    const statesAmong = (ids: readonly string[]) => [...new Set(ids.map((id) => states[id]))];
    expect(statesAmong(accepted)).to.deep.equal(["available"]);
    expect(statesAmong(cut)).to.deep.equal(["rejected"]);
    expect(statesAmong(left)).to.deep.equal(["available"]);
    expect(statesAmong(settled)).to.deep.equal(["rejected"]);
  });

  it("converges principals that take more than one page", async () => {
    const { control } = await emulator();
    const { service, fn } = await world({ consumers: [{ name: "acme", account: ACME }] });
    const strangers = Array.from({ length: 1200 }, (_, index) => String(500000000000 + index));
    await admit(service, ...strangers);
    await control.forgetCalls();
    await fn.schedule();
    expect(await control.calls()).to.include({ "ec2:DescribeVpcEndpointServicePermissions": 2 });
    expect(await admittedTo(service)).to.deep.equal([rootOf(ACME)]);
  });
});
