import { describeFailure } from '../describe-failure.ts';
import { SignInError, type SignInFailure } from '../network/device-sign-in.ts';
import { words } from '../../ipc/refusal.ts';

/** Why a sign-in did not finish, for the person. */
export const signInReason = (error: unknown): string =>
  error instanceof SignInError ? reasons[error.reason] : describeFailure(error).message;

const reasons: Record<SignInFailure, string> = {
  offline: words('failures.signInOffline'),
  notAnswering: words('failures.signInNotAnswering'),
  notASchool: words('failures.signInNotASchool'),
  expired: words('failures.signInExpired'),
  denied: words('failures.signInDenied'),
  noAccess: words('failures.signInNoAccess'),
  cancelled: words('failures.signInCancelled'),
};
