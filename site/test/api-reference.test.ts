import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiPages, placeInApi } from '../build/api-reference.ts';

const API = `# API Reference <a name="API Reference" id="api-reference"></a>

## Structs <a name="Structs" id="Structs"></a>

### AppProps <a name="AppProps" id="cdk8s-stateful-app.AppProps"></a>

Properties of an app. There are more.

#### Properties <a name="Properties" id="Properties"></a>

| <code><a href="#cdk8s-stateful-app.AppProps.property.size">size</a></code> | <code><a href="#cdk8s-stateful-app.Size">Size</a></code> |

---

##### \`size\`<sup>Required</sup> <a name="size" id="cdk8s-stateful-app.AppProps.property.size"></a>

> [IThing.size](IThing.size)

### Size <a name="Size" id="cdk8s-stateful-app.Size"></a>

How large.

### App <a name="App" id="cdk8s-stateful-app.App"></a>

- *Implements:* <a href="#cdk8s-plus-28.IScalable">cdk8s-plus-28.IScalable</a>

Runs. For long.

### Manifests <a name="Manifests" id="cdk8s-stateful-app.testing.Manifests"></a>

#### Methods <a name="Methods" id="Methods"></a>

##### \`find\` <a name="find" id="cdk8s-stateful-app.testing.Manifests.find"></a>
`;

const text = (route: string) => apiPages(API).find(page => page.route === route)!.text;

test('each type is a page', () => {
  assert.deepEqual(apiPages(API).map(({ route }) => route), ['api/index', 'api/App', 'api/AppProps', 'api/Size', 'api/testing-Manifests']);
});

test('the index lists types with the first sentence of their description', () => {
  assert.match(text('api/index'), /\| \[AppProps\]\(\.\/AppProps\) \| Properties of an app\. \|/);
});

test('the index passes over what a type implements', () => {
  assert.match(text('api/index'), /\| \[App\]\(\.\/App\) \| Runs\. \|/);
});

test('a link to another type leads to its page', () => {
  assert.match(text('api/AppProps'), /<a href="\.\/Size">/);
});

test('a link to a member leads to its heading', () => {
  assert.match(text('api/AppProps'), /<a href="\.\/AppProps#property-size">/);
  assert.match(text('api/AppProps'), /^### `size`.* \{#property-size\}$/m);
});

test('a type of a module is called by the module as well', () => {
  assert.match(text('api/testing-Manifests'), /^# testing\.Manifests /m);
  assert.match(text('api/index'), /\| \[testing\.Manifests\]\(\.\/testing-Manifests\) \|/);
  assert.equal(placeInApi('cdk8s-stateful-app.testing.Manifests.find'), 'api/testing-Manifests#find');
});

test('a member of another library is no link', () => {
  assert.match(text('api/AppProps'), /> `IThing\.size`/);
});

test('an id of API.md has its place', () => {
  assert.equal(placeInApi('cdk8s-stateful-app.StatefulApp.property.replicas'), 'api/StatefulApp#property-replicas');
  assert.equal(placeInApi(''), 'api/');
});

test('fails where API.md has no types', () => {
  assert.throws(() => apiPages('# API Reference\n'), /API\.md has no types/);
});
