/** A functional department that a transfer names. */
import type { Code } from '../../domain/vocabulary.ts';
import { addressee } from '../story/feedback.ts';
import { withDepartment } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { aRound, type Story } from '../story.ts';
import { ELSEWHERE, O } from './row.ts';

/** Two departments of the committee with a name, and their holders. */
export const [BUREAU, ANOTHER] = ['O-BUREAU', 'O-ANOTHER'];
export const [ofBureau, ofAnother] = ['P-BUREAU', 'P-ANOTHER'];
export const withDepartments = (story: Story): Story =>
  story.varied((registry) => withDepartment(withDepartment(registry, BUREAU, ofBureau), ANOTHER, ofAnother));

export const matterFor = (department?: Code) =>
  ({
    code: ELSEWHERE,
    to: 'FD',
    kind: 'MATTER',
    content: prose('matter'),
    ...(department === undefined ? {} : { department }),
  }) as const;
export const decidedFor = (department?: Code): Story =>
  withDepartments(aRound()).decided(O, { transfers: [matterFor(department)] });
export const sentTo = (department?: Code): Story => decidedFor(department).withTransfersSent();
export const receivedBy = (person: Code, department?: Code): Story =>
  sentTo(department).does(person, 'receive-transfer', { transfer: ELSEWHERE });
export const returnedBy = (person: Code, department?: Code): Story =>
  receivedBy(person, department).does(person, 'return-transfer', { transfer: ELSEWHERE, reason: prose('not ours') });
export const unnamed = addressee.FD;
