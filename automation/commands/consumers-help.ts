const EXIT_CODES = `
Exit codes:
  0  all is well
  1  something failed or was refused; stderr says what
  2  the command line or a value on it is not in order, or the question was not answered with yes`;

export const CONSUMERS = `
A consumer is one AWS account of a customer. The automation of each service accepts connections of the accounts that are
active, within their dates and limits, and rejects those of suspended and ended ones, within one schedule period.

The registry is the table that --registry or PRIVATELINK_REGISTRY names, otherwise the one that the outputs of the
project's stacks name, which are read with the Pulumi engine. Your own credentials are used, and named in the audit.
${EXIT_CODES}

Examples:
  $ privatelink consumers add acme --account 111122223333 --plan gold --valid-until 2027-12-31
  $ privatelink consumers list
  $ privatelink consumers suspend acme --reason "invoice 4711 is unpaid"
  $ privatelink consumers import consumers.csv --dry-run
  $ privatelink help consumers import`;

export const ADD = `
Dates are those of UTC and begin at 00:00; an instant has its offset, as in 2027-01-31T09:00:00+01:00. The same command
again changes nothing. Where the terms cost connections that were accepted by hand, it names them and asks; also where no
stack has published a service that --service names. An end in the past is refused.
${EXIT_CODES}

Examples:
  $ privatelink consumers add acme --account 111122223333
  $ privatelink consumers add acme --account 111122223333 --plan gold --valid-until 2027-12-31 --max-connections 3
  $ privatelink consumers add acme --account 111122223333 --principal arn:aws:iam::111122223333:role/network
  $ privatelink consumers add acme --account 111122223333 --region us-east-1 --service order-processor`;

export const LIST = `
Entries that cannot be read are listed below the others with their key, whatever the status asked for.
${EXIT_CODES}

Examples:
  $ privatelink consumers list
  $ privatelink consumers list --connections --watch 10
  $ privatelink consumers list --status suspended --json | jq -r '.consumers[].account'`;

export const SHOW = `
Of an account that was removed the history remains, and is shown for its number.
${EXIT_CODES}

Examples:
  $ privatelink consumers show acme
  $ privatelink consumers show 111122223333 --json | jq '.audit[-1]'`;

export const UPDATE = `
A list is replaced as a whole by the values that are given for it. Name and account cannot change. Where the new terms
cost connections that are there, it names them and asks; also where no stack has published a service that --service names.
An end in the past is taken, with a warning. When another change came in between, nothing is written.
${EXIT_CODES}

Examples:
  $ privatelink consumers update acme --valid-until 2028-12-31
  $ privatelink consumers update acme --region us-east-1 --region us-east-2
  $ privatelink consumers update acme --clear valid-until --clear region`;

export const SUSPEND = `
Writes the status, then rejects the consumer's connections at every service of the registry, at once. What cannot be
rejected now, because a Region does not answer, the automation rejects. The command can be repeated.
${EXIT_CODES}

Examples:
  $ privatelink consumers suspend acme --reason "invoice 4711 is unpaid"
  $ privatelink consumers suspend acme --yes`;

export const RESUME = `
It does not undo a cut. For each rejected endpoint, try privatelink connections accept: AWS says whether it can be accepted
again; otherwise the consumer deletes it and creates another. Where the consumer's endpoints are listed, the other one has to
be listed first, or privatelink consumers update NAME --clear endpoint admits any.
${EXIT_CODES}

Examples:
  $ privatelink consumers resume acme --reason "invoice 4711 is paid"`;

export const END = `
As suspend, for a contract that is over. The entry stays, so that later requests are rejected instead of left to people.
${EXIT_CODES}

Examples:
  $ privatelink consumers end acme --reason "contract ended"
  $ privatelink consumers end acme --yes`;

export const REMOVE = `
In this order: marks the entry as ended, so that nothing accepts it any more; rejects its connections at every service of
the registry; takes its principals away; deletes the entry. The audit stays. Cut off or failed anywhere, the same command
goes on from there. Where a request was waiting, it waits up to 150 seconds until no run of the automation that may still
accept it is under way.
${EXIT_CODES}

Examples:
  $ privatelink consumers remove acme
  $ privatelink consumers remove acme --yes --reason "account closed"`;

export const IMPORT = `
A table has headings in its first row: name and account, and any of status, plan, validFrom, validUntil, regions, services,
maxConnections, principals, endpointIds, marketplace.productCode, marketplace.licenseArn, contact, notes. Several values
in one cell are separated by semicolons. An array has objects with the same keys.

A consumer whose name is in the registry is changed: columns and keys that the file has are set, an empty cell or null
takes the value away, and what the file does not have stays. Others are added. Who is not in the file stays as it is.

The whole file is checked first, by itself and against the registry; where anything is wrong, all errors are told with their
lines and nothing is written. Then it writes up to 33 new consumers in one transaction, and each changed one in its own. If
it is cut off in between, the same command again writes only what lacks.
${EXIT_CODES}

Examples:
  $ privatelink consumers import consumers.csv --dry-run
  $ privatelink consumers import consumers.json --yes --json | jq '.added | length'`;

export const EXPORT = `
What import takes, with every column or key, so that an import of it restores the terms of all consumers. Values are
written as they are, also those that a spreadsheet takes for formulas; stderr names them. It asks before it overwrites a file.
${EXIT_CODES}

Examples:
  $ privatelink consumers export > consumers.csv
  $ privatelink consumers export --out consumers.json`;
