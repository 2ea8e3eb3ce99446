/** What an operator reads: `/metrics`, and the description of the API at `/docs`. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { RelayContext } from '../context.ts';

export const OPENAPI_PATH = '/openapi.json';

const require = createRequire(import.meta.url);
const YEAR_SECONDS = 365 * 24 * 60 * 60;
/** Files of Swagger UI that its page needs. */
const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
};

export function operatorRoutes({ metrics, config }: RelayContext) {
  const { version } = require('swagger-ui-dist/package.json') as { version: string };
  const assetPath = `/docs/${version}`;
  return new Hono()
    .get('/metrics', async (c) => {
      const { metricsToken } = config;
      if (metricsToken && !isSame(c.req.header('authorization') ?? '', `Bearer ${metricsToken}`)) {
        throw new HTTPException(401, { message: 'No authentication token provided' });
      }
      return c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType });
    })
    .get('/docs', (c) => c.html(docsPage(assetPath)))
    .get(`${assetPath}/:file`, async (c) => {
      const file = c.req.param('file');
      const type = Object.hasOwn(assets, file) ? assets[file] : undefined;
      if (!type) return c.notFound();
      return c.body(await readFile(require.resolve(`swagger-ui-dist/${file}`)), 200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`,
      });
    });
}

/** Takes as long for a guess that is nearly right as for any other. */
function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

function docsPage(assetPath: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Mirubato relay</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${assetPath}/swagger-ui.css">
  </head>
  <body>
    <div id="docs"></div>
    <script src="${assetPath}/swagger-ui-bundle.js"></script>
    <script>SwaggerUIBundle({ url: '${OPENAPI_PATH}', dom_id: '#docs', deepLinking: true });</script>
  </body>
</html>
`;
}
