import { render } from '@testing-library/preact';
import { LetterLook, setStyles, withoutStyles } from './letter-look';

describe('a letter shown to staff before it is sent', () => {
  const letter =
    '<body style="margin:0"><p style="color:#1c2430">&quot; style=&quot;</p><a style="color:red" href="x">y</a></body>';

  it('stands in the frame without a style attribute, and looks as it will', () => {
    expect(withoutStyles(letter)).not.toContain(' style="');
    const shown = document.implementation.createHTMLDocument();
    shown.documentElement.innerHTML = withoutStyles(letter);
    setStyles(shown);
    expect(shown.querySelector('p')!.style.color).toBe('rgb(28, 36, 48)');
    expect(shown.querySelector('p')!.textContent).toBe('" style="');
    expect(shown.querySelector('a')!.style.color).toBe('red');
  });

  it('runs nothing and leads nowhere, whatever stands in it', () => {
    const { container } = render(<LetterLook title="Письмо" html="<script>alert(1)</script>" />);
    const frame = container.querySelector('iframe')!;
    // It is ours to look into, and that is all it may.
    expect(frame.getAttribute('sandbox')).toBe('allow-same-origin');
  });
});
