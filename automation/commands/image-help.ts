const EXIT_CODES = `
Exit codes:
  0    all is well
  1    something failed or was refused; stderr says what, and the same command goes on where it ended
  2    the command line is wrong, such as an unknown stack, or the question was not answered with yes
  130  interrupted (image promote)`;

export const IMAGE = `
An AMI is of one Region. Promoting it puts an encrypted copy into each of the others, and then writes image.id into the
stack files, so that what runs where is in the project and goes out with privatelink up, wave by wave.

The AWS credentials are those of the usual places, or those of aws:profile and aws:assumeRoles of a stack.
${EXIT_CODES}

Examples:
  $ privatelink image promote ami-0123456789abcdef0
  $ privatelink image list
  $ privatelink image rollback
  $ privatelink help image promote`;

export const PROMOTE = `
In its own Region the AMI itself is used. In every other Region of the plan a copy is made, all at the same time, encrypted
with images.kmsKeyIds of rollout.yaml, image.kmsKeyId of the stack file, the key of the copy before, or the account's key
for EBS, whichever comes first. It gets the tags and the launch permissions of the AMI; those that the AMI does not have, or
not any more, are taken from all of its copies, and --no-permissions takes all. No stack file is written before all copies
are available, nor while privatelink up or another rollout of the project is under way on this machine.

It may be ended at any time, also with Ctrl-C: before the stack files are written, none is, AWS goes on copying, and the
same command takes the copies up again; after that, no further image is removed. Further signals change nothing.

Of the images that were promoted, as many stay in each Region as images.keep of rollout.yaml says. Older copies are
deregistered and their snapshots deleted, unless an instance, a launch template, an Auto Scaling group, a stack file or an
unfinished rollout needs them. An AMI that this command has not made is never removed.
${EXIT_CODES}

Examples:
  $ privatelink image promote ami-0123456789abcdef0 --dry-run
  $ privatelink image promote ami-0123456789abcdef0 --from eu-west-1 --yes
  $ privatelink image promote ami-0123456789abcdef0 --stack us-east-2 --stack eu-west-1
  $ privatelink image promote ami-0123456789abcdef0 --yes --json | jq -r '.images[].imageId'`;

export const LIST = `
Shows what was promoted, the copies that Pulumi keeps by image.copyFrom, and what stack files name. Stacks are those whose
file names the image; who uses it is asked of AWS: instances, launch templates and Auto Scaling groups. An unfinished
rollout uses what it may bring a stack back to.
${EXIT_CODES}

Examples:
  $ privatelink image list
  $ privatelink image list --json | jq '.images[] | select(.usedBy == [])'`;

export const ROLLBACK = `
The images of an earlier promotion, which must still be there in every Region, as images.keep of rollout.yaml lets them, are
written into the stack files; in AWS, what is left is marked as rolled back. Run again, it goes back one more. Without --to,
no promotion is gone back to that was rolled back from before, unless it was promoted again. The way forward is
privatelink image promote, which finds its copies again. It is refused while a rollout of the project is under way.
${EXIT_CODES}

Examples:
  $ privatelink image rollback
  $ privatelink image rollback --to ami-0123456789abcdef0 --yes`;
