import { expect, it } from 'vitest'
import { placeOf } from './message-media.tsx'

it.each([
  ['as wide as it is', 200, 100, { width: 200, aspectRatio: '200 / 100' }],
  ['no higher than the thread allows', 3000, 4000, { width: 240, aspectRatio: '3000 / 4000' }],
  [
    'of a usual size while nobody knows it',
    null,
    null,
    { width: 240, aspectRatio: '240 / 180', objectFit: 'contain' },
  ],
  [
    'of a usual size where what is known is absurd',
    0,
    10,
    { width: 240, aspectRatio: '240 / 180', objectFit: 'contain' },
  ],
])('the place of a picture that is alone is %s', (_, width, height, place) => {
  expect(placeOf(width, height)).toEqual(place)
})
