import { expect, it } from 'vitest'
import { hashtagOf, hashtagsIn } from './hashtags.ts'

it.each([
  ['#Café', 'café'],
  ['cafe', 'cafe'],
  ['＃ＳＵＭＭＥＲ２６', 'summer26'],
  ['Cafe\u0301', 'café'],
  ['#été_2026', 'été_2026'],
  ['#東京', '東京'],
  ['#2026', null],
  ['#_', null],
  ['two words', null],
  ['rock&roll', null],
  ['', null],
  ['a'.repeat(101), null],
])('the hashtag %j is spelt %j', (given, spelt) => {
  expect(hashtagOf(given)).toBe(spelt)
})

it.each([
  ['New #Coffee, #coffee and #CAFÉ!', ['coffee', 'café']],
  ["We're #1 in #L'Oréal", ['l']],
  ['See https://example.com/#menu and R&D#team', []],
  ['#a#b', ['a']],
  ['(#brackets) “#quoted”', ['brackets', 'quoted']],
  ['no tags', []],
])('the hashtags of %j are %j', (text, tags) => {
  expect(hashtagsIn(text)).toEqual(tags)
})
