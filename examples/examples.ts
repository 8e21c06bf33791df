/** The two example committees, of the demo and of the first steps. Both are founded together, by whichever comes first, so
 *  that the other one finds itself known. */
import type { ApiClient } from './api-client.ts';
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

/** Both, as one document. */
export const exampleRegistry = {
  committees: [...demoOffice.registry.committees, ...firstOffice.registry.committees],
  organisations: [...demoOffice.registry.organisations, ...firstOffice.registry.organisations],
  people: [...demoOffice.registry.people, ...firstOffice.registry.people],
  posts: [...demoOffice.registry.posts, ...firstOffice.registry.posts],
};

/** The first code of this form that no round has. */
export async function freeCode(api: ApiClient, actor: string, prefix: string): Promise<string> {
  const taken = new Set((await api.all<{ code: string }>('/rounds', actor)).map(({ code }) => code));
  for (let n = 1; ; n++) {
    const code = `${prefix}-${String(n).padStart(2, '0')}`;
    if (!taken.has(code)) return code;
  }
}
