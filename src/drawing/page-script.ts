/**
 * What goes through the steps of a plan. It is written for the browser, without anything that old ones do not know.
 */
export const PAGE_SCRIPT = `
for (const box of document.querySelectorAll('.steps')) {
  const plan = JSON.parse(box.querySelector('script').textContent);
  const pods = box.querySelector('.pods'), slider = box.querySelector('input'), status = box.querySelector('[role=status]');
  const buttons = box.querySelectorAll('button');
  const words = { r: 'ready', s: 'starting', n: 'not ready', t: 'stopping', g: 'gone' };
  const signs = { r: '●', s: '◔', n: '!', t: '×', g: '·' };
  const isSmall = plan.start.length > 12;
  const cells = new Map(plan.start.map(([ordinal]) => [ordinal, pods.appendChild(document.createElement('span'))]));
  if (isSmall) pods.classList.add('small');
  const show = () => {
    const step = Number(slider.value);
    const now = new Map(plan.start);
    for (const [, , changes] of plan.moments.slice(0, step)) for (const [ordinal, letter] of changes) now.set(ordinal, letter);
    const last = new Set(step > 0 ? plan.moments[step - 1][2].map(([ordinal]) => ordinal) : []);
    let old = 0, young = 0;
    for (const [ordinal, letter] of now) {
      const cell = cells.get(ordinal), kind = letter.toLowerCase(), isNew = kind !== letter;
      if (kind !== 'g') isNew ? young++ : old++;
      const word = words[kind] + (isNew ? ', new' : '');
      cell.className = kind + (isNew ? ' new' : '') + (last.has(ordinal) ? ' now' : '');
      cell.textContent = isSmall ? signs[kind] : plan.set + '-' + ordinal + ' ' + signs[kind] + ' ' + word;
      cell.title = plan.set + '-' + ordinal + ': ' + word;
    }
    const text = step === 0 ? 'Before the first step.' : 'Step ' + step + ' of ' + plan.moments.length + ': ' + plan.moments[step - 1][0] + '. ' + plan.moments[step - 1][1] + ' ready.';
    status.textContent = text + (young > 0 ? ' ' + young + ' of ' + (old + young) + ' with the new template.' : '');
    slider.setAttribute('aria-valuetext', text);
    buttons[0].disabled = step === 0;
    buttons[1].disabled = step === plan.moments.length;
  };
  for (const button of buttons) button.addEventListener('click', () => { slider.value = String(Number(slider.value) + Number(button.dataset.by)); show(); });
  slider.addEventListener('input', show);
  box.hidden = false;
  show();
}
`.trim();
