import { Component, type ComponentChildren } from 'preact';
import type { Words } from './text/words';

/** Keeps a mistake of ours inside our own element: amoCRM's page must never hear of it. */
export class Shelter extends Component<{ words: Words; children: ComponentChildren }, { isBroken: boolean }> {
  override state = { isBroken: false };

  override componentDidCatch(): void {
    this.setState({ isBroken: true });
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <p class="broken" role="alert">
        {this.props.words.broken}
      </p>
    );
  }
}
