import {
  type EC2Client,
  type IpPermission,
  paginateDescribeSecurityGroups,
  paginateGetManagedPrefixListEntries,
} from "@aws-sdk/client-ec2";
import type { GroupFacts, GroupRule } from "../facts";
import { type Known, known } from "../known";
import { allOf, attempt, present } from "./attempt";

/** Security groups with their rules. */
export async function readGroups(ec2: EC2Client, ids: readonly string[]): Promise<Known<readonly GroupFacts[]>> {
  if (ids.length === 0) return known([]);
  return attempt("ec2:DescribeSecurityGroups", async () => {
    const groups = await allOf(
      paginateDescribeSecurityGroups({ client: ec2 }, { GroupIds: [...ids] }),
      (page) => page.SecurityGroups,
    );
    return groups.map((group) => ({
      groupId: present(group.GroupId, "group id"),
      groupName: group.GroupName ?? "",
      rules: [
        ...(group.IpPermissions ?? []).flatMap((permission) => rulesOf(permission, false)),
        ...(group.IpPermissionsEgress ?? []).flatMap((permission) => rulesOf(permission, true)),
      ],
    }));
  });
}

/** The blocks of all prefix lists that the groups' rules name. */
export function readPrefixLists(
  ec2: EC2Client,
  groups: readonly GroupFacts[],
): Promise<Known<ReadonlyMap<string, readonly string[]>>> {
  const ids = new Set(groups.flatMap(({ rules }) => rules.flatMap(({ prefixListId }) => prefixListId ?? [])));
  return attempt("ec2:GetManagedPrefixListEntries", async () => {
    const lists = new Map<string, readonly string[]>();
    for (const id of ids) {
      const pages = paginateGetManagedPrefixListEntries({ client: ec2 }, { PrefixListId: id });
      const entries = await allOf(pages, (page) => page.Entries);
      lists.set(
        id,
        entries.flatMap(({ Cidr: cidr }) => cidr ?? []),
      );
    }
    return lists;
  });
}

function rulesOf(permission: IpPermission, egress: boolean): GroupRule[] {
  const { FromPort: fromPort = 0, ToPort: toPort = 65535, IpProtocol: protocol = "-1" } = permission;
  const base = { egress, protocol, fromPort, toPort };
  return [
    ...(permission.IpRanges ?? []).flatMap(({ CidrIp: cidr }) => (cidr === undefined ? [] : [{ ...base, cidr }])),
    ...(permission.Ipv6Ranges ?? []).flatMap(({ CidrIpv6: cidr }) => (cidr === undefined ? [] : [{ ...base, cidr }])),
    ...(permission.UserIdGroupPairs ?? []).flatMap(({ GroupId: groupId }) =>
      groupId === undefined ? [] : [{ ...base, groupId }],
    ),
    ...(permission.PrefixListIds ?? []).flatMap(({ PrefixListId: prefixListId }) =>
      prefixListId === undefined ? [] : [{ ...base, prefixListId }],
    ),
  ];
}
