const EXIT_CODES = `
Exit codes:
  0    all is well
  1    a stack failed or was refused, or the rollout stopped or was rolled back; the summary says why
  2    the command line is wrong, such as an unknown stack, or the question was not answered with yes
  130  interrupted; the last lines say how to go on, or that nothing was begun`;

const INTERRUPT = `
Ctrl-C lets the stacks that are being worked on finish, and begins no other one. Ctrl-C again cancels them: each engine
finishes the resources that it is working on in AWS, and lets go of its stack.`;

export const UP = `
Does what pulumi up does, stack by stack in the waves of rollout.yaml; without that file, the stack that the others refer to
comes first, then all others. Before the next wave begins, every stack of the last one must be healthy, and stay so for a
while. What a failure does, and what a gate looks at, is in rollout.yaml (docs/rollout-file.md, docs/rollout.md). With
onFailure: rollback, stacks that were brought back are looked at once more, and nothing is changed whatever that shows.

Before the first stack is touched, all stack files are checked, and it shows the waves and asks.
${INTERRUPT}

With --sandbox nothing is touched but .privatelink/rehearsal: the real engine works on an AWS that is played by the sandbox, so
that a rollout and its failures can be seen without an account. It asks nothing then. --unhealthy has the gate find a stack
ill after its update: with onFailure: rollback, it is as healthy as the others once it is brought back.
${EXIT_CODES}

Examples:
  $ privatelink up                                  all stacks, in waves
  $ privatelink up --stack us-east-2                one of them
  $ privatelink up --wave canary --wave europe      two waves
  $ privatelink up --resume                         goes on after the last healthy wave
  $ privatelink up --yes --json > events.jsonl      for programs: one event per line
  $ privatelink up --sandbox                        a rehearsal
  $ privatelink up --sandbox --unhealthy us-east-2  a rehearsal of what an unhealthy stack does`;

export const PREVIEW = `
Does what pulumi preview does, and changes nothing. A stack that fails does not keep the others from being previewed. Of a
stack that is new, the resources are counted only; privatelink plan lists them, and needs no account.
${INTERRUPT}
${EXIT_CODES}

Examples:
  $ privatelink preview
  $ privatelink preview --stack us-east-2
  $ privatelink preview --sandbox                   against what privatelink up --sandbox has made`;

export const REFRESH = `
Does what pulumi refresh does: takes over into the state what AWS has now, and changes nothing in AWS. privatelink drift shows
the same without taking it over.
${INTERRUPT}
${EXIT_CODES}

Examples:
  $ privatelink refresh
  $ privatelink refresh --stack us-east-2 --target order-processor-nlb --yes`;

export const DESTROY = `
Does what pulumi destroy does, in the waves of rollout.yaml from the last to the first, because the later stacks refer to the
earlier ones. It names every stack and asks. A stack to whose service consumers are connected is refused, and with it all of
them: privatelink region remove drains one first. A stack with saas-privatelink:protect, which is the default, is refused by
the engine; set it to false and run privatelink up first.
${INTERRUPT}
${EXIT_CODES}

Examples:
  $ privatelink destroy --stack us-east-2
  $ privatelink destroy --wave europe --yes
  $ privatelink destroy --sandbox                   ends a rehearsal`;

export const OUTPUTS = `
Outputs of the last update. A secret is shown as [secret]. With --name and one stack it is the bare value, so that a script can
take it; with several stacks each line has the stack, a tab and the value.

Exit codes:
  0  printed
  1  a stack that was asked for by name was never brought up, or lacks the output; stderr says which
  2  the command line is wrong, such as an unknown stack

Examples:
  $ privatelink outputs
  $ privatelink outputs --stack us-east-1 --name serviceName
  $ privatelink outputs --json | jq -r '.stacks[] | [.stack, .outputs.serviceName] | @tsv'`;
