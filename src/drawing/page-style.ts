/**
 * What the page looks like, beside its drawings: from a phone to a wide screen, and on paper.
 */
export const PAGE_STYLE = [
  '*{box-sizing:border-box}body{margin:0 auto;padding:16px;max-width:1400px;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}',
  'h1{font-size:24px;line-height:1.25;margin:8px 0}h2{font-size:20px;margin:40px 0 12px}h3{font-size:16px;margin:24px 0 8px}h4{font-size:14px;margin:16px 0 8px;font-weight:600}p{margin:6px 0;max-width:76ch}',
  'code{font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}a{color:inherit;text-underline-offset:2px}a:focus-visible,button:focus-visible,input:focus-visible{outline:2px solid var(--accent);outline-offset:2px}',
  'nav ul{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;margin:12px 0;padding:0}figure{margin:0;min-width:0}svg{display:block;width:100%;height:auto}.narrow{max-width:480px}.wide{display:none;max-width:900px}',
  'table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid var(--line)}th{font-weight:400}thead th{color:var(--muted);font-size:12px}tbody th{min-width:12.5em}th span{display:block;color:var(--muted);font-size:12px}.mark{color:var(--accent);min-width:7em}',
  '.beside{display:grid;gap:24px;grid-template-columns:minmax(0,1fr);align-items:start}.findings{padding-left:0;list-style:none;max-width:90ch}.findings li{margin:8px 0}.findings strong{font-weight:600;color:var(--accent)}.findings em{color:var(--muted);font-style:normal;display:block}',
  '.plan{max-width:900px}.plan td:first-child{white-space:nowrap}.controls{display:flex;gap:12px;align-items:center}.controls input{flex:1;min-width:0;accent-color:var(--accent)}button{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:6px;padding:4px 14px}button:disabled{color:var(--muted)}',
  '.pods{display:flex;flex-wrap:wrap;gap:6px}.pods span{border:1px solid var(--line);border-radius:6px;padding:2px 8px;background:var(--card);font-size:13px}.pods.small{gap:3px;max-width:560px}.pods.small span{width:24px;padding:0;text-align:center}.pods .new{border-color:var(--accent);color:var(--accent)}.pods .now{outline:2px solid var(--accent)}.pods .g{border-style:dashed}',
  'footer{color:var(--muted);font-size:13px;margin-top:40px}[role=status]{min-height:3em}',
  '@media(min-width:800px){.narrow{display:none}.wide{display:block}body{padding:24px 32px}}@media(min-width:1240px){.beside{grid-template-columns:minmax(0,760px) minmax(0,1fr)}}',
  // a phone has no room for columns, and shows a row as lines
  '@media(max-width:599px){.beside :is(tr,th,td),.changes :is(tr,th,td){display:block;border:0;padding:0}.beside thead,.changes thead{display:none}',
  '.beside tr,.changes tr{border-bottom:1px solid var(--line);padding:6px 0}.changes td+td:before{content:"before: ";color:var(--muted)}.changes td+td+td:before{content:"after: "}}',
  // a drawing is on one page, and smaller for that; one that nobody could read then is left to the table
  '@page{margin:15mm}@media print{.steps,nav,.narrow{display:none}.wide{display:block;max-width:none}body{padding:0;max-width:none}.beside{display:block}.beside>*+*{margin-top:24px}',
  'h1,h2,h3,h4{break-after:avoid}h2{margin-top:24px}figure,tr,.findings li{break-inside:avoid}figure svg{max-height:195mm}.long svg{display:none}.long:after{content:"The drawing is too long for a page; the table has the same facts."}p{max-width:none}}',
].join('');
