import { expect } from "chai";
import { Format } from "../../automation/handoff/options";
import { ACME, environmentOf } from "./support/clients";
import { statesOf } from "./support/connect";
import { handOver, outputsOf } from "./support/handoff";
import { aliasesIn, endpointIn, publishName, rulesOf, zonesOf } from "./support/handoff-world";
import { subnetsOf } from "./support/publish";
import { terraformOnThisMachine } from "./support/terraform";
import { useWorlds } from "./support/world";

describe("the Terraform module of a hand-off, where Terraform and AWS's provider are on the machine", function () {
  this.timeout(600_000);
  const { world } = useWorlds();

  it("connects a registered consumer, turns the private name on in a second step, and leaves nothing to do", async function () {
    const terraform = await terraformOnThisMachine(await environmentOf(ACME));
    if (terraform === undefined) return this.skip();
    const { service, registry, fn } = await world({ consumers: [{ name: "acme", account: ACME }] });
    await publishName(service.serviceId, "orders.example.com");
    await fn.schedule();
    const outputs = await outputsOf(service, registry, { privateDnsName: "orders.example.com" });
    const folder = await handOver(outputs, { consumer: "acme", format: Format.Terraform });
    const { vpcId } = await subnetsOf(ACME, "us-east-1");
    const variables = ["-var", `vpc_id=${vpcId}`];
    const apply = async (...more: readonly string[]) => {
      const { code, output } = await terraform(folder, "apply", "-auto-approve", "-input=false", ...variables, ...more);
      expect(code, output).to.equal(0);
    };
    expect((await terraform(folder, "init", "-input=false")).code).to.equal(0);
    await apply();
    const made = await endpointIn(ACME, vpcId, service.serviceName);
    expect(await statesOf(service)).to.deep.equal({ [String(made.VpcEndpointId)]: "pendingAcceptance" });
    expect(await zonesOf(ACME, made)).to.deep.equal(
      (outputs.handoff as { availabilityZoneIds: string[] }).availabilityZoneIds,
    );
    expect(await rulesOf(ACME, made)).to.deep.equal(["tcp 3000-3000 172.31.0.0/16"]);
    expect(made.PrivateDnsEnabled).to.equal(false);
    await fn.drain();
    await apply("-var", "private_dns_ready=true");
    const after = await endpointIn(ACME, vpcId, service.serviceName);
    expect(after).to.include({ VpcEndpointId: made.VpcEndpointId, PrivateDnsEnabled: true });
    const plan = await terraform(
      folder,
      "plan",
      "-detailed-exitcode",
      "-input=false",
      ...variables,
      "-var",
      "private_dns_ready=true",
    );
    expect(plan.code, plan.output).to.equal(0);
  });

  it("makes a zone with a record that leads to the endpoint where there is no private name", async function () {
    const terraform = await terraformOnThisMachine(await environmentOf(ACME));
    if (terraform === undefined) return this.skip();
    const { service, registry, fn } = await world({ consumers: [{ name: "acme", account: ACME }] });
    await fn.schedule();
    const folder = await handOver(await outputsOf(service, registry), { consumer: "acme", format: Format.Terraform });
    const { vpcId } = await subnetsOf(ACME, "us-east-1");
    expect((await terraform(folder, "init", "-input=false")).code).to.equal(0);
    const { code, output } = await terraform(
      folder,
      "apply",
      "-auto-approve",
      "-input=false",
      "-var",
      `vpc_id=${vpcId}`,
    );
    expect(code, output).to.equal(0);
    const endpoint = await endpointIn(ACME, vpcId, service.serviceName);
    expect(await aliasesIn(ACME, vpcId, `${service.name}.endpoints.internal`)).to.deep.equal([
      endpoint.DnsEntries?.[0]?.DnsName,
    ]);
  });
});
