import { type AmoWidget } from './amocrm/amocrm-page';
import { Guest } from './guest';

/** One for the page: amoCRM may make several CustomWidgets of one loaded script. */
const guest = new Guest();

/** Runs a callback of amoCRM's. Whatever breaks is said in our own element; amoCRM's page hears only the answer. */
function heard<A extends unknown[], T>(
  where: string,
  answer: T,
  act: (...given: A) => void,
): (...given: A) => T {
  return (...given) => {
    try {
      act(...given);
    } catch (error) {
      try {
        guest.apologise(error, where);
      } catch {
        // Not even that: stay silent rather than break the page.
      }
    }
    return answer;
  };
}

/**
 * What amoCRM makes the widget with. A plain function, because amoCRM adds its own methods to our prototype.
 * `render` must answer true or `init` and `bind_actions` never come; with `init_once` only `render` is called again at a
 * move between areas, and `destroy` may be, so each of them puts us back.
 */
export default function CustomWidget(this: AmoWidget): AmoWidget {
  // eslint-disable-next-line @typescript-eslint/no-this-alias -- amoCRM calls the callbacks without a `this` of ours
  const widget = this;
  const stay = heard('stay', true, () => guest.stay(widget));
  this.callbacks = {
    render: stay,
    init: stay,
    bind_actions: stay,
    settings: heard('settings', true, ($body: unknown) => guest.showSettings(widget, $body)),
    advancedSettings: heard('advancedSettings', true, () => guest.showStorefront(widget)),
    initMenuPage: heard('initMenuPage', true, () => guest.showPage(widget)),
    // It is called on disabling too, and `destroy` follows.
    onSave: heard('onSave', true, (saved?: { active?: string }) => {
      if (saved?.active !== 'N') guest.refresh();
    }),
    destroy: heard('destroy', undefined, () => guest.leave()),
  };
  return this;
}
