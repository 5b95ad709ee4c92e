/**
 * The colours, light and dark. There is one for what asks for attention, and a word beside it wherever it is.
 */
const LIGHT = '--ink:#1d2125;--muted:#59626b;--line:#8b949d;--paper:#fff;--card:#f6f7f8;--pod:#eef3f8;--accent:#9f3a10';
const DARK = '--ink:#e8eaed;--muted:#a7b0b8;--line:#727b84;--paper:#15181b;--card:#1d2125;--pod:#1f2933;--accent:#ffab85';

/** The colours by what a reader prefers. */
export const COLOURS = `:root{color-scheme:light dark;${LIGHT}}@media(prefers-color-scheme:dark){:root{${DARK}}}@media print{:root{color-scheme:light;${LIGHT}}}`;

/** What the classes of a drawing look like, for texts as `TYPES` has them. */
export const DRAWING_STYLE = [
  'svg{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}',
  'svg text{fill:var(--ink)}.n,.d,.h{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}',
  '.n{font-size:13px;font-weight:600}.d{font-size:11.5px}.h{font-size:16px;font-weight:600}.f{font-size:12px}',
  'svg .k{font-size:11px;fill:var(--muted)}svg .a{font-size:11px;fill:var(--accent)}.e{text-anchor:end}.x{text-decoration:line-through}',
  '.b,.g{fill:var(--card);stroke:var(--line)}.g{fill:none;stroke-width:1.5}.p{fill:var(--pod)}.s{fill:var(--paper)}',
  '.l{fill:none;stroke:var(--line);stroke-width:1.3}.r,.removed{stroke-dasharray:5 4}',
  '.added,.changed{stroke:var(--accent);stroke-width:1.8}',
].join('');
