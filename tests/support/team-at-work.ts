/** A team at work on site: a round whose team has entered its organisation, on real servers, and the people around it. */
import { ApiProblem } from '../../examples/api-client.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { openSystem, type SystemHarness } from './system-harness.ts';
import type { Text } from './texts.ts';

const everybody = [
  'leader',
  'inspector',
  'second',
  'otherLeader',
  'otherInspector',
  'leadingGroupLeader',
  'executiveDeputy',
  'director',
  'staff',
  'clerk',
  'discipline',
  'organisationDepartment',
  'upperOffice',
  'principal',
  'liaison',
] as const;
export type Who = (typeof everybody)[number];

export interface RoundForActor {
  readonly counts: object;
  readonly organisations: readonly { readonly code: string; readonly immediateItems: readonly object[] }[];
}

export interface TeamAtWork {
  readonly system: SystemHarness;
  readonly round: ExampleRound;
  readonly organisation: string;
  readonly people: Readonly<Record<Who, string>>;
  act<T = object>(who: Who, action: string, payload: object): Promise<T>;
  /** The first proposes it, the second confirms it. */
  together(who: readonly [Who, Who], action: string, payload: object): Promise<object>;
  /** Why it is refused; one that is allowed is a fault of the test. */
  refusal(who: Who, action: string, payload: object): Promise<ApiProblem['problem']>;
  paper(code: string, more?: object): object;
  statusOf(path: string, who: Who): Promise<number>;
  /** The text of the first event of a type. */
  textOf(type: string): Promise<Text>;
  readersOf(type: string): Promise<Who[]>;
  seen<T>(path: string, who: Who): Promise<T>;
}

export async function openTeamAtWork(): Promise<TeamAtWork> {
  const system = await openSystem();
  const round = system.round();
  const { office } = system;
  const organisation = office.organisations[0]?.code ?? '';
  const holder = (post: string) => {
    const found = office.registry.posts.find((held) => 'post' in held && held.post === post);
    return found && 'person' in found ? String(found.person) : '';
  };
  const people: Readonly<Record<Who, string>> = {
    leader: office.leaders[0] ?? '',
    inspector: office.inspectors[0] ?? '',
    second: office.inspectors[1] ?? '',
    otherLeader: office.leaders[1] ?? '',
    otherInspector: office.inspectors[2] ?? '',
    leadingGroupLeader: office.leadingGroupLeader,
    executiveDeputy: holder('LG_EXECUTIVE_DEPUTY'),
    director: office.director,
    staff: office.staff,
    clerk: holder('STANDING_COMMITTEE'),
    discipline: office.disciplineOrgan,
    organisationDepartment: office.organisationDepartment,
    upperOffice: holder('UPPER_OFFICE'),
    principal: office.principal(organisation),
    liaison: office.liaison(organisation),
  };

  const team: TeamAtWork = {
    system,
    round,
    organisation,
    people,
    act: (who, action, payload) => round.act(people[who], action, payload),
    together: ([first, second], action, payload) => round.actTogether([people[first], people[second]], action, payload),
    async refusal(who, action, payload) {
      const error = await team.act(who, action, payload).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (!(error instanceof ApiProblem)) throw new Error(`${action} was not refused: ${String(error)}`);
      return error.problem;
    },
    paper: (code, more = {}) => ({
      paper: code,
      organisation,
      area: 'CLEAN',
      category: 'CLEAN-3',
      keyMatter: 'FUND_MANAGEMENT',
      power: 'APPROVAL',
      content: `底稿${code}：资金拨付未经集体研究`,
      evidence: ['a'.repeat(64)],
      ...more,
    }),
    async statusOf(path, who) {
      const response = await fetch(`${system.url}${path}`, { headers: { 'X-Actor': people[who] } });
      return response.status;
    },
    async textOf(type) {
      const event = (await system.events(round.code)).find((each) => each.type === type);
      const content = event?.data.content;
      if (typeof content !== 'object' || content === null || !('ref' in content && 'hash' in content))
        throw new Error(`${type} has no text`);
      return { ref: String(content.ref), hash: String(content.hash) };
    },
    async readersOf(type) {
      const { ref } = await team.textOf(type);
      const readers: Who[] = [];
      for (const who of everybody) if ((await team.statusOf(`/contents/${ref}`, who)) === 200) readers.push(who);
      return readers;
    },
    seen: (path, who) => system.api.get(`/rounds/${round.code}${path}`, people[who]),
  };

  await round.plan();
  await round.prepare();
  await team.act('director', 'publish-entry-notice', {
    organisation,
    channels: ['PHONE'],
    intakeClosesOn: '2099-12-31',
  });
  await team.act('leader', 'enter', { organisation });
  return team;
}
