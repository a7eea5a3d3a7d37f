// Moves and enlarges a drawing within its frame: by wheel, drag, two fingers and buttons.
function makeView(frame) {
  const svg = frame.querySelector('svg');
  const group = svg.querySelector('.view');
  const size = { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
  const fingers = new Map();
  let x = 0, y = 0, scale = 1, moved = 0, touched = false;
  svg.removeAttribute('viewBox');
  svg.setAttribute('width', '100%');
  svg.setAttribute('height', '100%');

  const clamp = (low, value, high) => Math.max(low, Math.min(value, high));
  const show = () => group.setAttribute('transform', `translate(${x},${y}) scale(${scale})`);

  function zoom(factor, atX, atY) {
    const next = clamp(0.1, scale * factor, 6);
    x = atX - (atX - x) * next / scale;
    y = atY - (atY - y) * next / scale;
    scale = next;
    touched = true;
    show();
  }

  // All of it, but never so small that nobody can read it.
  function fit() {
    const box = frame.getBoundingClientRect();
    scale = clamp(Math.min(0.62, box.height / size.height), Math.min(box.width / size.width, box.height / size.height), 1.35);
    x = Math.max(0, (box.width - size.width * scale) / 2);
    y = Math.max(0, (box.height - size.height * scale) / 2);
    touched = false;
    show();
  }

  // Brings a part into sight; what is in sight already stays where it is.
  function bring(part) {
    const box = frame.getBoundingClientRect();
    const at = part.getBoundingClientRect();
    const margin = Math.min(48, box.width / 8, box.height / 8);
    const shift = (low, high, from, to) =>
      high - low > to - from - 2 * margin ? (from + to - low - high) / 2
        : low < from + margin ? from + margin - low : high > to - margin ? to - margin - high : 0;
    x += shift(at.left, at.right, box.left, box.right);
    y += shift(at.top, at.bottom, box.top, box.bottom);
    show();
  }

  frame.addEventListener('wheel', event => {
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  frame.addEventListener('pointerdown', event => {
    if (event.target.closest('button')) return;
    if (fingers.size === 0) moved = 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  window.addEventListener('pointermove', event => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const now = { x: event.clientX, y: event.clientY };
    moved += Math.hypot(now.x - last.x, now.y - last.y);
    if (fingers.size === 1) {
      x += now.x - last.x;
      y += now.y - last.y;
      touched = true;
      show();
    } else {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
      const box = frame.getBoundingClientRect();
      const before = Math.hypot(last.x - other.x, last.y - other.y);
      const after = Math.hypot(now.x - other.x, now.y - other.y);
      if (before > 0) zoom(after / before, (now.x + other.x) / 2 - box.left, (now.y + other.y) / 2 - box.top);
    }
    fingers.set(event.pointerId, now);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    window.addEventListener(end, event => fingers.delete(event.pointerId));
  }
  frame.querySelectorAll('[data-zoom]').forEach(button => button.addEventListener('click', () => {
    const box = frame.getBoundingClientRect();
    const factor = Number(button.dataset.zoom);
    if (factor) zoom(factor, box.width / 2, box.height / 2); else fit();
  }));
  new ResizeObserver(() => { if (!touched) fit(); }).observe(frame);
  fit();
  return { bring, wasDragged: () => moved > 6 };
}
