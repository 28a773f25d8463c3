// Ready-made stories: cards to pick one from, and while one is told its caption.
import { send } from './commands.js';
import { element, setText } from './dom.js';
import { icon } from './icons.js';

const over = ['ended', 'stopped', 'stuck'];
const signs = { preparing: 'Story', telling: 'Story', tidying: 'Story', ended: 'The end', stopped: 'Stopped', stuck: 'Stuck' };

export class Stories {
  #shelf;
  #stage;
  #clock;
  #table;
  #title = element('span', { className: 'story-title' });
  #sign = element('span', { className: 'story-sign' });
  #scene = element('span', { className: 'story-scene' });
  #caption = element('p', { className: 'caption', role: 'status' });
  #pace = element('button', { type: 'button', 'aria-pressed': 'true' }, 'Story\'s pace');
  #stop = element('button', { type: 'button' }, 'Stop');
  #again = element('button', { type: 'button' }, icon('play'), 'Again');
  #now = null;

  constructor(shelf, stage, stories, clock, table) {
    this.#shelf = shelf;
    this.#stage = stage;
    this.#clock = clock;
    this.#table = table;
    shelf.append(element('h2', { className: 'shelf-title' }, 'Stories'), ...stories.map(story => card(story)));
    this.#stop.addEventListener('click', () => send('stories/stop'));
    this.#pace.addEventListener('click', () => clock.leaveToStory());
    clock.onSpeed(() => this.#pace.setAttribute('aria-pressed', String(clock.isStorys && !clock.isPaused)));
    this.#again.addEventListener('click', () => send(`stories/${this.#now.id}/tell`));
    stage.append(
      element('div', { className: 'story-head' }, element('span', {}, this.#sign, ' ', this.#scene), this.#title), this.#caption,
      element('div', { className: 'story-buttons' }, this.#pace, this.#again, this.#stop));
  }

  show(story) {
    this.#now = story;
    const isTold = story !== null && !over.includes(story.phase);
    this.#stage.hidden = story === null;
    this.#shelf.hidden = isTold;
    this.#pace.hidden = !isTold;
    this.#table.follow(isTold && (() => this.#clock.isStorys));
    if (story === null) {
      return;
    }

    this.#stage.dataset.phase = story.phase;
    setText(this.#sign, signs[story.phase]);
    setText(this.#title, story.title);
    setText(this.#scene, story.scene > 0 && isTold ? `${story.scene} of ${story.scenes}` : '');
    setText(this.#caption, story.caption);
    this.#again.hidden = isTold;
    this.#stop.disabled = story.phase === 'tidying';
    setText(this.#stop, isTold ? 'Stop' : 'Close');
    this.#stop.setAttribute('aria-label', isTold ? 'Stop the story' : 'Close the story');
  }
}

function card(story) {
  const button = element('button', { type: 'button', className: 'story-card' },
    element('span', { className: 'story-name' }, icon('play'), story.title), element('span', { className: 'story-promise' }, story.promise));
  button.addEventListener('click', () => send(`stories/${story.id}/tell`));
  return button;
}
