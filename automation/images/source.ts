import { Refused } from "../terminal/refused";
import { AVAILABLE, isMarked, isOriginal, type KnownImage } from "./image";
import { ImageTag, tagsTooMany } from "./tags";

/** The AMI that is promoted. Throws a `Refused` where it cannot be. */
export function checkedSource(source: KnownImage): KnownImage {
  const { id, region } = source;
  if (isMarked(source) && !isOriginal(source)) {
    const { [ImageTag.Source]: original, [ImageTag.SourceRegion]: home } = source.tags;
    throw new Refused(`${id} is the copy of ${original} in ${region}; promote ${original} --from ${home}.`);
  }
  if (source.state !== AVAILABLE) {
    throw new Refused(`${id} is ${source.state}, and only an available AMI can be copied; wait, or build it anew.`);
  }
  const tooMany = tagsTooMany(source.tags);
  if (tooMany > 0) {
    throw new Refused(
      `${id} has ${tooMany} tags too many: AWS allows 50, and a copy has some of its own; take tags from it.`,
    );
  }
  return source;
}
