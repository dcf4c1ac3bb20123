import { describeFailure } from '../describe-failure.ts';
import { SignInError, type SignInFailure } from '../network/device-sign-in.ts';

/** Why a sign-in did not finish, for the person. */
export const signInReason = (error: unknown): string =>
  error instanceof SignInError ? reasons[error.reason] : describeFailure(error).message;

const reasons: Record<SignInFailure, string> = {
  offline: 'This computer has no connection to the internet.',
  notAnswering: 'The school’s server is not answering. Try again in a while.',
  notASchool: 'There is no school at this address. Check the address in your invitation.',
  expired: 'The code was not confirmed in time. Ask for a new one.',
  denied: 'The sign-in was declined in the browser.',
  noAccess: 'This account is not on the staff of the school.',
  cancelled: 'The sign-in was cancelled.',
};
