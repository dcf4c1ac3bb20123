import type { Translate } from '@educrowd/shared/messages/translate';
import type { SyncStatus } from '../../../ipc/sync.ts';
import type { Formats } from '../../app/formats.ts';

export type Pill = SyncStatus['pill'];

/** The words of the sync pill. The engine has already chosen the first line that is true. */
export function pillLine(pill: Pill, words: { t: Translate; formats: Formats; now: Date }): string {
  const { t, formats, now } = words;
  switch (pill.state) {
    case 'notSaved':
      return t('sync.notSaved', { reason: pill.reason });
    case 'local':
      return t('sync.local', { n: pill.saved });
    case 'signIn':
      return t('sync.signIn', { n: pill.saved });
    case 'role':
      return t('sync.role', { n: pill.saved });
    case 'update':
      return t('sync.update', { n: pill.saved });
    case 'rebuilding':
      return t('sync.rebuilding', { n: pill.kept });
    case 'offline':
      return t('sync.offline', { time: formats.moment(pill.since), n: pill.saved });
    case 'notAnswering':
      return t('sync.notAnswering', { s: secondsUntil(pill.nextTryAt, now) });
    case 'firstSync':
      return t('sync.firstSync', { rows: pill.rows, total: pill.totalRows });
    case 'sending':
      return t('sync.sending', { i: pill.sent, n: pill.total });
    case 'sendingFiles':
      return t('sync.sendingFiles', {
        mb: formats.megabytes(pill.sentBytes),
        total: formats.megabytes(pill.totalBytes),
      });
    case 'waiting':
      return t('sync.waiting', { n: pill.waiting });
    case 'checking':
      return t('sync.checking');
    case 'synced':
      return t('sync.synced', { time: formats.moment(pill.at) });
  }
}

const secondsUntil = (instant: string, now: Date): number =>
  Math.max(0, Math.ceil((new Date(instant).getTime() - now.getTime()) / 1000));

/** The same as a sentence that says what was kept and what comes next. */
export function pillExplanation(pill: Pill, t: Translate): string {
  switch (pill.state) {
    case 'notSaved':
      return t('sync.explainNotSaved');
    case 'local':
      return t('sync.explainLocal');
    case 'signIn':
      return t('sync.explainSignIn', { n: pill.saved });
    case 'role':
      return t('sync.explainRole');
    case 'update':
      return t('sync.explainUpdate');
    case 'rebuilding':
      return t('sync.explainRebuilding');
    case 'offline':
      return t('sync.explainOffline');
    case 'notAnswering':
      return t('sync.explainNotAnswering');
    case 'firstSync':
      return t('sync.explainFirstSync');
    case 'sending':
    case 'sendingFiles':
      return t('sync.explainSending');
    case 'waiting':
      return t('sync.explainWaiting');
    case 'checking':
      return t('sync.explainChecking');
    case 'synced':
      return t('sync.explainSynced');
  }
}
