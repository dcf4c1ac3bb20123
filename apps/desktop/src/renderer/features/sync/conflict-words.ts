import type { Translate } from '@educrowd/shared/messages/translate';
import type { OpenConflict, RefusedChange } from '../../../ipc/sync.ts';

/** A stored field as people call it. */
export function fieldName(field: string | null, t: Translate): string {
  switch (field) {
    case 'title':
      return t('sync.fieldTitle');
    case 'summary':
      return t('sync.fieldSummary');
    case 'language':
      return t('sync.fieldLanguage');
    case 'level':
      return t('sync.fieldLevel');
    case 'durationHours':
      return t('sync.fieldDuration');
    case 'tags':
      return t('sync.fieldTags');
    case 'priceMinor':
      return t('sync.fieldPrice');
    case 'currency':
      return t('sync.fieldCurrency');
    case 'coverMaterialId':
      return t('sync.fieldCover');
    case 'sectionId':
    case 'parentId':
    case 'position':
      return t('sync.fieldPlace');
    case 'name':
      return t('sync.fieldName');
    case 'description':
      return t('sync.fieldDescription');
    case 'goalMinor':
      return t('sync.fieldGoal');
    case 'fundingModel':
      return t('sync.fieldFundingModel');
    case 'deadline':
      return t('sync.fieldDeadline');
    case 'amountMinor':
      return t('sync.fieldAmount');
    case 'limitCount':
      return t('sync.fieldLimit');
    case 'deliveryMonth':
      return t('sync.fieldDelivery');
    case 'question':
      return t('sync.fieldQuestion');
    case 'answer':
      return t('sync.fieldAnswer');
    default:
      return t('sync.fieldOther', { field: field ?? '' });
  }
}

/** The question of a conflict: "You and Anna" when this person is one of the two. */
export function conflictQuestion(conflict: OpenConflict, me: string, t: Translate): string {
  const { winnerName: winner, loserName: loser } = conflict;
  const field = fieldName(conflict.field, t);
  if (winner === loser)
    return winner === me
      ? t('sync.youChangedTwice', { field })
      : t('sync.oneChangedTwice', { name: winner, field });
  if (winner !== me && loser !== me) return t('sync.theyChanged', { winner, loser, field });
  return t('sync.bothChanged', { name: winner === me ? loser : winner, winner, loser, field });
}

/** Why the school did not accept a change, as the middle of a sentence. */
export function refusalReason({ reason, code }: RefusedChange, t: Translate): string {
  if (reason !== '') return reason.replace(/\.$/, '');
  switch (code) {
    case 'FORBIDDEN':
      return t('sync.refusedForbidden');
    case 'CONFLICT':
      return t('sync.refusedConflict');
    case 'MISSING_PARENT':
      return t('sync.refusedMissing');
    default:
      return t('sync.refusedInvalid');
  }
}
