import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * Serves a folder as GitHub Pages does: a page also without its ending, and 404.html for what there is not.
 *
 * @param base what all paths begin with
 */
export function serve(folder: string, base: string): Promise<Server> {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url!, 'http://localhost');
    const path = pathname.startsWith(base) ? normalize(decodeURI(pathname.slice(base.length - 1))) : '/404';
    const file = [path, `${path}.html`, `${path}/index.html`].map(name => join(folder, name)).find(name => existsSync(name) && statSync(name).isFile());
    response.writeHead(file === undefined ? 404 : 200, { 'Content-Type': TYPES[extname(file ?? '.html')] ?? 'application/octet-stream' });
    response.end(readFileSync(file ?? join(folder, '404.html')));
  });
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)));
}
