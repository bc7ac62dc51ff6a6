import type { Handler } from 'tradewind/runtime';

export default {
  async invoke({ item }: { item: string }) {
    if (item === 'nothing') return null;
    if (item === 'broken') throw new Error('no such item');
    return { total: item === 'lamp' ? 20 : 5 };
  },
} satisfies Handler;
