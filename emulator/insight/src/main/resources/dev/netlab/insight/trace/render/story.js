const frame = document.querySelector('.frame');
const view = makeView(frame);
const story = document.querySelector('.story');
const courses = [...document.querySelectorAll('.course')];
const lists = [...document.querySelectorAll('.steps')];
const buttons = [...document.querySelectorAll('.journey')];
const pipes = [...frame.querySelectorAll('.view > .pipe')];
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
const svg = 'http://www.w3.org/2000/svg';
let journey = 0, step = 0, motion = 0;

const items = () => [...lists[journey].children];

function move(packet, leg) {
  cancelAnimationFrame(motion);
  const [x, y] = (leg.dataset.at || '').split(' ');
  const put = (cx, cy) => { packet.setAttribute('cx', cx); packet.setAttribute('cy', cy); };
  packet.style.display = x === '' ? 'none' : '';
  const length = leg.getAttribute('d') ? leg.getTotalLength() : 0;
  if (calm || length === 0) return put(x, y);
  const start = performance.now();
  const time = Math.min(700, 150 + length);
  (function frameOf(now) {
    const part = Math.min(1, Math.max(0, (now - start) / time));
    const at = leg.getPointAtLength(length * part * (2 - part));
    put(at.x, at.y);
    if (part < 1) motion = requestAnimationFrame(frameOf);
  })(start);
}

function show(nextJourney, nextStep) {
  if (lists.length === 0) return;
  journey = nextJourney;
  const all = items();
  step = Math.max(0, Math.min(nextStep, all.length - 1));
  lists.forEach((list, i) => list.classList.toggle('current', i === journey));
  buttons.forEach((button, i) => {
    button.classList.toggle('current', i === journey);
    button.setAttribute('aria-pressed', i === journey);
  });
  all.forEach((item, i) => item.classList.toggle('current', i === step));
  story.style.setProperty('--top', lists[journey].offsetTop + 'px');
  lists[journey].querySelector('.current > .detail').scrollTop = 0;
  all[step].scrollIntoView({ block: 'nearest' });

  courses.forEach((course, i) => course.classList.toggle('current', i === journey));
  const course = courses[journey];
  const legs = [...course.querySelectorAll('.leg')];
  const last = step >= legs.length;
  course.classList.toggle('ended', last);
  legs.forEach((leg, i) => {
    leg.classList.toggle('done', i <= step);
    leg.classList.toggle('now', i === step);
  });
  const leg = legs[Math.min(step, legs.length - 1)];
  if (!leg) return;
  const lit = last ? [] : leg.dataset.pipes.split(' ');
  pipes.forEach(pipe => pipe.classList.toggle('lit', lit.includes(pipe.dataset.pipe)));
  if (!last) move(course.querySelector('.packet'), leg);
  if (leg.dataset.at) {
    const [x, y] = leg.dataset.at.split(' ').map(Number);
    const spot = document.createElementNS(svg, 'rect');
    for (const [name, value] of Object.entries({ x: x - 90, y: y - 40, width: 180, height: 80, fill: 'none' })) spot.setAttribute(name, value);
    course.append(spot);
    view.bring(spot);
    spot.remove();
  }
}

lists.forEach((list, i) => list.addEventListener('click', event => {
  const item = event.target.closest('.steps > li');
  if (item && event.target.closest('.step')) show(i, items().indexOf(item));
}));
buttons.forEach((button, i) => button.addEventListener('click', () => show(i, 0)));
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (by) {
    event.preventDefault();
    if (by > 0 && step === items().length - 1 && journey < lists.length - 1) show(journey + 1, 0);
    else if (by < 0 && step === 0 && journey > 0) { journey -= 1; show(journey, items().length - 1); }
    else show(journey, step + by);
  } else if (event.key === 'Home') show(journey, 0);
  else if (event.key === 'End') show(journey, items().length - 1);
});
show(0, 0);
