import { buffer } from 'node:stream/consumers';
import { ExitCode } from './exit-code';
import { main } from './main';
import { hasColors, widthOf } from './terminal';

/**
 * Runs the command in this process.
 */
export async function run(): Promise<void> {
  const { stdout, stderr, argv, env } = process;
  const fail = (message: string) => {
    stderr.write(`error: ${message}\n`);
    process.exitCode = ExitCode.TROUBLE;
  };
  const leaving = new AbortController();
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    leaving.abort();
    // whoever reads may leave before the end, as head does
    if (code !== 'EPIPE') {
      fail(`cannot write: ${message}`);
    }
  });
  stderr.on('error', () => { /* there is nobody left to tell */ });
  try {
    const exitCode = await main(argv.slice(2), {
      stdin: () => buffer(process.stdin),
      out: text => stdout.write(text),
      err: text => stderr.write(text),
      hasColors: hasColors(env, stdout.isTTY),
      width: widthOf(stdout.columns),
      isInteractive: stdout.isTTY,
      signal: leaving.signal,
      directory: process.cwd(),
    });
    process.exitCode ??= exitCode;
  } catch (error) {
    fail(`${error instanceof Error ? error.message : String(error)}; please report it: ${ISSUES}`);
  }
}

const ISSUES = 'https://github.com/cdk8s-stateful-app/cdk8s-stateful-app/issues';
