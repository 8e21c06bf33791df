/** 代为录入事项告知书: a leader hears what the office has entered for them, by which paper, and until when they may object. What the
 *  paper says stays in the system. */
import { isWork } from '../../contracts/committee.ts';
import { workCommandNamed, workCommandTitle } from '../../contracts/requests/committee.ts';
import { commandNamed, commandTitle } from '../../contracts/requests/index.ts';
import { letterTitles } from '../../domain/dossier/titles.ts';
import { dayInWords } from '../dates.ts';
import type { Content, LetterFacts } from '../facts.ts';
import { citation } from '../titles.ts';

export function actOnBehalf({ letter, round }: LetterFacts): Content {
  const heading = letterTitles['act-on-behalf'].zh;
  const { entered } = letter;
  if (!entered) return { heading, about: '代为录入事项', paragraphs: [`所涉事项：${letter.duty}，请以台账记载为准。`] };
  const { action, sequence, enteredOn, document, objectUntil } = entered;
  const title = (isWork(round) ? titleOfWork(action) : titleOfRound(action)) ?? action;
  const until = objectUntil === null ? '如有异议，请' : `如有异议，请于${dayInWords(objectUntil)}24时前（北京时间）`;
  return {
    heading,
    about: `${title}（台账第${sequence}号）`,
    paragraphs: [
      `根据您签署的书面文件（${document.number}，${dayInWords(document.on)}），巡察办于${dayInWords(enteredOn)}代您录入：${title}。该事项已由另一名同志与书面文件核对一致，计入台账第${sequence}号，视为您本人办理（${citation('J-V.5b')}）。`,
      `请予核对。内容与您的决定一致的，无需答复。${until}在系统中提出（object-to-act，台账序号${sequence}），并写明理由；异议处理期间，后续工作暂缓，法定期限照常计算。`,
      '文件内容不随函载明，请按职务权限在系统中查阅。',
    ],
  };
}

function titleOfRound(action: string): string | undefined {
  const command = commandNamed(action);
  return command && commandTitle(command, 'zh');
}
function titleOfWork(action: string): string | undefined {
  const command = workCommandNamed(action);
  return command && workCommandTitle(command, 'zh');
}
