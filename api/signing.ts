/** Signing acts (T-1): what binds by somebody's signature needs a sign-in of a moment ago, and a person. Every act is asked here, by
 *  its name alone, before anything of its dossier is looked at. */
import type { Request } from 'express';
import { workCommandNamed } from '../contracts/requests/committee.ts';
import { commandNamed } from '../contracts/requests/index.ts';
import { committeeRules } from '../domain/committee/steps/index.ts';
import { ruleBook } from '../domain/round/steps/index.ts';
import { callerOfRequest } from './caller.ts';
import type { Ports } from './ports.ts';
import { forbidden, type Problem } from './problems.ts';
import { secondsNow } from './sign-in/clock.ts';
import { signInAt } from './sign-in/refusals.ts';

/** In seconds. */
export const FRESH_FOR = 600;

/** Whether a command of a round (or of a committee's work) is a signing act. */
export function isSigning(action: string, of: 'ROUND' | 'WORK'): boolean {
  const ofRound = of === 'ROUND' ? commandNamed(action) : undefined;
  if (ofRound) return ruleBook[ofRound].signs;
  const ofWork = of === 'WORK' ? workCommandNamed(action) : undefined;
  return ofWork !== undefined && committeeRules[ofWork].signs;
}

/** What stands in the way of the caller's signature. */
export function requireSignature(request: Request, { provider }: Pick<Ports, 'provider'>): Problem | undefined {
  const { isService, signedInAt } = callerOfRequest(request);
  if (isService) return servicesSignNothing;
  // A sign-in that lies further ahead than that is believed as little as an old one.
  const isFresh = signedInAt !== null && Math.abs(secondsNow() - signedInAt) <= FRESH_FOR;
  return isFresh
    ? undefined
    : {
        ...reauthenticate,
        maxAge: FRESH_FOR,
        ...(provider && { signIn: `${signInAt(provider.publicUrl)}?again=true` }),
      };
}

const servicesSignNothing = forbidden(
  'A service signs nothing: have it done by the person whose act it is, under their own sign-in',
  '程序账号不得办理需要签字负责的事项：请由本人登录后办理',
);
const reauthenticate: Problem = {
  kind: 'reauthenticate',
  status: 401,
  title: 'This act is your signature: sign in again (`signIn` says where), then repeat it within ten minutes',
  detail: '该事项由您签字负责，须在登录后十分钟内办理：请重新登录（见 signIn）后再次提交',
};
