import { refundPurpose } from './refund-purpose';

it('says why money goes back and with what tax, each sentence ended once', () => {
  const why = 'Возврат неиспользованных средств по расторгнутому договору, лицевой счёт 7. ';
  expect(refundPurpose('Оферта № 6', '7', 'В том числе НДС 22% 901-64 руб.')).toBe(
    `${why}В том числе НДС 22% 901-64 руб. Оферта № 6`,
  );
  expect(refundPurpose('Оферта № 6', '7', 'НДС не облагается')).toBe(`${why}НДС не облагается. Оферта № 6`);
  expect(refundPurpose('Оферта № 6', '7')).toBe(`${why}Оферта № 6`);
});
