/** Tokens of services from every field that say in their first letters whose they are. */
import { base58Check, judgeBase58Check } from './kit/base58.ts';
import { BECH32, bech32Checksum, judgeBech32 } from './kit/bech32.ts';
import { prefixed } from './kit/form.ts';
import type { Rule } from './kit/rule.ts';

const test = { severity: 'medium' } as const;
const unsure = { confidence: 'medium' } as const;

const MOVE = 'Move everything to a new address: a key cannot be revoked.';

/** A key in bech32 with `length` digits before its checksum, which is over the prefix too (BIP 173). */
function bech32(id: string, title: string, prefix: string, length: number, reference: string): Rule {
  return prefixed(id, title, `${prefix}1{lower ${length + 6}}`, reference, MOVE, {
    validate: judgeBech32,
    severity: 'critical',
    example: (sample) => {
      const data = sample.of(BECH32, length);
      return `${prefix}1${data}${bech32Checksum(prefix, data)}`;
    },
  });
}

/** A key in base58check; `head` are the bytes that make its first letters (tezos/tezos src/lib_crypto/base58.ml). */
function base58(id: string, title: string, form: string, head: readonly number[], length: number): Rule {
  return prefixed(id, title, form, 'https://tezos.gitlab.io/', MOVE, {
    validate: judgeBase58Check,
    severity: 'critical',
    example: (sample) => base58Check(Uint8Array.from([...head, ...sample.bytes(length)])),
  });
}

