/** What a person sees of the mailbox. Chinese first, English beside it. */
import { type Html, html, markup } from './html.ts';
import type { Letter, OpenedLetter } from './letters-kept.ts';

interface Rung {
  readonly colour: string;
  readonly name: string;
}

/** The steps of the ladder, by the header `X-Xuncha-Rung`. */
const RUNGS: Readonly<Record<string, Rung>> = {
  '1': { colour: 'green', name: '绿 Green' },
  '2': { colour: 'yellow', name: '黄 Yellow' },
  '3': { colour: 'red', name: '红 Red' },
  '4': { colour: 'top', name: '顶 Top' },
};

const BEIJING = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'medium',
  timeStyle: 'medium',
});

export interface ListedLetters {
  readonly letters: readonly Letter[];
  readonly total: number;
  /** The last one shown, when there are older ones. */
  readonly olderThan: string | undefined;
}

export function listPage({ letters, total, olderThan }: ListedLetters): string {
  const list = html`
    <p class="count">共 ${total} 封 · ${total} letters</p>
    <table>
      <thead>
        <tr><th>级 Rung</th><th>收到 Received</th><th>收件人 To</th><th>主题 Subject</th></tr>
      </thead>
      <tbody>${letters.map(row)}</tbody>
    </table>
    ${olderThan === undefined ? undefined : html`<p><a href="/?before=${olderThan}">更早的函件 Older letters →</a></p>`}`;
  const nothing = html`<p class="empty">还没有函件。到期提醒寄出后会出现在这里。<br>
    No letters yet. They appear here as soon as a round sends one; reload to look again.</p>`;
  return page('信箱 Mailbox', letters.length > 0 ? list : nothing);
}

export function letterPage(letter: OpenedLetter): string {
  const fields: ReadonlyArray<readonly [string, string | undefined]> = [
    ['发件人 From', letter.from],
    ['收件人 To', letter.to.join(', ')],
    ['抄送 Cc', letter.cc.join(', ')],
    ['日期 Date', letter.sentAt && beijing(letter.sentAt)],
    ['收到 Received', beijing(letter.receivedAt)],
    ['编号 Message-ID', letter.messageId],
    ['附件 Attachments', letter.attachments.join(', ')],
    ...Object.entries(letter.headers),
  ];
  const filled = fields.flatMap(([name, value]) => (value ? [html`<dt>${name}</dt><dd>${value}</dd>`] : []));
  return page(
    letter.subject || '（无主题 No subject）',
    html`
    <p>${mark(letter)}</p>
    <dl>${filled}</dl>
    <article>${letter.text}</article>
    <p><a href="/">← 全部函件 All letters</a> · <a href="/letters/${letter.file}/source">原文 Source</a></p>`,
  );
}

export function missingPage(): string {
  return page(
    '没有这封函件 No such letter',
    html`<p>它可能已被删除。It may have been deleted. <a href="/">← 全部函件 All letters</a></p>`,
  );
}

export function faultPage(): string {
  return page(
    '无法读取 Cannot be read',
    html`<p>原因见启动窗口。The window that started the mailbox says why. <a href="/">← 全部函件 All letters</a></p>`,
  );
}

function row(letter: Letter): Html {
  return html`<tr>
    <td>${mark(letter)}</td>
    <td class="time">${beijing(letter.receivedAt)}</td>
    <td>${[...letter.to, ...letter.cc].join(', ')}</td>
    <td><a href="/letters/${letter.file}">${letter.subject || '（无主题 No subject）'}</a></td>
  </tr>`;
}

function mark({ headers }: Letter): Html | undefined {
  const rung = RUNGS[headers['x-xuncha-rung'] ?? ''];
  return rung && html`<span class="mark ${rung.colour}">${rung.name}</span>`;
}

function beijing(instant: string): string {
  return BEIJING.format(new Date(instant));
}

function page(title: string, body: Html): string {
  return markup(html`<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="stylesheet" href="/mailbox.css">
  </head>
  <body>
    <header><a href="/">巡察信箱 Mailbox</a></header>
    <main>
      <h1>${title}</h1>
      ${body}
    </main>
  </body>
</html>
`);
}
