// The site for a test: on a free port, below a folder if asked, so that every spec is independent.
import { fileURLToPath } from 'node:url';
import { startServer as start } from '../../scripts/serve.mjs';

export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/// `{ url, stop }`. `intercept(request, response, name)` may answer first, returning true: a host that misbehaves.
export const startServer = ({ root = DIST, prefix = '/', intercept } = {}) => start({ root, prefix, intercept });
