import { jwt } from 'tradewind';
import * as cloudflare from 'tradewind/cloudflare';
import { declareOrders } from './orders-app';

const app = new cloudflare.App({ outdir: 'cdktf.out/cloudflare' });
const accountId = process.env.CLOUDFLARE_ACCOUNT_ID ?? '0123456789abcdef0123456789abcdef';
// The staff signs in to any OpenID Connect provider.
const staff = jwt({
  issuer: process.env.STAFF_ISSUER ?? 'https://login.shop.example/',
  audience: [process.env.STAFF_CLIENT ?? 'orders'],
});
declareOrders(cloudflare, new cloudflare.CloudflareStack(app, 'Orders', { accountId }), staff);
app.synth();
