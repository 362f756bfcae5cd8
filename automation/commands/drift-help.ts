/** Text below the options of `privatelink drift`. */
export const DRIFT = `
Three comparisons, none of which changes anything:
  - each resource as AWS has it, with what the last update left there (as pulumi refresh --preview-only does);
  - each stack file with the settings of the last update;
  - the Regions with each other: AMI, archives, version, ports, principals, and every setting that should be the same.
What the approval function, scaling policies and others change on purpose is left out. docs/drift.md has the whole list.

Exit codes:
  0    nothing drifted
  1    something could not be looked at; the report says what, and what was found all the same
  2    drift, or the command line is wrong, such as an unknown stack; then nothing is on stdout
  130  interrupted

Examples:
  $ privatelink drift                        all stacks
  $ privatelink drift --stack us-east-1,us-east-2
                                             some of them
  $ privatelink drift --no-refresh           without asking AWS for each resource: files and Regions only, in seconds
  $ privatelink drift --json | jq -r '.findings[] | "\\(.stacks|join(",")): \\(.subject)"'
  $ privatelink drift --sandbox              of the stacks that privatelink up --sandbox brought up`;
