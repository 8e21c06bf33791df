/** The two example committees, of the demo and of the first steps. Both are registered together, by whichever comes first, so
 *  that the other one finds itself known. */
import { type ApiClient, ApiProblem } from './api-client.ts';
import { exampleOffice } from './office.ts';

export const demoOffice = exampleOffice({
  committee: 'C-DEMO',
  committeeName: '示例区委',
  tag: 'DEMO',
  organisations: ['区民政局', '区农业农村局', '区科信局', '区政务服务管理局', '区发改局', '区粮油储备购销公司'].map(
    (name, i) => ({ code: `O-D${i + 1}`, name }),
  ),
});
export const firstOffice = exampleOffice({
  committee: 'C-FIRST',
  committeeName: '示例县委',
  tag: 'FIRST',
  organisations: [
    { code: 'O-F1', name: '示例县交通运输局党组' },
    { code: 'O-F2', name: '示例县水利局党组' },
  ],
});

/** false: this system has a registry of its own, in which the examples are not known. */
export async function registerExamples(api: ApiClient): Promise<boolean> {
  const [demo, first] = [demoOffice.registry, firstOffice.registry];
  try {
    await api.put('/registry', demoOffice.director, {
      committees: [...demo.committees, ...first.committees],
      organisations: [...demo.organisations, ...first.organisations],
      people: [...demo.people, ...first.people],
      posts: [...demo.posts, ...first.posts],
    });
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && (error.problem.status === 401 || error.problem.status === 403)) return false;
    throw error;
  }
}

/** The first code of this form that no round has. */
export async function freeCode(api: ApiClient, actor: string, prefix: string): Promise<string> {
  const taken = new Set((await api.all<{ code: string }>('/rounds', actor)).map(({ code }) => code));
  for (let n = 1; ; n++) {
    const code = `${prefix}-${String(n).padStart(2, '0')}`;
    if (!taken.has(code)) return code;
  }
}
