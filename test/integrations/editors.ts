/**
 * Runs the package of the command in editors, with the settings of the page about editors as they stand there, as far as editors are installed.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { before, test } from 'node:test';
import { BUDGET, whyWithout, withCommand } from './support/command';
import { isBlock, pages } from '../docs/pages';

const MANIFESTS = `${BUDGET}---
apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  selector: { app: db }
  ports:
    - { protocol: tcp, port: 5432 }
`;

const { folder } = withCommand();

before(() => {
  mkdirSync(join(folder(), 'program', '.git'), { recursive: true });
  writeFileSync(join(folder(), 'program', 'manifests.yaml'), MANIFESTS);
});

/** The settings in a language that the page shows. */
function settings(language: string): string {
  const block = pages().filter(({ path }) => path === 'docs/guides/editor.md').flatMap(({ sections }) => sections.flatMap(({ parts }) => parts))
    .find(part => isBlock(part, language));
  assert.ok(block !== undefined && isBlock(block, language));
  return block.text;
}

/** What a session in the editor has seen. */
function session(editor: string, ...args: string[]) {
  const { stdout, stderr, status } = spawnSync(editor, args, {
    cwd: join(folder(), 'program'), encoding: 'utf8', env: { ...process.env, PATH: [join(folder(), 'stateful-app', 'bin'), process.env.PATH].join(delimiter) },
  });
  assert.equal(status, 0, stdout + stderr);
  return JSON.parse(stdout) as { readonly found: readonly string[]; readonly hover: string; readonly accepted: string; readonly text: string };
}

function requireSeen({ found, hover, accepted, text }: ReturnType<typeof session>, budget: RegExp, service: RegExp): void {
  assert.equal(found.length, 2);
  assert.match(found[0]!, budget);
  assert.match(found[1]!, service);
  assert.match(hover, /R90 disruption-budget-allows-nothing.*\n\nA PodDisruptionBudget allows the eviction/);
  assert.equal(accepted, '  # stateful-app: accept R90 ');
  assert.equal(text.trim(), MANIFESTS.replace('  maxUnavailable', '  # stateful-app: accept R90 drained by hand\n  maxUnavailable').replace('tcp', 'TCP').trim());
}

const neovim = whyWithout('Neovim 0.11 in PATH', 'nvim', '--clean', '--headless', '+if !has("nvim-0.11") | cquit | endif', '+quit');
void test('Neovim', { skip: neovim }, () => {
  const init = join(folder(), 'init.lua');
  writeFileSync(init, settings('lua'));
  requireSeen(session('nvim', '--clean', '--headless', '-u', init, '-l', join(__dirname, 'editors', 'session.lua')), /R90/, /^S\d+/);
});

const MODES = '(progn (require \'eglot) (require \'yaml-mode))';
const emacs = whyWithout('Emacs in PATH with Eglot and yaml-mode', 'emacs', '--batch', '--eval', MODES);
void test('Emacs', { skip: emacs }, () => {
  const init = join(folder(), 'init.el');
  writeFileSync(init, settings('elisp'));
  requireSeen(session('emacs', '--batch', '--eval', MODES, '--load', init, '--load', join(__dirname, 'editors', 'session.el')), /spec\.maxUnavailable 0/, /protocol/);
});
