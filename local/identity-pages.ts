/** The pages of the identity provider for development. */
import { html, type Html, markup } from './html.ts';

export interface Listed {
  readonly subject: string;
  readonly code: string;
  readonly name: string;
  readonly posts: readonly string[];
}

export function peoplePage(shown: {
  readonly uid: string;
  readonly words: string;
  readonly people: readonly Listed[];
}): string {
  const { uid, words, people } = shown;
  const rows = people.map(
    ({ subject, code, name, posts }) => html`<tr>
      <td><form method="post" action="/pick/${uid}"><button name="subject" value="${subject}">${name}</button></form></td>
      <td>${code}</td>
      <td>${posts.join('、')}</td>
    </tr>`,
  );
  return page(
    '请选择登录人员',
    html`
    <p>开发环境：无需密码，请选择名册中的一名人员登录。Development: pick a person of the registry; there is no password.</p>
    <form method="get" action="/pick/${uid}">
      <input name="words" value="${words}" placeholder="姓名、编号或者任职" autofocus> <button>查找 Find</button>
    </form>
    <table>
      <thead><tr><th>姓名</th><th>编号</th><th>任职</th></tr></thead>
      <tbody>${rows}</tbody>
    </table>
    ${people.length === 0 ? html`<p>没有符合条件的人员。名册为空时，请先运行 npm run found。Nobody is found.</p>` : undefined}`,
  );
}

export function pleaseBeginPage(publicUrl: string): string {
  return page(
    '请重新登录',
    html`<p>没有正在进行的登录：请从 <a href="${publicUrl}/sign-in">登录页</a> 开始。No sign-in is under way: begin <a href="${publicUrl}/sign-in">here</a>.</p>`,
  );
}

/** `form` is markup of the provider's own, with the id `op.logoutForm`. */
export function leavingPage(form: string): string {
  const asked = page(
    '退出登录',
    html`<p>确定退出登录吗？Sign out?</p>
    <button form="op.logoutForm" name="logout" value="yes" autofocus>退出 Sign out</button>
    <button form="op.logoutForm">取消 Stay</button>`,
  );
  return asked.replace('</main>', () => `${form}</main>`);
}

function page(title: string, body: Html): string {
  return markup(html`<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style>
      body { font: 16px/1.6 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; margin-top: 1rem; }
      td, th { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left; }
      button { font: inherit; }
    </style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      ${body}
    </main>
  </body>
</html>
`);
}
