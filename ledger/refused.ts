/** Puts refusals into words: English title, Chinese detail with the place in the opinion. */
import type { MissingFact, Refused } from '../contracts/messages.ts';
import { workCommandNamed, workCommands } from '../contracts/requests/committee.ts';
import { commandNamed, commands } from '../contracts/requests/index.ts';
import { clauses } from '../opinion/clauses.ts';
import { postElsewhere, wordings } from '../domain/wordings.ts';
import type { Refusal } from '../domain/refusal.ts';

/** A refusal of the rules. The first missing fact speaks for all of them. */
export function refused({ clause, missing }: Refusal, action: string): Refused {
  const [first] = missing;
  if (!first) throw new Error(`A refusal by ${clause} names no fact`);
  const { status, title, detail } = first['elsewhere'] === undefined ? wordings[first.fact] : postElsewhere;
  const who =
    first.fact === 'post' && first.oneOf !== undefined ? `（有权职务：${titlesOf(String(first.oneOf))}）` : '';
  return { status, clause, title, detail: `${detail}${who}，不得${verbOf(action)}（${clauses[clause]}）`, missing };
}

function verbOf(action: string): string {
  const command = commandNamed(action);
  if (command) return commands[command].verb;
  const ofWork = workCommandNamed(action);
  if (ofWork) return workCommands[ofWork].verb;
  return action === 'begin-work' ? '建立台账' : '列入计划';
}

const titlesOf = (roles: string): string =>
  [...new Set(roles.split(' ').flatMap((role) => roleTitles.get(role)?.split('、') ?? [role]))].join('、');

const roleTitles: ReadonlyMap<string, string> = new Map([
  ['SEC', '党委书记'],
  ['PSC', '常委会（经办）、党委书记'],
  ['SSM', '党委书记'],
  ['LGL', '领导小组组长'],
  ['XDL', '常务副组长'],
  ['LGD', '领导小组副组长'],
  ['OFF', '巡察办'],
  ['TL', '巡察组组长'],
  ['TDL', '巡察组副组长'],
  ['INS', '巡察专员'],
  ['ORG', '被巡察党组织联络员、被巡察党组织主要负责人'],
  ['PR', '被巡察党组织主要负责人'],
  ['DISC', '纪检监察机关'],
  ['OD', '组织部门'],
  ['FD', '职能部门'],
  ['UP', '上级巡察办'],
  ['REP', '以受保护方式反映问题的人员'],
  ['SELF', '本人'],
  ['INCOMING', '接任的被巡察党组织主要负责人'],
  ['ADDRESSEE', '收件人'],
]);

const notByRule = (
  status: Refused['status'],
  title: string,
  detail: string,
  missing: readonly MissingFact[] = [],
): Refused => ({
  status,
  clause: null,
  title,
  detail,
  missing,
});

export const noSuchRound = notByRule(404, 'There is no such round', '没有该轮巡察，请核对编号');
export const otherRequest = notByRule(
  422,
  'This Idempotency-Key was used for another request; use a fresh key',
  '该幂等键已用于另一请求，请更换后重试',
);
export const ruleFailed = notByRule(
  500,
  'The rule book failed on this command; nothing was changed, and the operator has been told',
  '系统规则处理出错，未作任何更改，已通知管理员',
);
export const unreadable = (missing: readonly MissingFact[]): Refused =>
  notByRule(422, 'The request does not have the documented form', '请求内容不符合格式要求', missing);
export const takenMeanwhile = (constraint: string, action: string): Refused | undefined => {
  if (constraint === 'one_authorization_per_task')
    return refused({ clause: 'J-III.3c', missing: [{ fact: 'DecisionNotUsedBefore' }] }, action);
  if (constraint === 'one_team_at_a_time')
    return refused({ clause: 'J-I.3c', missing: [{ fact: 'FreeAtThatTime' }] }, action);
  return undefined;
};
