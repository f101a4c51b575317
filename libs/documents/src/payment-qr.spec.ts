import jsQR from 'jsqr';
import { canPayByQr, paymentQrText, qrModules } from './payment-qr';
import { SELLER, sampleInvoice } from './sample-documents';

/** Paints the modules as a photograph would show them: four pixels each, with a quiet zone of four modules. */
function photograph({ size, isDark }: ReturnType<typeof qrModules>) {
  const scale = 4;
  const side = (size + 8) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const [row, column] = [Math.floor(y / scale) - 4, Math.floor(x / scale) - 4];
      const inside = row >= 0 && column >= 0 && row < size && column < size;
      if (inside && isDark(row, column)) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  return { pixels, side };
}

describe('the payment QR code', () => {
  it('says who, where, how much in kopecks and for what, in the order of the standard', () => {
    expect(paymentQrText(sampleInvoice())).toBe(
      'ST00012|Name=ООО «Рокет Софт»|PersonalAcc=40702810410000551190|BankName=АО «Тинькофф Банк»|BIC=044525974' +
        '|CorrespAcc=30101810145250000974|Sum=500000|Purpose=Оплата по счету № 1207 от 21.11.2026 за пополнение ' +
        'лицевого счёта 31245678. В т.ч. НДС 22% 901-64 руб.|PayeeINN=6732180881|KPP=673201001|DocNo=1207|DocDate=21.11.2026',
    );
  });

  it('reads back from its own picture', () => {
    const text = paymentQrText(sampleInvoice());
    const { pixels, side } = photograph(qrModules(text));
    // jsqr guesses Latin letters for bytes: the bytes are what a bank reads.
    const read = jsQR(pixels, side, side)!;
    expect(Buffer.from(read.binaryData).toString('utf8')).toBe(text);
  });

  it('moves to another separator when a value contains the usual one', () => {
    const text = paymentQrText({ ...sampleInvoice(), purpose: 'Счёт 1|2' });
    expect(text.startsWith('ST00012;Name=')).toBe(true);
    expect(text).toContain(';Purpose=Счёт 1|2;');
  });

  it('keeps the obligatory fields within 300 bytes and the purpose within 160 characters', () => {
    const seller = { ...SELLER, shortName: 'Ю'.repeat(200) };
    const text = paymentQrText({ ...sampleInvoice(), seller, purpose: 'я'.repeat(210) });
    const obligatory = text.slice(0, text.indexOf('|Sum='));
    expect(Buffer.byteLength(obligatory)).toBeLessThanOrEqual(300);
    expect(Buffer.byteLength(obligatory)).toBeGreaterThan(296);
    expect(/Purpose=(я+)\|/.exec(text)![1]).toHaveLength(160);
  });

  it('leaves out the KPP of a sole trader and writes 0 for a bank without a correspondent account', () => {
    const text = paymentQrText({
      ...sampleInvoice(),
      seller: { ...SELLER, kpp: null, correspondentAccount: null },
    });
    expect(text).not.toContain('KPP=');
    expect(text).toContain('|CorrespAcc=0|');
  });

  it.each([
    ['tenge', { ...sampleInvoice(), currency: 'KZT' as const }],
    ['a seller without a bank', { ...sampleInvoice(), seller: { ...SELLER, bic: null } }],
    [
      'an account whose key does not fit the bank',
      { ...sampleInvoice(), seller: { ...SELLER, settlementAccount: '40702810410000551191' } },
    ],
  ])('does not exist for %s', (_, facts) => {
    expect(canPayByQr(facts)).toBe(false);
    expect(() => paymentQrText(facts)).toThrow('cannot be paid by a QR code');
  });
});
