/** First steps where the registry is one's own: the calls that plan a round in it, with its own codes. */
import { type ApiClient, apiClient, ApiProblem } from '../../examples/api-client.ts';
import { nextCommand } from '../../local/next-command.ts';
import { callsOf } from './calls.ts';

interface Post {
  readonly person: string;
  readonly post: string;
  readonly committee?: string;
  readonly to?: string | null;
}
interface Committee {
  readonly code: string;
  readonly term?: { readonly from: string };
}
interface Organisation {
  readonly code: string;
  readonly managedBy: string;
}

const OFFICE: readonly string[] = ['OFFICE_DIRECTOR', 'OFFICE_STAFF'];
const ORGANISATIONS_SHOWN = 2;

export async function inOwnRegistry(url: string, person: string | undefined): Promise<string> {
  if (person === undefined)
    return `
The system at ${url} has a registry of its own, so nothing is made up in it. Say who you are, somebody of an inspection
office, and the calls for a first round of that committee are printed:

  ${nextCommand('npm run first-round -- <person’s code>')}

For an example in made-up data, start another system: DATA_DIR=.first npm start (with other ports, if this one goes on).
`;
  return callsFor(url, apiClient(url), person);
}

async function callsFor(url: string, api: ApiClient, person: string): Promise<string> {
  const posts = await api.all<Post>('/registry/posts', person).catch((error: unknown) => {
    if (error instanceof ApiProblem && error.problem.status < 500) return [];
    throw error;
  });
  const own = posts.find((post) => post.person === person && OFFICE.includes(post.post) && !post.to);
  const committees = own ? await api.all<Committee>('/registry/committees', person) : [];
  const committee = committees.find(({ code }) => code === own?.committee);
  if (!committee)
    throw new Error(
      `${person} holds no post in an inspection office here (OFFICE_DIRECTOR, OFFICE_STAFF): name somebody who does.`,
    );
  const organisations = (await api.all<Organisation>('/registry/organisations', person))
    .filter(({ managedBy }) => managedBy === committee.code)
    .slice(0, ORGANISATIONS_SHOWN);
  const round = `R-${new Date().getFullYear()}-01`;
  const holder = (post: string) =>
    posts.find((each) => each.post === post && each.committee === committee.code && !each.to)?.person ?? `<${post}>`;
  const call = callsOf(url);
  return `
${person} is of the office of ${committee.code}. A first round, call by call:

  # plan it
  ${call(person, 'POST', '/rounds', {
    code: round,
    committee: committee.code,
    term: committee.term?.from ?? '<first day of the committee’s term>',
    modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
    organisations:
      organisations.length > 0 ? organisations.map(({ code }) => ({ code })) : [{ code: '<organisation>' }],
  })}

  # the secretary approves it
  ${call(holder('SECRETARY'), 'POST', `/rounds/${round}/actions/approve-round`, { decision: '批-1' })}

  # what may the office do now, and which clause is in the way of the rest?
  ${call(person, 'GET', `/rounds/${round}/actions`)}

Each further act, with its fields and an example: ${url}/docs
`;
}
