import { expect, it } from 'vitest'
import { readPage } from './bucket.ts'

it('a page of a bucket is read with its names as they are and where it goes on', () => {
  expect(
    readPage(
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>true</IsTruncated>
       <Contents><Key>media/a &amp; b.png</Key><Size>12</Size><Owner><ID>x</ID></Owner></Contents>
       <Contents><Key>empty</Key><Size>0</Size></Contents><NextContinuationToken>a=</NextContinuationToken></ListBucketResult>`,
    ),
  ).toEqual({
    files: [
      { key: 'media/a & b.png', size: 12 },
      { key: 'empty', size: 0 },
    ],
    next: 'a=',
  })
  expect(readPage('<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>')).toEqual({
    files: [],
    next: undefined,
  })
})
