import type { Member, SeenGrant } from './read-members.ts';
import { isLastingOwner } from './write-grant.ts';

/** A role of a member, and what is at stake for whoever changes it. */
export interface GrantAsked {
  readonly member: Member;
  readonly grant: SeenGrant;
  /** Whoever takes it could give it again: nobody gives themselves a role, except an owner who stays one. */
  readonly canUndo: boolean;
  /** It is one's own, or decides about the rights of others: somebody has to mean it who ends it. */
  readonly isGrave: boolean;
}

export function withStakes(
  { member, grant }: Pick<GrantAsked, 'member' | 'grant'>,
  askingId: string | null,
): GrantAsked {
  const isOwn = member.userId === askingId;
  const staysOwner = grant.role !== 'owner' && member.grants.some(isLastingOwner);
  return {
    member,
    grant,
    canUndo: !isOwn || staysOwner,
    isGrave: isOwn || grant.role === 'owner' || grant.role === 'admin',
  };
}
