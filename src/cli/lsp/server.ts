import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, DidChangeWatchedFilesNotification, TextDocuments, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { actionsIn } from './actions';
import { diagnosticsOf, Told } from './diagnostics';
import { hoverAt } from './hover';

/** How long nobody types before it is checked, in milliseconds. */
const PAUSE = 200;

/** A file whose change can change what is found in others. */
const WATCHED = '**/*.{yaml,yml,json}';

/**
 * Runs as a language server on standard input and output, until the client leaves or ends.
 */
export function serve(version: string): void {
  const connection = createConnection(process.stdin, process.stdout);
  const documents = new TextDocuments(TextDocument);
  const told = new Map<string, { readonly version: number; readonly all: readonly Told[] }>();
  const waiting = new Map<string, NodeJS.Timeout>();
  let watches = false;

  /** Checks the open documents of a folder together, once nobody types any more. */
  const checkSoon = (uri: string) => {
    const folder = folderOf(uri);
    clearTimeout(waiting.get(folder));
    waiting.set(folder, setTimeout(() => {
      waiting.delete(folder);
      try {
        checkFolder(folder);
      } catch (error) {
        // one text must not end the server
        connection.console.error(`cannot check ${folder}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
      }
    }, PAUSE));
  };

  const checkFolder = (folder: string) => {
    const open = documents.all().filter(({ uri }) => folderOf(uri) === folder);
    if (open.length === 0) {
      return;
    }
    const names = new Map(open.map(document => [nameOf(document.uri), document]));
    const texts = new Map([...names].map(([name, document]) => [name, document.getText()]));
    for (const [name, all] of diagnosticsOf(texts, directoryOf(open[0]!.uri))) {
      const { uri, version: ofText } = names.get(name)!;
      told.set(uri, { version: ofText, all });
      void connection.sendDiagnostics({ uri, version: ofText, diagnostics: all.map(({ diagnostic }) => diagnostic) });
    }
  };

  connection.onInitialize(({ capabilities }) => {
    watches = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false;
    return {
      capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental, hoverProvider: true, codeActionProvider: { codeActionKinds: ['quickfix'] } },
      serverInfo: { name: 'stateful-app', version },
    };
  });
  connection.onInitialized(() => {
    if (watches) {
      // some clients offer it, and then cannot; what is in the editor is checked all the same
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: WATCHED }] })
        .catch((error: Error) => connection.console.warn(`files are not watched: ${error.message}`));
    }
  });
  // a configuration counts for all folders below it
  connection.onDidChangeWatchedFiles(() => documents.all().forEach(({ uri }) => checkSoon(uri)));
  connection.onHover(({ textDocument, position }) => hoverAt((told.get(textDocument.uri)?.all ?? []).map(({ diagnostic }) => diagnostic), position));
  connection.onCodeAction(({ textDocument: { uri }, range }) => {
    const [document, known] = [documents.get(uri), told.get(uri)];
    // what is told of an older text stands elsewhere now
    return document === undefined || document.version !== known?.version ? [] : actionsIn(range, known.all, uri, document.getText());
  });
  documents.onDidChangeContent(({ document }) => checkSoon(document.uri));
  documents.onDidClose(({ document: { uri } }) => {
    told.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
    // the others see what is in the file now
    checkSoon(uri);
  });
  documents.listen(connection);
  connection.listen();
}

/** The folder of a document; one that is in no file is alone. */
function folderOf(uri: string): string {
  return directoryOf(uri) ?? uri;
}

function directoryOf(uri: string): string | undefined {
  const path = pathOf(uri);
  return path === undefined ? undefined : dirname(path);
}

/** A text that is in no file yet is one of YAML. */
function nameOf(uri: string): string {
  const path = pathOf(uri);
  return path === undefined ? `${basename(uri)}.yaml` : basename(path);
}

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    // such as one of another host
    return undefined;
  }
}
