/** Order as it is stored and shown. */
export interface Order {
  readonly id: string;
  readonly item: string;
  readonly quantity: number;
  readonly note?: string;
  readonly shippedBy?: string;
}
