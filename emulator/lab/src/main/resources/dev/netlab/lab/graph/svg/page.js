const frame = document.querySelector('.frame');
const view = makeView(frame);
const aside = document.querySelector('aside');
const parts = [...frame.querySelectorAll('.view > g')];

// The names of nodes and networks that a part of the drawing touches.
const touched = part => (part.dataset.ends ? part.dataset.ends.split(' ') : [])
  .map(end => end.replace(/:.*/s, ''))
  .concat(part.dataset.node || [], part.dataset.network || []);

function point(part) {
  frame.classList.toggle('pointing', Boolean(part));
  if (!part) return;
  const tunnel = part.dataset.pipe;
  const own = new Set(touched(part));
  const lines = parts.filter(other => other.dataset.ends
    && (tunnel ? other.dataset.pipe === tunnel && (!part.dataset.ends || other === part)
      : part.dataset.ends ? other === part : touched(other).some(name => own.has(name))));
  const names = new Set([...own, ...lines.flatMap(touched)]);
  parts.forEach(other => other.classList.toggle('near',
    lines.includes(other) || other === part
      || (other.dataset.pipe ? lines.some(line => line.dataset.pipe === other.dataset.pipe)
        : !other.dataset.ends && touched(other).some(name => names.has(name)))));
}

function open(node) {
  const detail = [...aside.children].find(section => section.dataset.node === node);
  if (!detail) return;
  for (const section of aside.children) section.hidden = section !== detail;
  aside.hidden = false;
  aside.scrollTop = 0;
}

frame.addEventListener('pointerover', event => {
  if (event.pointerType === 'mouse') point(event.target.closest('.view > g'));
});
frame.addEventListener('pointerleave', () => point(null));
frame.addEventListener('click', event => {
  const part = event.target.closest('[data-node]');
  if (part && !view.wasDragged()) open(part.dataset.node);
});
aside.addEventListener('click', event => { if (event.target.closest('button')) aside.hidden = true; });
document.addEventListener('keydown', event => { if (event.key === 'Escape') aside.hidden = true; });
