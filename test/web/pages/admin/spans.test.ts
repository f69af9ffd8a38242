/** For how many hours a request is granted. */

import { today } from '@internationalized/date';
import { expect, test } from '@jest/globals';
import { hoursOf, mostDays } from '../../../../src/web/pages/admin/requests/spans.ts';

const hourMs = 3600_000;
const of = (span: Parameters<typeof hoursOf>[0]['span'], day = today('UTC')) => hoursOf({ span, hours: ' 8 ', day });

test('a span is so many hours, and without an end it is null', () => {
  expect([of('twoHours'), of('day'), of('week'), of('hours'), of('ever')]).toEqual([2, 24, 168, 8, null]);
  expect(hoursOf({ span: 'hours', hours: 'eight', day: undefined })).toBeUndefined();
});

test('until a day lasts until the first whole hour after its beginning in UTC, and the last day is within the limit', () => {
  const day = today('UTC').add({ days: 3 });
  const past = Date.now() + Number(of('until', day)) * hourMs - day.toDate('UTC').getTime();
  expect(past).toBeGreaterThanOrEqual(-1000);
  expect(past).toBeLessThan(hourMs);
  expect(of('until', today('UTC').add({ days: mostDays }))).toBeLessThanOrEqual(8760);
  expect(hoursOf({ span: 'until', hours: '', day: undefined })).toBeUndefined();
});
