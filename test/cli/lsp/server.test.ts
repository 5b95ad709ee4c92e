import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ClientCapabilities, CodeAction, createProtocolConnection, Diagnostic, Hover, InitializeResult, ProtocolConnection,
  PublishDiagnosticsParams, StreamMessageReader, StreamMessageWriter,
} from 'vscode-languageserver/node';
import { writeCommand } from '../../../scripts/packages/command';

const BUDGET = 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: db }\nspec:\n  maxUnavailable: 0\n  selector: { matchLabels: { app: db } }\n';
const SELECTED = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\nspec:\n  serviceName: db\n  selector: { matchLabels: { app: db } }\n'
  + '  template:\n    metadata: { labels: { app: db } }\n    spec:\n      containers:\n        - { name: db, image: "redis:7.4.2", ports: [{ name: client, containerPort: 6379 }] }\n';
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: db }\nspec:\n  clusterIP: None\n  selector: { app: db }\n  ports: [{ port: 6379, targetPort: redis }]\n';

let folder: string;
let command: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lsp-'));
  mkdirSync(join(folder, 'program', '.git'), { recursive: true });
  writeFileSync(join(folder, 'program', 'set.yaml'), SELECTED);
  command = join(await writeCommand(join(folder, 'stateful-app')), 'bin', 'stateful-app');
});

afterAll(() => rmSync(folder, { recursive: true }));


/** How long to wait for what is told, in milliseconds. */
const PATIENCE = 60_000;

/** A client of the built command, as an editor has one. */
class Client {
  public readonly published: PublishDiagnosticsParams[] = [];
  public readonly process: ChildProcess;
  public readonly connection: ProtocolConnection;
  public readonly closed: Promise<unknown[]>;
  public errors = '';
  private version = 0;

  constructor() {
    this.process = spawn(process.execPath, [command, 'lsp', '--stdio'], { env: { ...process.env, NO_COLOR: '1' } });
    this.process.stderr!.on('data', (text: Buffer) => { this.errors += text.toString(); });
    this.closed = once(this.process, 'exit');
    this.connection = createProtocolConnection(new StreamMessageReader(this.process.stdout!), new StreamMessageWriter(this.process.stdin!));
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => { this.published.push(params); });
    this.connection.listen();
  }

  public async initialize(capabilities: ClientCapabilities = {}): Promise<InitializeResult> {
    const result = await this.connection.sendRequest<InitializeResult>('initialize', { processId: process.pid, rootUri: null, capabilities });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  /** @param name that of a file of the program, or a URI */
  public uri(name: string): string {
    return /^\w+:/.test(name) ? name : pathToFileURL(join(folder, 'program', name)).href;
  }

  public open(name: string, text: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: this.uri(name), languageId: 'yaml', version: ++this.version, text } });
  }

  /** Types over a part of a line. */
  public type(name: string, line: number, from: number, to: number, text: string): Promise<void> {
    const range = { start: { line, character: from }, end: { line, character: to } };
    return this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: this.uri(name), version: ++this.version }, contentChanges: [{ range, text }] });
  }

  public change(name: string, text: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: this.uri(name), version: ++this.version }, contentChanges: [{ text }] });
  }

  /** What is told next of a file. */
  public async told(name: string): Promise<Diagnostic[]> {
    const before = this.published.length;
    for (let waited = 0; waited < PATIENCE; waited += 10) {
      const found = this.published.slice(before).find(({ uri }) => uri === this.uri(name));
      if (found !== undefined) {
        return found.diagnostics;
      }
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    throw new Error(`nothing is told of ${name}: ${this.errors}`);
  }

  public async end(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return (await this.closed)[0] as number | null;
  }
}

const codesOf = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

test('a whole session: what is typed is checked, explained and accepted', async () => {
  const client = new Client();
  const { capabilities, serverInfo } = await client.initialize();
  expect({ capabilities, serverInfo }).toMatchObject({ capabilities: { hoverProvider: true, codeActionProvider: { codeActionKinds: ['quickfix'] } }, serverInfo: { name: 'stateful-app' } });

  await client.open('budget.yaml', BUDGET);
  const diagnostics = await client.told('budget.yaml');
  expect(codesOf(diagnostics)).toEqual(['R90']);

  const hover = await client.connection.sendRequest<Hover>('textDocument/hover', { textDocument: { uri: client.uri('budget.yaml') }, position: { line: 4, character: 18 } });
  expect(hover.contents).toMatchObject({ value: expect.stringContaining('**R90 disruption-budget-allows-nothing**') });

  const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: client.uri('budget.yaml') }, range: diagnostics[0]!.range, context: { diagnostics },
  });
  expect(actions[0]?.edit?.changes?.[client.uri('budget.yaml')]).toMatchObject([{ newText: '  # stateful-app: accept R90 \n' }]);

  // what was told of the text before stands elsewhere now
  await client.change('budget.yaml', `\n${BUDGET}`);
  expect(await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: client.uri('budget.yaml') }, range: diagnostics[0]!.range, context: { diagnostics },
  })).toEqual([]);

  await client.change('budget.yaml', 'a: [');
  expect(await client.told('budget.yaml')).toMatchObject([{ severity: 1, message: expect.stringContaining('syntax error') }]);
  await client.change('budget.yaml', BUDGET.replace('0', '1'));
  expect(await client.told('budget.yaml')).toEqual([]);

  expect(await client.end()).toBe(0);
  expect(client.errors).toBe('');
});