// a row a rule
// prettier-ignore
export const morePrefixes: readonly Rule[] = [
  // hosting, infrastructure, networks
  prefixed('porkbun-secret-key', 'Porkbun secret API key', 'sk1_{hex 64}', 'https://porkbun.com/llms/guides/getting-started', 'https://porkbun.com/account/api'),
  prefixed('porkbun-api-key', 'Porkbun API key', 'pk1_{hex 64}', 'https://porkbun.com/llms/guides/getting-started', 'https://porkbun.com/account/api', test),
  prefixed('dnsimple-account-token', 'DNSimple account token', 'dnsimple_a_{alnum 32}', 'https://support.dnsimple.com/articles/api-access-token/', 'https://dnsimple.com/user'),
  prefixed('dnsimple-user-token', 'DNSimple user token', 'dnsimple_u_{alnum 32}', 'https://support.dnsimple.com/articles/api-access-token/', 'https://dnsimple.com/user'),
  prefixed('vercel-blob-token', 'Vercel Blob read-write token', 'vercel_blob_rw_{alnum 14-20}_{alnum 24-40}', 'https://vercel.com/docs/vercel-blob/using-blob-sdk', 'https://vercel.com/dashboard/stores'),
  prefixed('gitpod-personal-token', 'Gitpod personal access token', 'gitpod_pat_{base64url 20-60}.{base64url 20-80}', 'https://github.com/gitpod-io/gitpod', 'https://gitpod.io/user/tokens'),
  prefixed('codesandbox-api-key', 'CodeSandbox API key', 'csb_v1_{base64url 43}', 'https://codesandbox.io/docs/sdk', 'https://codesandbox.io/t/api'),
  prefixed('daytona-api-key', 'Daytona API key', 'dtn_{hex 64}', 'https://www.daytona.io/docs/en/api-keys', 'https://app.daytona.io/dashboard/keys'),
  prefixed('headscale-preauth-key', 'Headscale pre-authentication key', 'hskey-auth-{base64url 12}-{base64url 64}', 'https://github.com/juanfont/headscale', 'headscale preauthkeys expire'),
  prefixed('headscale-api-key', 'Headscale API key', 'hskey-api-{base64url 12}-{base64url 64}', 'https://headscale.net/stable/ref/api/', 'headscale apikeys expire'),
  prefixed('k3s-server-token', 'k3s server token', 'K10{hex 64}::server:{alnum 16-64}', 'https://docs.k3s.io/cli/token', 'k3s token rotate', { severity: 'critical' }),
  prefixed('k3s-node-token', 'k3s agent token', 'K10{hex 64}::node:{alnum 16-64}', 'https://docs.k3s.io/cli/token', 'Start the servers with another --agent-token.'),
  prefixed('k3s-bootstrap-token', 'k3s bootstrap token', 'K10{hex 64}::{lower 6}.{lower 16}', 'https://docs.k3s.io/cli/token', 'k3s token delete'),
  prefixed('rancher-api-token', 'Rancher API token', 'token-{lower 5}:{lower 54}', 'https://ranchermanager.docs.rancher.com/api/api-tokens', 'In the account menu, under Account and API Keys.'),
  prefixed('rancher-kubeconfig-token', 'Rancher kubeconfig token', 'kubeconfig-user-{lower 5-10}:{lower 54}', 'https://ranchermanager.docs.rancher.com/api/api-tokens', 'In the account menu, under Account and API Keys.'),
  prefixed('volcengine-access-key', 'Volcengine access key ID', 'AKLT{alnum 40-60}', 'https://www.volcengine.com/docs/6291/65568', 'https://console.volcengine.com/iam/keymanage', test),
  prefixed('baidu-qianfan-key', 'Baidu Qianfan API key', 'bce-v3/ALTAK-{alnum 21}/{hex 40}', 'https://cloud.baidu.com/doc/qianfan-api/s/ym9chdsy5', 'https://console.bce.baidu.com/iam/'),
  prefixed('ncloud-iam-key', 'NAVER Cloud access or secret key', 'ncp_iam_{alnum 20-40}', 'https://api.ncloud-docs.com/docs/en/common-ncpapi', 'https://console.ncloud.com/iam'),
  prefixed('jdcloud-access-key', 'JD Cloud access key ID', 'JDC_{upper 28}', 'https://docs.jdcloud.com/en/account-management/accesskey-management', 'https://uc.jdcloud.com/account/accesskey', test),
  prefixed('crunchy-bridge-key', 'Crunchy Bridge API key', 'cbkey_{alnum 20-80}', 'https://docs.crunchybridge.com/api', 'https://crunchybridge.com/account'),
  prefixed('influxdb3-token', 'InfluxDB 3 token', 'apiv3_{base64url 86}', 'https://docs.influxdata.com/influxdb3/core/admin/tokens/', 'influxdb3 delete token'),
  prefixed('neon-database-password', 'Neon database password', 'npg_{alnum 12}', 'https://neon.com/docs/connect/connect-securely', 'Reset the password of the role in the Neon console.', unsure),
  prefixed('logfire-token-us', 'Pydantic Logfire token (US)', 'pylf_v1_us_{alnum 40-48}', 'https://logfire.pydantic.dev/docs/how-to-guides/create-write-tokens', 'In the project settings, under Write tokens.'),
  prefixed('logfire-token-eu', 'Pydantic Logfire token (EU)', 'pylf_v1_eu_{alnum 40-48}', 'https://logfire.pydantic.dev/docs/how-to-guides/create-write-tokens', 'In the project settings, under Write tokens.'),
  prefixed('firehydrant-bot-token', 'FireHydrant bot token', 'fhb-{hex 64}', 'https://docs.firehydrant.com/docs/api-keys', 'https://app.firehydrant.io/organizations/bots'),
  prefixed('honeybadger-project-key', 'Honeybadger API key', 'hbp_{alnum 36}', 'https://docs.honeybadger.io/', 'https://app.honeybadger.io/', test),
  prefixed('phase-service-token', 'Phase service token', 'pss_service:v{digits 1}:{hex 64}:{hex 64}:{hex 64}:{hex 64}', 'https://docs.phase.dev/access-control/service-tokens', 'https://console.phase.dev/'),
  prefixed('phase-user-token', 'Phase personal access token', 'pss_user:v{digits 1}:{hex 64}:{hex 64}:{hex 64}:{hex 64}', 'https://docs.phase.dev/', 'https://console.phase.dev/'),
  prefixed('jsr-personal-token', 'JSR personal access token', 'jsrp_{alnum 24-80}', 'https://jsr.io/docs/publishing-packages', 'https://jsr.io/account/tokens'),
  prefixed('jsr-device-token', 'JSR device token', 'jsrd_{alnum 24-80}', 'https://jsr.io/docs/publishing-packages', 'https://jsr.io/account/tokens'),
  prefixed('weblate-user-token', 'Weblate user API key', 'wlu_{alnum 36-40}', 'https://docs.weblate.org/en/latest/api.html', 'In the profile, under API access.'),
  prefixed('weblate-project-token', 'Weblate project API key', 'wlp_{alnum 36-40}', 'https://docs.weblate.org/en/latest/api.html', 'In the project, under Access control.'),
  prefixed('aikido-ci-token', 'Aikido CI token', 'AIK_CI_{alnum 24-80}', 'https://help.aikido.dev/', 'https://app.aikido.dev/settings/integrations', unsure),
  prefixed('paseto-local-v4', 'PASETO, symmetric (v4)', 'v4.local.{base64url 60-}', 'https://github.com/paseto-standard/paseto-spec', 'Change the key with which it was made.', { severity: 'medium' }),
  prefixed('paseto-local-v3', 'PASETO, symmetric (v3)', 'v3.local.{base64url 60-}', 'https://github.com/paseto-standard/paseto-spec', 'Change the key with which it was made.', { severity: 'medium' }),
  prefixed('paseto-local-v2', 'PASETO, symmetric (v2)', 'v2.local.{base64url 60-}', 'https://github.com/paseto-standard/paseto-spec', 'Change the key with which it was made.', { severity: 'medium' }),
  prefixed('paseto-public-v4', 'PASETO, signed (v4)', 'v4.public.{base64url 90-}', 'https://github.com/paseto-standard/paseto-spec', 'Change the key with which it was signed.', { severity: 'medium' }),
  prefixed('paseto-public-v2', 'PASETO, signed (v2)', 'v2.public.{base64url 90-}', 'https://github.com/paseto-standard/paseto-spec', 'Change the key with which it was signed.', { severity: 'medium' }),
  prefixed('paserk-local', 'PASERK symmetric key', 'k4.local.{base64url 43}', 'https://github.com/paseto-standard/paserk', 'Make a new key.', { severity: 'critical' }),
  prefixed('paserk-secret', 'PASERK secret key', 'k4.secret.{base64url 86}', 'https://github.com/paseto-standard/paserk', 'Make a new key.', { severity: 'critical' }),
  // projects, content, automation
  prefixed('outline-api-key', 'Outline API key', 'ol_api_{alnum 38}', 'https://www.getoutline.com/developers', 'In the settings, under API keys.'),
  prefixed('plane-api-key', 'Plane API key', 'plane_api_{hex 32}', 'https://developers.plane.so/api-reference/introduction', 'In the profile settings, under Personal access tokens.'),
  prefixed('vikunja-api-token', 'Vikunja API token', 'tk_{hex 40}', 'https://vikunja.io/docs/api-documentation/', 'In the settings, under API tokens.'),
  prefixed('n8n-api-key', 'n8n API key', 'n8n_api_{hex 40-160}', 'https://docs.n8n.io/api/authentication/', 'In the settings, under n8n API.'),
  prefixed('retool-api-token', 'Retool API token', 'retool_01{lower 24}', 'https://docs.retool.com/org-users/guides/retool-api/authentication', 'In the settings, under API.'),
  prefixed('calcom-live-key', 'Cal.com API key', 'cal_live_{hex 32}', 'https://cal.com/docs/api-reference/v2/introduction', 'https://app.cal.com/settings/developer/api-keys'),
  prefixed('calcom-test-key', 'Cal.com test API key', 'cal_test_{hex 32}', 'https://cal.com/docs/api-reference/v2/introduction', 'https://app.cal.com/settings/developer/api-keys', test),
  prefixed('calcom-api-key', 'Cal.com API key of a self-hosted instance', 'cal_{hex 32}', 'https://cal.com/docs/api-reference/v1/authentication', 'https://app.cal.com/settings/developer/api-keys', unsure),
  prefixed('bannerbear-project-key', 'Bannerbear project API key', 'bb_pr_{hex 30}', 'https://developers.bannerbear.com/', 'https://app.bannerbear.com/'),
  prefixed('bannerbear-master-key', 'Bannerbear master API key', 'bb_ma_{hex 30}', 'https://developers.bannerbear.com/', 'https://app.bannerbear.com/account/api_keys'),
  prefixed('nylas-api-key', 'Nylas API key', 'nyk_v0_{alnum 64}', 'https://developer.nylas.com/docs/v3/auth/nylas-app-credentials/', 'https://dashboard-v3.nylas.com/'),
  prefixed('voiceflow-api-key', 'Voiceflow Dialog Manager API key', 'VF.DM.{hex 24}.{alnum 12-24}', 'https://docs.voiceflow.com/reference/api-key-differences', 'https://creator.voiceflow.com/'),
  prefixed('voiceflow-workspace-key', 'Voiceflow workspace API key', 'VF.WS.{hex 24}.{alnum 12-24}', 'https://docs.voiceflow.com/reference/api-key-differences', 'https://creator.voiceflow.com/'),
  prefixed('scrapfly-api-key', 'Scrapfly API key', 'scp-live-{hex 32}', 'https://scrapfly.io/docs/project', 'https://scrapfly.io/dashboard'),
  prefixed('scrapfly-test-key', 'Scrapfly test API key', 'scp-test-{hex 32}', 'https://scrapfly.io/docs/project', 'https://scrapfly.io/dashboard', test),
  prefixed('simple-analytics-key', 'Simple Analytics API key', 'sa_api_key_{alnum 40-80}', 'https://docs.simpleanalytics.com/api/authenticate', 'https://dashboard.simpleanalytics.com/account'),
  prefixed('foursquare-api-key', 'Foursquare API key', 'fsq3{base64 43}=', 'https://docs.foursquare.com/developer/reference/authentication', 'https://foursquare.com/developers/home', test),
  prefixed('arcgis-api-key', 'ArcGIS API key', 'AAPK{hex 32}{base64url 30-80}', 'https://developers.arcgis.com/documentation/security-and-authentication/api-key-authentication/', 'https://location.arcgis.com/', test),
  prefixed('seam-api-key', 'Seam API key', 'seam_{alnum 6-16}_{alnum 24-40}', 'https://docs.seam.co/latest/core-concepts/authentication/api-keys', 'https://console.seam.co/'),
  prefixed('tally-api-key', 'Tally API key', 'tly-{alnum 24-48}', 'https://developers.tally.so/', 'https://tally.so/settings/api-keys', unsure),
  prefixed('mintlify-admin-key', 'Mintlify API key', 'mint_dsc_{alnum 20-60}', 'https://mintlify.com/docs/api-reference/introduction', 'https://dashboard.mintlify.com/settings/organization/api-keys', unsure),
  prefixed('wix-api-key', 'Wix API key', 'IST.eyJ{base64url 30-200}.{base64url 100-}.{base64url 200-700}', 'https://dev.wix.com/docs/api-reference/articles/authentication/api-keys/about-api-keys', 'https://manage.wix.com/account/api-keys'),
  prefixed('kaggle-api-token', 'Kaggle API token', 'KGAT_{hex 32}', 'https://www.kaggle.com/docs/api', 'https://www.kaggle.com/settings'),
  // models and agents
  prefixed('neptune-api-token', 'Neptune.ai API token', 'eyJhcGlfYWRkcmVzcyI6{base64 80-300}', 'https://docs.neptune.ai/setup/setting_api_token/', 'https://app.neptune.ai/get_my_api_token'),
  prefixed('luma-api-key', 'Luma API key', 'luma-{uuid}-{uuid}', 'https://docs.lumalabs.ai/docs/api', 'https://lumalabs.ai/dream-machine/api/keys'),
  prefixed('runway-api-secret', 'Runway API secret', 'key_{hex 128}', 'https://docs.dev.runwayml.com/guides/setup/', 'https://dev.runwayml.com/'),
  prefixed('sourcegraph-amp-token', 'Amp access token', 'sgamp_user_{alnum 20-60}_{hex 40-64}', 'https://ampcode.com/manual', 'https://ampcode.com/settings', unsure),
  prefixed('predibase-api-token', 'Predibase API token', 'pb_{base64url 22}', 'https://docs.predibase.com/', 'https://app.predibase.com/settings', { confidence: 'medium', entropy: 3.7 }),
  prefixed('promptlayer-api-key', 'PromptLayer API key', 'pl_{hex 32}', 'https://docs.promptlayer.com/', 'https://dashboard.promptlayer.com/settings'),
  prefixed('nebius-static-key', 'Nebius API key', 'v1.CmQKHHN0YXRpY2tleS1{base64url 60-200}.{base64url 20-60}', 'https://docs.nebius.com/iam/authorized-keys', 'https://console.nebius.com/', unsure),
  prefixed('vectara-query-key', 'Vectara query key', 'zqt_{base64url 36-44}', 'https://docs.vectara.com/docs/console-ui/api-access-overview', 'https://console.vectara.com/', unsure),
  prefixed('vectara-index-key', 'Vectara index key', 'zwt_{base64url 36-44}', 'https://docs.vectara.com/docs/console-ui/api-access-overview', 'https://console.vectara.com/', unsure),
  prefixed('vectara-personal-key', 'Vectara personal key', 'zut_{base64url 36-44}', 'https://docs.vectara.com/docs/console-ui/api-access-overview', 'https://console.vectara.com/', unsure),
  prefixed('letta-api-key', 'Letta API key', 'sk-let-{base64 60-120}', 'https://docs.letta.com/', 'https://app.letta.com/api-keys', unsure),
  // money and shops
  prefixed('sumup-secret-key', 'SumUp secret API key', 'sup_sk_{alnum 32-40}', 'https://developer.sumup.com/tools/authorization/api-keys', 'https://me.sumup.com/settings/api-keys', { severity: 'critical' }),
  prefixed('klarna-live-key', 'Klarna API password', 'klarna_live_api_{base64 40-140}', 'https://docs.klarna.com/', 'https://portal.klarna.com/settings/api-keys', { severity: 'critical' }),
  prefixed('klarna-test-key', 'Klarna test API password', 'klarna_test_api_{base64 40-140}', 'https://docs.klarna.com/', 'https://portal.playground.klarna.com/settings/api-keys', test),
  prefixed('asaas-api-key', 'Asaas API key', 'aact_prod_{base64 60-300}', 'https://docs.asaas.com/docs/authentication-2', 'https://www.asaas.com/customerApiAccessToken/index', { severity: 'critical' }),
  prefixed('asaas-test-key', 'Asaas sandbox API key', 'aact_hmlg_{base64 60-300}', 'https://docs.asaas.com/docs/authentication-2', 'https://sandbox.asaas.com/customerApiAccessToken/index', test),
  prefixed('wompi-private-key', 'Wompi private key', 'prv_prod_{alnum 32}', 'https://docs.wompi.co/en/docs/colombia/ambientes-y-llaves/', 'https://comercios.wompi.co/developers', { severity: 'critical' }),
  prefixed('wompi-test-key', 'Wompi test private key', 'prv_test_{alnum 32}', 'https://docs.wompi.co/en/docs/colombia/ambientes-y-llaves/', 'https://comercios.wompi.co/developers', test),
  prefixed('wompi-integrity-secret', 'Wompi integrity secret', 'prod_integrity_{alnum 32}', 'https://docs.wompi.co/en/docs/colombia/ambientes-y-llaves/', 'https://comercios.wompi.co/developers'),
  prefixed('wompi-events-secret', 'Wompi events secret', 'prod_events_{alnum 32}', 'https://docs.wompi.co/en/docs/colombia/ambientes-y-llaves/', 'https://comercios.wompi.co/developers'),
  prefixed('efi-client-secret', 'Efí (Gerencianet) client secret', 'Client_Secret_{hex 40}', 'https://dev.efipay.com.br/docs/api-pix/credenciais', 'https://app.sejaefi.com.br/'),
  prefixed('africastalking-api-key', 'Africa’s Talking API key', 'atsk_{hex 64}', 'https://developers.africastalking.com/docs/authentication', 'https://account.africastalking.com/'),
  prefixed('liveblocks-secret-key', 'Liveblocks secret key', 'sk_prod_{base64url 40-80}', 'https://liveblocks.io/docs/authentication', 'https://liveblocks.io/dashboard/apikeys'),
  prefixed('liveblocks-dev-key', 'Liveblocks development secret key', 'sk_dev_{base64url 40-80}', 'https://liveblocks.io/docs/authentication', 'https://liveblocks.io/dashboard/apikeys', test),
  prefixed('ebay-cert-id', 'eBay Cert ID', 'PRD-{hex 12}-{hex 4}-{hex 4}-{hex 4}-{hex 4}', 'https://developer.ebay.com/api-docs/static/creating-edp-account.html', 'https://developer.ebay.com/my/keys'),
  prefixed('ebay-sandbox-cert-id', 'eBay sandbox Cert ID', 'SBX-{hex 12}-{hex 4}-{hex 4}-{hex 4}-{hex 4}', 'https://developer.ebay.com/api-docs/static/creating-edp-account.html', 'https://developer.ebay.com/my/keys', test),
  prefixed('bitgo-access-token', 'BitGo access token', 'v2x{hex 64}', 'https://developers.bitgo.com/docs/get-started-access-tokens', 'https://app.bitgo.com/', { severity: 'critical' }),
  prefixed('covalent-api-key', 'Covalent (GoldRush) API key', 'cqt_{alnum 26-34}', 'https://goldrush.dev/docs/', 'https://goldrush.dev/platform/apikey', test),
  prefixed('covalent-api-key-old', 'Covalent API key of old', 'ckey_{hex 27}', 'https://goldrush.dev/docs/', 'https://goldrush.dev/platform/apikey', test),
  // keys of chains
  prefixed('near-private-key', 'NEAR private key', 'ed25519:{alnum 86-88}', 'https://docs.near.org/protocol/access-keys', 'Move everything to a new account key, then delete the old one.', { severity: 'critical' }),
  prefixed('aptos-ed25519-key', 'Aptos Ed25519 private key', 'ed25519-priv-0x{hex 64}', 'https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-80.md', 'Rotate the authentication key of the account.', { severity: 'critical' }),
  prefixed('aptos-secp256k1-key', 'Aptos secp256k1 private key', 'secp256k1-priv-0x{hex 64}', 'https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-80.md', 'Rotate the authentication key of the account.', { severity: 'critical' }),
  prefixed('eosio-private-key', 'EOSIO (Antelope) private key', 'PVT_K1_{alnum 48-52}', 'https://docs.antelope.io/', 'Change the permissions of the account to a new key.', { severity: 'critical' }),
  prefixed('eosio-private-key-r1', 'EOSIO (Antelope) private key of a device', 'PVT_R1_{alnum 48-52}', 'https://docs.antelope.io/', 'Change the permissions of the account to a new key.', { severity: 'critical' }),
  base58('tezos-secret-seed', 'Tezos secret seed', 'edsk{alnum 50}', [13, 15, 58, 7], 32),
  base58('tezos-secret-key', 'Tezos secret key', 'edsk{alnum 94}', [43, 246, 78, 7], 64),
  base58('tezos-encrypted-seed', 'Tezos encrypted secret seed', 'edesk{alnum 83}', [7, 90, 60, 179, 41], 56),
  prefixed('lnd-macaroon', 'Lightning (LND) macaroon', '0201036c6e64{hex 100-1000}', 'https://docs.lightning.engineering/the-lightning-network/l402/macaroons', 'Change the root key: lncli bakemacaroon with another --root_key_id, delete the old one.', { severity: 'critical' }),
  prefixed('hex-ed25519-key', 'Ed25519 private key in hex (PKCS#8)', '302e020100300506032b657004220420{hex 64}', 'https://www.rfc-editor.org/rfc/rfc8410', 'Make a new key.', { severity: 'critical' }),
  bech32('sui-private-key', 'Sui private key', 'suiprivkey', 53, 'https://sdk.mystenlabs.com/typedoc/functions/_mysten_sui.cryptography.encodeSuiPrivateKey.html'),
  bech32('cardano-signing-key', 'Cardano signing key', 'ed25519_sk', 52, 'https://cips.cardano.org/cip/CIP-0005'),
  bech32('cardano-root-key', 'Cardano root extended key', 'root_xsk', 154, 'https://cips.cardano.org/cip/CIP-0005'),
  bech32('cardano-account-key', 'Cardano account extended key', 'acct_xsk', 154, 'https://cips.cardano.org/cip/CIP-0005'),
  bech32('cardano-address-key', 'Cardano address extended key', 'addr_xsk', 154, 'https://cips.cardano.org/cip/CIP-0005'),
  bech32('cardano-stake-key', 'Cardano stake signing key', 'stake_sk', 52, 'https://cips.cardano.org/cip/CIP-0005'),
  bech32('zcash-spending-key', 'Zcash extended spending key', 'secret-extended-key-main', 271, 'https://zips.z.cash/zip-0032'),
];
