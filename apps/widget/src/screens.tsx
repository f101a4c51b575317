import { render, type ComponentChild } from 'preact';
import { pageLanguage } from './amocrm/amocrm-page';
import { ToastStack } from './inbox/toast-stack';
import { Panel } from './launcher/panel';
import { AccountPage } from './overview/account-view';
import { Consent } from './overview/consent';
import { LeadBlock } from './overview/lead-block';
import type { Session } from './session';
import { Shelter } from './shelter';
import { Storefront } from './shop/storefront';
import lists from './styles/lists.css?inline';
import block from './styles/block.css?inline';
import panel from './styles/panel.css?inline';
import shop from './styles/shop.css?inline';
import { wordsIn, type Words } from './text/words';

/** What can be drawn by what is fetched when somebody opens something. */
export type Scene =
  | { readonly kind: 'panel'; readonly session: Session; readonly onClose: () => void }
  | {
      readonly kind: 'toasts';
      readonly session: Session;
      /** The focus was in the toast that has just gone: it has to go somewhere. */
      readonly onClosedByKey: () => void;
      /** There is something to decide: the panel has the choice. */
      readonly onDecide: () => void;
    }
  | { readonly kind: 'account' | 'storefront' | 'card'; readonly session: Session }
  | { readonly kind: 'consent'; readonly field: HTMLInputElement };

export interface Screens {
  readonly styles: string;
  /** Draws into an empty element. @returns the undo */
  draw(where: HTMLElement, scene: Scene, onTrouble: (reason: unknown) => void): () => void;
}

function drawn(scene: Scene, words: Words): ComponentChild {
  switch (scene.kind) {
    case 'panel':
      return <Panel session={scene.session} words={words} onClose={scene.onClose} />;
    case 'toasts':
      return <ToastStack {...scene} words={words} />;
    case 'account':
      return <AccountPage session={scene.session} words={words} />;
    case 'storefront':
      return <Storefront session={scene.session} words={words} />;
    case 'card':
      return <LeadBlock session={scene.session} words={words} />;
    case 'consent':
      return <Consent field={scene.field} words={words} />;
  }
}

const screens: Screens = {
  styles: panel + lists + shop + block,
  draw(where, scene, onTrouble) {
    const words = wordsIn(pageLanguage());
    render(
      <Shelter words={words} onTrouble={onTrouble}>
        {drawn(scene, words)}
      </Shelter>,
      where,
    );
    return () => render(null, where);
  },
};

export default screens;