test('a part of a text that is typed over counts', async () => {
  const client = new Client();
  await client.initialize();
  await client.open('budget.yaml', BUDGET);
  expect(codesOf(await client.told('budget.yaml'))).toEqual(['R90']);
  await client.type('budget.yaml', 4, 18, 19, '1');
  expect(await client.told('budget.yaml')).toEqual([]);
  await client.end();
});

test('files of the same name in two folders are told apart', async () => {
  const client = new Client();
  await client.initialize();
  await client.open('one/budget.yaml', BUDGET);
  await client.open('other/budget.yaml', BUDGET.replace('0', '1'));
  expect(codesOf(await client.told('one/budget.yaml'))).toEqual(['R90']);
  expect(client.published.filter(({ uri }) => uri === client.uri('other/budget.yaml')).flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  await client.end();
});

test('nothing is explained or offered in other lines, and in other files', async () => {
  const client = new Client();
  await client.initialize();
  await client.open('budget.yaml', BUDGET);
  await client.open('service.yaml', SERVICE.replace('redis', 'client'));
  const diagnostics = await client.told('budget.yaml');
  const asked = { textDocument: { uri: client.uri('service.yaml') }, position: diagnostics[0]!.range.start };
  expect(await client.connection.sendRequest('textDocument/hover', asked)).toBeNull();
  const start = { line: 0, character: 0 };
  expect(await client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: client.uri('budget.yaml') }, range: { start, end: start }, context: { diagnostics: [] },
  })).toEqual([]);
  await client.end();
});

test.each(['untitled:Untitled-1', 'file://another-host/budget.yaml'])('%s is checked, which is no file here', async uri => {
  const client = new Client();
  await client.initialize();
  await client.open(uri, BUDGET);
  expect(codesOf(await client.told(uri))).toEqual(['R90']);
  await client.end();
});

test('what is not saved counts until it is closed, also for the files beside it', async () => {
  const client = new Client();
  await client.initialize();
  await client.open('set.yaml', SELECTED.replace('name: client', 'name: redis'));
  await client.open('service.yaml', SERVICE);
  expect(codesOf(await client.told('service.yaml'))).not.toContain('R20');
  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: client.uri('set.yaml') } });
  expect(codesOf(await client.told('service.yaml'))).toContain('R20');
  await client.end();
});

test('what is typed quickly is checked once', async () => {
  const client = new Client();
  await client.initialize();
  await client.open('budget.yaml', BUDGET);
  for (let count = 0; count < 20; count++) {
    await client.change('budget.yaml', `${BUDGET}# ${count}\n`);
  }
  await client.told('budget.yaml');
  expect(client.published.map(({ version }) => version)).toEqual([21]);
  await client.end();
});

test('a file beside it that is gone, and one that is closed, count no more', async () => {
  const client = new Client();
  await client.initialize();
  await client.open('service.yaml', SERVICE);
  expect(codesOf(await client.told('service.yaml'))).toEqual(['R20']);

  rmSync(join(folder, 'program', 'set.yaml'));
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('set.yaml'), type: 3 }] });
  expect(codesOf(await client.told('service.yaml'))).not.toContain('R20');
  writeFileSync(join(folder, 'program', 'set.yaml'), SELECTED);

  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: client.uri('service.yaml') } });
  expect(await client.told('service.yaml')).toEqual([]);
  await client.end();
});

describe('where the editor offers to watch files', () => {
  const offer = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };

  test('it is asked for those that can be manifests', async () => {
    const client = new Client();
    const asked = new Promise(resolve => client.connection.onRequest('client/registerCapability', params => { resolve(params); return null; }));
    await client.initialize(offer);
    expect(await asked).toMatchObject({ registrations: [{ method: 'workspace/didChangeWatchedFiles', registerOptions: { watchers: [{ globPattern: '**/*.{yaml,yml,json}' }] } }] });
    await client.end();
  });

  test('and cannot, what is typed is checked all the same', async () => {
    const client = new Client();
    client.connection.onRequest('client/registerCapability', () => { throw new Error('too many open files'); });
    await client.initialize(offer);
    await client.open('budget.yaml', BUDGET);
    expect(codesOf(await client.told('budget.yaml'))).toEqual(['R90']);
    expect(await client.end()).toBe(0);
  });
});

test('it ends with its client', async () => {
  const client = new Client();
  await client.initialize();
  client.process.stdin!.end();
  expect((await client.closed)[0]).toBe(1);
});

test('fails with 1 for an exit without a shutdown', async () => {
  const client = new Client();
  await client.initialize();
  await client.connection.sendNotification('exit');
  expect((await client.closed)[0]).toBe(1);
});
