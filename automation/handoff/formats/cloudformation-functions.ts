/** A value of a template. */
export type Cfn = string | number | boolean | readonly Cfn[] | CfnMap;
export interface CfnMap {
  readonly [key: string]: Cfn;
}

/** Functions of CloudFormation, in their long form. */
export const cfn = {
  ref: (name: string): CfnMap => ({ Ref: name }),
  getAtt: (resource: string, attribute: string): CfnMap => ({ "Fn::GetAtt": [resource, attribute] }),
  equals: (one: Cfn, other: Cfn): CfnMap => ({ "Fn::Equals": [one, other] }),
  not: (condition: Cfn): CfnMap => ({ "Fn::Not": [condition] }),
  if: (condition: string, then: Cfn, otherwise: Cfn): CfnMap => ({ "Fn::If": [condition, then, otherwise] }),
  contains: (list: readonly string[], value: Cfn): CfnMap => ({ "Fn::Contains": [[...list], value] }),
  select: (index: number, list: Cfn): CfnMap => ({ "Fn::Select": [index, list] }),
  split: (separator: string, text: Cfn): CfnMap => ({ "Fn::Split": [separator, text] }),
  /** Takes the property away. */
  noValue: { Ref: "AWS::NoValue" } as CfnMap,
};
