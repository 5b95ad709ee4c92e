import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of the system; the variable CHROMIUM names another one. */
const path = process.env.CHROMIUM ?? PLACES.find(place => existsSync(place));

/** Why the tests cannot run; false where they can. */
export const missing = path === undefined
  ? `there is no Chromium at ${PLACES.join(', ')}; install one, or name it in the variable CHROMIUM`
  : false;

/**
 * Starts the browser, which asks nobody anything by itself.
 */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: path!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
