import type { BadValue } from "./file";

/** Wrong values of the top level. */
export const top: readonly BadValue[] = [
  {
    title: "an unknown key at the top",
    place: "unknown",
    write: (file) => Object.assign(file, { flet: { instanceType: "t2.small" } }),
    sentences: ['flet: "flet" is an unknown key; write fleet instead.'],
  },
  {
    title: "a tag of AWS's own",
    place: "tags",
    write: (file) => Object.assign(file, { tags: { "aws:team": "a", Name: "b", owner: 5 } }),
    sentences: [
      'tags.owner: 5 is not a text; write it in quotes: "5".',
      'tags.Name: "b" is the Name that each resource has already; remove it.',
      'tags["aws:team"]: "a" has a key that AWS keeps for itself; use one that does not begin with "aws:".',
    ],
  },
  {
    title: "protection that is neither on nor off",
    place: "protect",
    write: (file) => Object.assign(file, { protect: "off" }),
    sentences: ['protect: "off" is neither true nor false; write true or false, without quotes.'],
  },
];
