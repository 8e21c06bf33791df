/** The description of the API, for programs and for people; both are read without a caller. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Router } from 'express';
import helmet from 'helmet';
import { apiDescription } from './document.ts';

/** The two files that the page loads beside its own. */
const assets = ['swagger-ui.css', 'swagger-ui-bundle.js'] as const;
const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('swagger-ui-dist/package.json'));

/** Nothing but what this server sends itself, and nothing inline. */
const ownOnly = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>xuncha · API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="api"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/page.js"></script>
  </body>
</html>
`;

/** Without a validator's address the page would ask one outside. */
const pageScript = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  validatorUrl: null,
  docExpansion: 'none',
  deepLinking: true,
  filter: true,
  persistAuthorization: true,
});
`;

export function descriptionRoutes(): Router {
  const routes = Router();
  routes.get('/openapi.json', (_request, response) => {
    response.json(apiDescription());
  });
  routes.use('/docs', ownOnly);
  routes.get('/docs', (_request, response) => {
    response.type('html').send(page);
  });
  routes.get('/docs/page.js', (_request, response) => {
    response.type('text/javascript').send(pageScript);
  });
  for (const name of assets)
    routes.get(`/docs/${name}`, (_request, response) => response.sendFile(name, { root: folder }));
  return routes;
}
