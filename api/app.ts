/** The API: wiring only. Who is calling, what may be asked, where it is answered. */
import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { pinoHttp } from 'pino-http';
import { callerInRegistry } from '../ledger/registry/caller.ts';
import { actionRoutes } from './actions.ts';
import { requireBoundedBody, requireUtf8 } from './bodies.ts';
import { committeeWorkRoutes } from './committee-work.ts';
import { committeeRoutes } from './committees.ts';
import { contentRoutes } from './contents.ts';
import { descriptionRoutes } from './description/routes.ts';
import { serverAway, whileAnswering } from '../server-away.ts';
import { letIn } from './caller.ts';
import { onlyOurNames, onlyOurPages, protectiveHeaders } from './edge.ts';
import { isUnstorable } from './faults.ts';
import { sayInBothLanguages } from './field-messages.ts';
import { healthRoute } from './health.ts';
import { limitPerPerson } from './limits.ts';
import { nothingHere } from './methods.ts';
import type { Ports } from './ports.ts';
import { probeRoutes } from './probes.ts';
import { invalid, sendProblem, sendUnavailable, suspended } from './problems.ts';
import { packChangeRoutes } from './pack-change.ts';
import { readingRoutes } from './reading.ts';
import { registryRoutes } from './registry.ts';
import { roundRoutes } from './rounds.ts';
import { ProviderAway } from './sign-in/provider-away.ts';
import { notRegistered } from './sign-in/refusals.ts';
import { signInRoutes } from './sign-in/routes.ts';

const LARGEST_BODY = '1mb';

export function createApp(ports: Ports): Express {
  sayInBothLanguages();
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', [...ports.edge.proxies]);
  app.use(protectiveHeaders(ports.edge));
  app.use(requestLog(ports));
  app.use(counted(ports));
  app.use(onlyOurNames(ports.edge));
  app.use(onlyOurPages(ports.edge));
  app.set('etag', false);
  app.use(keptByNobody);
  app.use(express.json({ limit: LARGEST_BODY, strict: true, verify: requireUtf8 }));
  app.use(onlyJson);
  app.use(requireBoundedBody);

  app.get('/health', healthRoute(ports.health));
  app.use(probeRoutes(ports.notReady));
  app.use(descriptionRoutes());
  if (ports.provider) app.use(signInRoutes(ports, ports.provider));
  app.use(onlyKnownCallers(ports));
  app.use(...limitPerPerson(ports.edge.limits));
  app.use(registryRoutes(ports));
  app.use(roundRoutes(ports));
  app.use(actionRoutes(ports));
  app.use(committeeRoutes(ports));
  app.use(committeeWorkRoutes(ports));
  app.use(contentRoutes(ports));
  app.use(packChangeRoutes(ports));
  app.use(readingRoutes(ports));
  app.use(nothingHere);
  app.use(faultHandler(ports));
  return app;
}

/** What somebody may read is for them, and for now: no browser, no proxy keeps it. The description is everybody's. */
const keptByNobody: RequestHandler = (request, response, next) => {
  if (!/^\/docs(\/|$)/.test(request.path)) response.setHeader('Cache-Control', 'no-store');
  next();
};

/** A body in another form would be passed over in silence. */
const onlyJson: RequestHandler = (request, response, next) => {
  const isEmpty = request.get('Content-Length') === '0';
  if (isEmpty || request.is('application/json') !== false) return next();
  sendProblem(response, {
    kind: 'unreadable',
    status: 415,
    title: 'The body is not JSON; send Content-Type: application/json',
    detail: '请求体须为 JSON，请以 Content-Type: application/json 发送',
  });
};

/** Everybody behind this door is in the registry, and not suspended: whoever is neither acts nor reads (J-III.4d, T-1, T-4). */
function onlyKnownCallers({ identify, pool }: Ports): RequestHandler {
  return async (request, response, next) => {
    const shown = await identify(request);
    if ('kind' in shown) return sendProblem(response, shown);
    const registered = await callerInRegistry(pool, shown.proof);
    if (!registered) return sendProblem(response, notRegistered);
    if (registered.suspended) return sendProblem(response, suspended);
    const { person, isService } = registered;
    letIn(request, { person, isService, signedInAt: shown.signedInAt });
    next();
  };
}

const counted =
  ({ watch }: Ports): RequestHandler =>
  (_request, response, next) => {
    response.once('finish', () => watch.requestAnswered(response.statusCode));
    next();
  };

/** Without the query; a part that is no code could be a name that somebody has typed. */
const pathOnly = (url: string): string =>
  (url.split('?')[0] ?? '')
    .split('/')
    .map((part) => (/^[\w.-]*$/.test(part) ? part : '…'))
    .join('/');

/** Paths and codes only: no body, no query, no header but the actor's code. */
function requestLog({ log }: Ports) {
  return pinoHttp({
    logger: log,
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({
        id,
        method,
        path: pathOnly(url),
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      err: ({ message }: Error) => message,
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'debug'),
  });
}

/** Whatever a route throws ends here: bad bodies, absent servers, and faults of our own. */
function faultHandler({ log }: Ports): ErrorRequestHandler {
  return (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const body = unreadableBody(error);
    if (body) return sendProblem(response, body);
    if (isUnstorable(error))
      return sendProblem(
        response,
        invalid([{ pointer: '', detail: 'a value that cannot be stored or compared（含有无法保存或者比对的内容）' }]),
      );
    if (error instanceof ProviderAway) {
      log.warn({ reason: error.message }, 'the identity provider does not answer');
      return sendUnavailable(response, 'The identity provider');
    }
    const away = serverAway(error, whileAnswering);
    if (away?.server) {
      log.warn({ reason: away.reason }, `${away.server} does not answer`);
      return sendUnavailable(response, away.server);
    }
    log.error({ err: error, alarm: 'api-fault' }, 'a request failed');
    sendProblem(response, {
      kind: 'broken',
      status: 500,
      title: 'Something is wrong with the program; the operator has been told',
      detail: '系统出错，已通知管理员，请稍后重试',
    });
  };
}

/** body-parser says what is wrong by `type`; a body that cannot be unpacked, or an address decoded, has a status alone. */
function unreadableBody(error: unknown) {
  if (!(error instanceof Error) || !('status' in error) || !String(error.status).startsWith('4')) return undefined;
  if (error instanceof URIError)
    return { kind: 'unreadable', status: 400, title: 'The address cannot be read', detail: '地址无法读取，请核对' };
  const problem = { kind: 'unreadable', detail: '请求体无法读取，请核对 JSON 内容' };
  switch ('type' in error && error.type) {
    case 'entity.too.large':
      return {
        ...problem,
        status: 413,
        title: `The body is larger than ${LARGEST_BODY}; send less at once`,
        detail: `请求体超过 ${LARGEST_BODY}，请分次发送`,
      };
    case 'entity.verify.failed':
      return { ...problem, status: 400, title: 'The body is not UTF-8', detail: '请求体须为 UTF-8 编码' };
    case 'entity.parse.failed':
      return { ...problem, status: 400, title: 'The body is not valid JSON' };
    default:
      return { ...problem, status: Number(error.status), title: 'The body cannot be read' };
  }
}
