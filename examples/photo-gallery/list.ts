import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Handler } from 'tradewind/runtime';

const s3 = new S3Client();

/** Addresses of a photo's variants, by their names. */
type Photos = Record<string, Record<string, string>>;

export default {
  async fetch(request, env) {
    const after = new URL(request.url).searchParams.get('after') ?? undefined;
    const page = await s3.send(new ListObjectsV2Command({ Bucket: env.RESULTS, ContinuationToken: after }));
    const photos: Photos = {};
    for (const { Key: key = '' } of page.Contents ?? []) {
      // `cats/tom.jpg/thumb.webp`: the name of the upload, then of the variant.
      const [, photo = '', variant = ''] = /^(.+)\/([^/.]+)\.\w+$/.exec(key) ?? [];
      const url = `https://${env.CDN}/${key.split('/').map(encodeURIComponent).join('/')}`;
      photos[photo] = { ...photos[photo], [variant]: url };
    }
    return Response.json({ photos, next: page.NextContinuationToken });
  },
} satisfies Handler<{ RESULTS: string; CDN: string }>;
