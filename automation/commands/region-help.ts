export const REGION = `
Each Region is a stack of its own, with a stack file. region add makes one of the file of another stack; region remove
drains a stack, destroys it and takes its file away.

Examples:
  $ privatelink region add eu-west-1
  $ privatelink region remove eu-west-1
  $ privatelink help region add`;

export const ADD = `
Looks at everything before it writes anything: whether the account may use the Region, how many zones have the instance
type, what is left of quotas, whether addresses are free, whether the program takes the settings. A problem keeps the stack
from being added; what cannot be looked at is unknown, and does not. AWS is only read.

The new file has the settings of the other stack. What is of one Region only, such as ARNs, AMIs and AZ ids, is not taken
over: --set gives each its value, in YAML, and --unset leaves it out. The consumer VPC of the other stack is left out.

Exit codes:
  0  the file is written, and its plan shown
  1  there are problems; nothing was written
  2  the command line is wrong, such as an unknown Region

Examples:
  $ privatelink region add eu-west-1 --dry-run
  $ privatelink region add eu-west-1 --like us-east-2 --instance-type t3a.small
  $ privatelink region add eu-west-1 --stack europe --cidr 10.70.0.0/22
  $ privatelink region add eu-west-1 --set service.ports[0].certificateArn=arn:aws:acm:eu-west-1:...
  $ privatelink region add eu-west-1 --unset network.excludeZoneIds --json`;

export const REMOVE = `
Asks, and then: lifts the protection; closes the door by an update without approval and principals, so that nobody's
connection is accepted any more; withdraws the principals that are left; waits for --grace-minutes; rejects the connections
that are still there; waits until none is live; destroys the stack; takes it out of rollout.yaml and deletes its file.
Interrupted or failed anywhere, the same command goes on from there. A stack that others refer to is refused.

A stack that the backend of Pulumi does not have is refused, too: the wrong backend may be asked. --forget takes such a stack
out of rollout.yaml and deletes its file, and touches nothing else.

Exit codes:
  0    nothing of the stack is left; with --forget, nothing in the project
  1    something failed or was refused; stderr says what, and how to go on
  2    the command line is wrong, such as an unknown stack, or the question was not answered with yes
  130  interrupted; what was done stays, and the same command goes on

Examples:
  $ privatelink region remove eu-west-1
  $ privatelink region remove eu-west-1 --grace-minutes 60
  $ privatelink region remove eu-west-1 --forget
  $ privatelink region remove europe --yes --json`;
