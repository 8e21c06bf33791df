/** Why somebody is not let in, and what to do. */
import { forbidden, type Problem } from '../problems.ts';

const unknown = (title: string, detail: string): Problem => ({ kind: 'who-is-calling', status: 401, title, detail });

export const sendActor = unknown(
  'Who is calling? Send X-Actor with the code of a registered person, from this machine',
  '无法识别操作人：开发环境请从本机以 X-Actor 请求头注明已登记的人员编号',
);
export const notFromHere = unknown(
  'X-Actor is believed from this machine alone: call 127.0.0.1 directly, through no proxy, or sign in',
  'X-Actor 仅限本机直接访问：请直接访问 127.0.0.1，不得经过代理，或者登录后办理',
);
export const noDoor = unknown(
  'No sign-in is set up here: the operator sets OIDC_ISSUER, OIDC_CLIENT_ID and PUBLIC_URL',
  '尚未配置统一身份认证：请系统管理员设置 OIDC_ISSUER、OIDC_CLIENT_ID 和 PUBLIC_URL',
);
export const signInAt = (publicUrl: string): string => `${publicUrl}/sign-in`;
export const signInHere = (publicUrl: string): Problem => ({
  ...unknown(
    'Who is calling? Sign in (`signIn` says where), or send Authorization: Bearer with an access token of the identity provider',
    '无法识别操作人：请登录（见 signIn），程序请以 Authorization: Bearer 提交统一身份认证签发的访问令牌',
  ),
  signIn: signInAt(publicUrl),
});
export const badSignIn = unknown(
  'This sign-in is not under way in this browser, or was used or took longer than ten minutes: begin again at /sign-in',
  '登录未在本浏览器进行、已经使用或者超过十分钟：请从 /sign-in 重新登录',
);
export const notRegistered = unknown(
  'The registry does not know you: the inspection office that keeps you enters your code and your `signIn`',
  '名册中没有该登录账号：请联系巡察办登记人员编号和登录账号（signIn）',
);
export const servicesUseTokens = forbidden(
  'A service does not sign in with a browser: it sends Authorization: Bearer with an access token of the identity provider',
  '程序账号不得通过浏览器登录：请以 Authorization: Bearer 提交统一身份认证签发的访问令牌',
);
export const badAuthorization = unknown(
  'Authorization cannot be read here: send `Bearer` and one access token of the identity provider',
  '无法识别 Authorization 请求头：请以 Bearer 方式提交统一身份认证签发的访问令牌',
);

/** Why a token is not believed. */
export const badToken = {
  EXPIRED: unknown('The token has expired: get a new one', '访问令牌已过期，请重新获取'),
  AUDIENCE: unknown(
    'The token is for another program: ask for one for this one',
    '访问令牌不是签发给本系统的，请按本系统重新获取',
  ),
  ISSUER: unknown(
    'The token is of another identity provider: get one from that of the house',
    '访问令牌不是本单位统一身份认证签发的，请重新获取',
  ),
  FORM: unknown(
    'The token is not one that the identity provider of the house has signed for access: get a new one',
    '访问令牌的签名或者格式不符，请重新获取',
  ),
} as const satisfies Readonly<Record<string, Problem>>;

export const foreignPage = forbidden(
  'This was sent by a page that is not ours: do it on our own page, at PUBLIC_URL',
  '该请求不是由本系统页面发出的：请在本系统页面上办理',
);
