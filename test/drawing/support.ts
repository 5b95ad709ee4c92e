import { Picture } from '../../src/manifest/picture';
import { thingsIn } from '../../src/manifest/picture/things';

/** The texts in SVG or HTML: what is drawn, and what it says to who points at it. */
export function textsIn(markup: string): string[] {
  return [...markup.matchAll(/>([^<]+)</g)].map(([, text]) => text!.trim())
    .map(text => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')).filter(text => text !== '');
}

/** The names of all things of a picture, each once. */
export function namesOf({ applications }: Picture): string[] {
  return [...new Set(applications.flatMap(thingsIn).map(({ name }) => name))];
}

/** A manifest whose names are what an HTML or a Markdown page must not take for its own. */
export const HOSTILE = {
  'name: db\n': 'name: "</script><b>&amp;|`\\"\\u202e\\u0001"\n',
  'example.com/db:16.4': '"<img src=x onerror=alert(1)>#quot;;[]"',
};
