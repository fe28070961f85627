/** Hosting, CI, monitoring, security and identity whose tokens have a form. */
import { crc32Base62 } from './kit/checksum.ts';
import { named, prefixed } from './kit/form.ts';
import type { Rule } from './kit/rule.ts';

/** The last six characters are the CRC-32, in base62, of what `of` says of the rest. */
const tail =
  (of: (rest: string) => string) =>
  (secret: string): 'valid' | 'invalid' =>
    crc32Base62(of(secret.slice(0, -6))) === secret.slice(-6) ? 'valid' : 'invalid';

/** Matrix signs the token with its last underscore left out. */
const matrix = tail((rest) => rest.slice(0, -1));

// a row a rule
// prettier-ignore
export const morePlatform: readonly Rule[] = [
  prefixed('netbird-access-token', 'NetBird access token', 'nbp_{alnum 36}', 'https://github.com/netbirdio/netbird', 'https://app.netbird.io/team/user', {
    // netbirdio/netbird management/server/types/personal_access_token.go: 30 random characters and their checksum
    validate: tail((rest) => rest.slice('nbp_'.length)),
    example: (sample) => { const body = sample.alnum(30); return `nbp_${body}${crc32Base62(body)}`; },
  }),
  prefixed('matrix-access-token', 'Matrix (Synapse) access token', 'syt_{base64url 4-120}_{letters 20}_{alnum 6}', 'https://github.com/element-hq/synapse', 'Log the device out, or POST /_matrix/client/v3/logout.', {
    validate: matrix,
    example: (sample) => { const head = `syt_${sample.alnum(12)}_${sample.letters(20)}`; return `${head}_${crc32Base62(head)}`; },
  }),
  prefixed('matrix-refresh-token', 'Matrix (Synapse) refresh token', 'syr_{letters 20}_{alnum 6}', 'https://github.com/element-hq/synapse', 'Log the device out, or POST /_matrix/client/v3/logout.', {
    validate: matrix,
    example: (sample) => { const head = `syr_${sample.letters(20)}`; return `${head}_${crc32Base62(head)}`; },
  }),
  prefixed('matrix-mas-access-token', 'Matrix Authentication Service access token', 'mat_{alnum 30}_{alnum 6}', 'https://github.com/element-hq/matrix-authentication-service', 'mas-cli manage kill-sessions', {
    validate: matrix,
    example: (sample) => { const head = `mat_${sample.alnum(30)}`; return `${head}_${crc32Base62(head)}`; },
  }),
  prefixed('matrix-mas-refresh-token', 'Matrix Authentication Service refresh token', 'mar_{alnum 30}_{alnum 6}', 'https://github.com/element-hq/matrix-authentication-service', 'mas-cli manage kill-sessions', {
    validate: matrix,
    example: (sample) => { const head = `mar_${sample.alnum(30)}`; return `${head}_${crc32Base62(head)}`; },
  }),
  prefixed('ory-personal-token', 'Ory personal access token', 'ory_pat_{alnum 32}', 'https://www.ory.com/docs/concepts/personal-access-token', 'https://console.ory.sh/'),
  prefixed('ory-api-key', 'Ory API key', 'ory_apikey_{alnum 32}', 'https://www.ory.com/docs/concepts/personal-access-token', 'https://console.ory.sh/'),
  prefixed('ory-access-token', 'Ory OAuth access token', 'ory_at_{base64url 43}.{base64url 43}', 'https://www.ory.com/docs/oauth2-oidc/resource-owner-password-grant', 'POST /oauth2/revoke'),
  prefixed('ory-refresh-token', 'Ory OAuth refresh token', 'ory_rt_{base64url 43}.{base64url 43}', 'https://www.ory.com/docs/oauth2-oidc/refresh-token-grant', 'POST /oauth2/revoke'),
  prefixed('ory-session-token', 'Ory session token', 'ory_st_{alnum 32}', 'https://www.ory.com/docs/kratos/session-management/overview', 'DELETE /admin/sessions/{id}'),
  prefixed('kong-konnect-token', 'Kong Konnect personal access token', 'kpat_{alnum 40-60}', 'https://developer.konghq.com/konnect-api/', 'https://cloud.konghq.com/global/account/tokens'),
  prefixed('kong-konnect-system-token', 'Kong Konnect system account token', 'spat_{alnum 40-60}', 'https://developer.konghq.com/konnect-api/', 'https://cloud.konghq.com/global/organization/system-accounts'),
  prefixed('zuplo-api-key', 'Zuplo API key', 'zpka_{lower 32}_{lower 8}', 'https://zuplo.com/docs/articles/api-key-management', 'https://portal.zuplo.com/'),
  prefixed('socket-dev-api-token', 'Socket API token', 'sktsec_{base64url 30-64}', 'https://docs.socket.dev/reference/creating-and-managing-api-tokens', 'https://socket.dev/dashboard'),
  prefixed('censys-token', 'Censys personal access token', 'censys_{alnum 8}_{alnum 24-40}', 'https://docs.censys.com/reference/get-started', 'https://platform.censys.io/account/personal-access-tokens'),
  prefixed('lambdatest-access-key', 'LambdaTest access key', 'LT_{alnum 40-60}', 'https://www.lambdatest.com/support/docs/', 'https://accounts.lambdatest.com/security'),
  prefixed('percy-web-token', 'Percy project token', 'web_{hex 64}', 'https://www.browserstack.com/docs/percy/get-started', 'https://percy.io/'),
  prefixed('percy-app-token', 'Percy app project token', 'app_{hex 64}', 'https://www.browserstack.com/docs/percy/get-started', 'https://percy.io/'),
  prefixed('youtrack-permanent-token', 'JetBrains YouTrack, Hub or Space permanent token', 'perm:{base64 4-120}.{base64 4-120}.{alnum 30-60}', 'https://www.jetbrains.com/help/youtrack/devportal/Manage-Permanent-Token.html', 'In the profile, under Account security, Tokens.'),
  prefixed('youtrack-permanent-token-new', 'JetBrains YouTrack permanent token', 'perm-{base64 4-120}=.{base64 4-120}=.{alnum 30-60}', 'https://www.jetbrains.com/help/youtrack/devportal/Manage-Permanent-Token.html', 'In the profile, under Account security, Tokens.'),
  prefixed('django-insecure-key', 'Django secret key made by startproject', 'django-insecure-{alnum 30-64}', 'https://docs.djangoproject.com/en/stable/ref/settings/#secret-key', 'Set another SECRET_KEY; keep the old one in SECRET_KEY_FALLBACKS while sessions last.', { severity: 'medium' }),
  prefixed('depot-org-token', 'Depot organisation token', 'depot_org_{hex 64}', 'https://depot.dev/docs/cli/authentication', 'https://depot.dev/orgs'),
  prefixed('depot-project-token', 'Depot project token', 'depot_project_{hex 64}', 'https://depot.dev/docs/cli/authentication', 'https://depot.dev/orgs'),
  prefixed('zenml-api-key', 'ZenML API key', 'ZENKEY_{base64url 80-200}', 'https://docs.zenml.io/', 'zenml service-account api-key delete'),
  prefixed('trigger-dev-secret-key', 'Trigger.dev secret key', 'tr_prod_{alnum 20-24}', 'https://trigger.dev/docs/apikeys', 'https://cloud.trigger.dev/'),
  prefixed('trigger-dev-development-key', 'Trigger.dev development key', 'tr_dev_{alnum 20-24}', 'https://trigger.dev/docs/apikeys', 'https://cloud.trigger.dev/', { severity: 'medium' }),
  prefixed('trigger-dev-personal-token', 'Trigger.dev personal access token', 'tr_pat_{lower 40}', 'https://trigger.dev/docs/', 'https://cloud.trigger.dev/account/tokens'),
  prefixed('inngest-signing-key', 'Inngest signing key', 'signkey-prod-{hex 64}', 'https://www.inngest.com/docs/platform/signing-keys', 'https://app.inngest.com/env/production/manage/signing-key'),
  prefixed('inngest-test-signing-key', 'Inngest signing key of a test environment', 'signkey-test-{hex 64}', 'https://www.inngest.com/docs/platform/signing-keys', 'https://app.inngest.com/', { severity: 'medium' }),
  prefixed('svix-test-token', 'Svix test token', 'testsk_{base64url 30-60}', 'https://docs.svix.com/', 'https://dashboard.svix.com/', { severity: 'medium' }),
  prefixed('restate-cloud-api-key', 'Restate Cloud API key', 'key_1{alnum 20}.{alnum 40-50}', 'https://docs.restate.dev/deploy/cloud', 'https://cloud.restate.dev/'),
  prefixed('tigris-secret-key', 'Tigris secret access key', 'tsec_{base64url 40-60}', 'https://www.tigrisdata.com/docs/', 'https://console.storage.dev/accesskeys'),
  prefixed('tigris-access-key', 'Tigris access key ID', 'tid_{base64url 30-50}', 'https://www.tigrisdata.com/docs/', 'https://console.storage.dev/accesskeys', { severity: 'medium' }),
  prefixed('vanta-access-token', 'Vanta OAuth token', 'vat_{base64url 30-80}', 'https://developer.vanta.com/', 'https://app.vanta.com/settings/developer-console', { confidence: 'medium' }),
  prefixed('vanta-client-secret', 'Vanta client secret', 'vcs_{base64url 30-80}', 'https://developer.vanta.com/', 'https://app.vanta.com/settings/developer-console', { confidence: 'medium' }),
  named('ngrok-authtoken', 'ngrok authtoken or API key', ['ngrok'], '{alnum 26-27}_{alnum 20-22}', 'https://ngrok.com/docs/agent/#authtokens', 'https://dashboard.ngrok.com/authtokens'),
  named('zerotier-token', 'ZeroTier API token', ['zerotier', 'zt_'], '{alnum 32}', 'https://docs.zerotier.com/api/', 'https://my.zerotier.com/account'),
  named('akeyless-access-key', 'Akeyless access key', ['akeyless'], '{base64 43}=', 'https://docs.akeyless.io/', 'https://console.akeyless.io/'),
  named('appveyor-token', 'AppVeyor API token', ['appveyor'], 'v2.{lower 20}', 'https://www.appveyor.com/docs/api/', 'https://ci.appveyor.com/api-keys'),
  named('codefresh-token', 'Codefresh API key', ['codefresh', 'cf_api'], '{hex 24}.{hex 32}', 'https://codefresh.io/docs/docs/integrations/codefresh-api/', 'https://g.codefresh.io/user/settings'),
  named('saucelabs-access-key', 'Sauce Labs access key', ['sauce'], '{uuid}', 'https://docs.saucelabs.com/basics/acct-team-mgmt/managing-user-info/', 'https://app.saucelabs.com/user-settings'),
  named('browserstack-access-key', 'BrowserStack access key', ['browserstack'], '{alnum 20}', 'https://www.browserstack.com/docs/', 'https://www.browserstack.com/accounts/profile'),
  named('cypress-record-key', 'Cypress record key', ['cypress'], '{uuid}', 'https://docs.cypress.io/cloud/account-management/projects#Record-keys', 'https://cloud.cypress.io/'),
  named('semgrep-app-token', 'Semgrep app token', ['semgrep'], '{hex 64}', 'https://semgrep.dev/docs/', 'https://semgrep.dev/orgs/-/settings/tokens'),
  named('fossa-api-key', 'FOSSA API key', ['fossa'], '{hex 32}', 'https://docs.fossa.com/docs/api-reference', 'https://app.fossa.com/account/settings/integrations/api_tokens'),
  named('codeclimate-reporter', 'Code Climate test reporter ID', ['codeclimate', 'cc_test_reporter'], '{hex 64}', 'https://docs.codeclimate.com/docs/finding-your-test-coverage-token', 'In the repository settings, under Test coverage.', { severity: 'low' }),
  named('virustotal-api-key', 'VirusTotal API key', ['virustotal', 'vt_api', 'vt-api', 'vtapi'], '{hex 64}', 'https://docs.virustotal.com/reference/authentication', 'https://www.virustotal.com/gui/my-apikey'),
  named('shodan-api-key', 'Shodan API key', ['shodan'], '{alnum 32}', 'https://developer.shodan.io/api', 'https://account.shodan.io/'),
  named('abuseipdb-api-key', 'AbuseIPDB API key', ['abuseipdb'], '{hex 80}', 'https://docs.abuseipdb.com/', 'https://www.abuseipdb.com/account/api'),
  named('ipinfo-token', 'IPinfo token', ['ipinfo'], '{hex 14}', 'https://ipinfo.io/developers', 'https://ipinfo.io/account/token', { severity: 'medium' }),
  named('opsgenie-api-key', 'Opsgenie API key', ['opsgenie'], '{uuid}', 'https://docs.opsgenie.com/docs/api-key-management', 'https://app.opsgenie.com/settings/api-key-management'),
  named('statuspage-api-key', 'Statuspage API key', ['statuspage'], '{uuid}', 'https://developer.statuspage.io/', 'https://manage.statuspage.io/'),
  named('betterstack-token', 'Better Stack token', ['betterstack', 'betteruptime', 'logtail', 'better_uptime'], '{alnum 24}', 'https://betterstack.com/docs/uptime/api/getting-started-with-uptime-api/', 'https://betterstack.com/settings/api-tokens/0'),
  named('logdna-key', 'Mezmo (LogDNA) key', ['logdna', 'mezmo'], '{hex 32}', 'https://docs.mezmo.com/docs/ingestion-key', 'https://app.mezmo.com/manage/api-keys'),
  named('loggly-token', 'Loggly token', ['loggly'], '{uuid}', 'https://documentation.solarwinds.com/en/success_center/loggly/content/admin/customer-token-authentication-token.htm', 'In the settings, under Customer tokens.'),
  named('papertrail-token', 'Papertrail or SolarWinds token', ['papertrail', 'solarwinds', 'sw_apm'], '{base64url 71}', 'https://documentation.solarwinds.com/en/success_center/observability/', 'https://my.na-01.cloud.solarwinds.com/'),
  named('bugsnag-api-key', 'Bugsnag API key', ['bugsnag'], '{hex 32}', 'https://docs.bugsnag.com/api/', 'https://app.bugsnag.com/settings', { severity: 'medium' }),
  named('airbrake-key', 'Airbrake project or user key', ['airbrake'], '{hex 32-40}', 'https://docs.airbrake.io/', 'https://app.airbrake.io/'),
  named('rollbar-token', 'Rollbar access token', ['rollbar'], '{hex 32}', 'https://docs.rollbar.com/docs/access-tokens', 'https://rollbar.com/settings/'),
  named('equinix-metal-token', 'Equinix Metal API key', ['packet_', 'metal_', 'equinix'], '{alnum 32}', 'https://deploy.equinix.com/developers/docs/metal/', 'https://console.equinix.com/'),
  named('fastly-token', 'Fastly API token', ['fastly'], '{base64url 32}', 'https://www.fastly.com/documentation/reference/api/auth-tokens/', 'https://manage.fastly.com/account/personal/tokens'),
  named('temporal-api-key', 'Temporal Cloud API key', ['temporal'], 'eyJ{base64url 20-}.{base64url 60-}.{base64url 40-}', 'https://docs.temporal.io/cloud/api-keys', 'https://cloud.temporal.io/settings/api-keys'),
  named('oci-auth-token', 'Oracle Cloud auth token or secret', ['oci_', 'oracle_cloud', 'oraclecloud'], '{base64 20-44}', 'https://docs.oracle.com/iaas/Content/Identity/Tasks/managingcredentials.htm', 'https://cloud.oracle.com/identity/'),
  named('hasura-admin-secret', 'Hasura admin secret', ['hasura'], '{alnum 32-64}', 'https://hasura.io/docs/2.0/deployment/securing-graphql-endpoint/', 'Set another HASURA_GRAPHQL_ADMIN_SECRET.'),
  named('workos-api-key', 'WorkOS API key', ['workos'], 'sk_{alnum 40-120}', 'https://workos.com/docs/reference', 'https://dashboard.workos.com/api-keys'),
];
