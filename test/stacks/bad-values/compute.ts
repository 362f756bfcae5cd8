import type { BadValue } from "./file";

/** Wrong values of AMIs and fleets. */
export const compute: readonly BadValue[] = [
  {
    title: "min above max",
    place: "fleet.perZone",
    write: ({ fleet }) => Object.assign(fleet.perZone, { min: 3 }),
    sentences: ["fleet.perZone.min: 3 is more than max, 2; use at most 2, or raise max."],
  },
  {
    title: "a number in words, for which a harmless one is the example",
    place: "fleet.perZone",
    write: ({ fleet }) => Object.assign(fleet.perZone, { max: "two" }),
    sentences: ['fleet.perZone.max: "two" is not a whole number; use one, for example 2.'],
  },
  {
    title: "no AMI",
    place: "image",
    write: (file) => Object.assign(file, { image: undefined }),
    sentences: [
      "image: (missing) is required: a port has instances as targets; give the AMI, for example { id: ami-0123456789abcdef0 }.",
    ],
  },
  {
    title: "an image without a source",
    place: "image",
    write: (file) => Object.assign(file, { image: {} }),
    sentences: ["image: (missing) says no AMI; give one of id, ssmParameter and copyFrom."],
  },
  {
    title: "both kinds of AMI at once",
    place: "image",
    write: ({ image }) => Object.assign(image, { copyFrom: { stack: "us-east-2" } }),
    sentences: ['image.copyFrom: {"stack":"us-east-2"} is given besides id; keep one of the two.'],
  },
  {
    title: "a copy of the stack's own AMI",
    place: "image",
    write: (file) => Object.assign(file, { image: { copyFrom: { stack: "test" } } }),
    sentences: ['image.copyFrom.stack: "test" is this stack itself; name the stack that has the AMI.'],
  },
  {
    title: "half of an AMI to copy",
    place: "image",
    write: (file) => Object.assign(file, { image: { copyFrom: { region: "us-east-2" } } }),
    sentences: ["image.copyFrom.id: (missing) is needed to find the AMI; give region and id."],
  },
  {
    title: "a fleet setting out of range, said once although a further service inherits it",
    place: "fleet.volumeSizeGb",
    write: ({ fleet }) => Object.assign(fleet, { volumeSizeGb: 0 }),
    sentences: ["fleet.volumeSizeGb: 0 is not a whole number of GiB from 1 to 16384; use a number from 1 to 16384."],
  },
];
