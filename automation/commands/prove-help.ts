const EXIT_CODES = `
Exit codes:
  0  all is well
  1  the proof or something else was refused, or failed; stderr says what
  2  the command line or a value on it is not in order, or the question was not answered with yes`;

export const PROVE = `
The customer signs a request that asks AWS "who am I" and sends the signed text. The provider has AWS answer it, and
registers the account that AWS names, so that nobody registers an account that is not theirs.
${EXIT_CODES}

Examples:
  $ privatelink consumers prove sign --audience order-processor.example.com > proof.txt
  $ privatelink consumers prove verify --file proof.txt --audience order-processor.example.com --register acme`;

export const SIGN = `
Needs no permission and no access to the provider, and calls nothing: only credentials of the account, as the AWS CLI
finds them. The text holds a signature and, of temporary credentials, their session token, but no secret key. Nothing
else can be done with it than to ask AWS who signed it. Send it to the provider alone all the same, as a file where it is
long, and at once: it is valid for 15 minutes at most.
${EXIT_CODES}

Examples:
  $ privatelink consumers prove sign --audience order-processor.example.com > proof.txt
  $ privatelink consumers prove sign --audience order-processor.example.com --name acme --valid-minutes 5
  $ AWS_PROFILE=network privatelink consumers prove sign --audience order-processor.example.com --region eu-west-1`;

export const VERIFY = `
Reads the text from --file or stdin and refuses what is not the one request that it may be, signed for the audience and
valid now. Only then it sends it, to a host of STS in a commercial Region and nowhere else. A proof counts once. The
audit keeps whom AWS named; the text itself is neither printed nor kept.

Without --register it says whose account it is and registers nobody. With it, the options of consumers add give the terms.
${EXIT_CODES}

Examples:
  $ privatelink consumers prove verify --file proof.txt --audience order-processor.example.com
  $ privatelink consumers prove verify --audience order-processor.example.com --register acme --plan gold < proof.txt
  $ privatelink consumers prove verify --file proof.txt --audience order-processor.example.com --account 111122223333 --json`;
