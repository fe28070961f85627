import type { Rule } from './kit/rule.ts';
import { onepassword } from './1password.ts';
import { adafruit } from './adafruit.ts';
import { adyen } from './adyen.ts';
import { age } from './age.ts';
import { airtable } from './airtable.ts';
import { aiven } from './aiven.ts';
import { alchemy } from './alchemy.ts';
import { algolia } from './algolia.ts';
import { alibaba } from './alibaba.ts';
import { amplitude } from './amplitude.ts';
import { anthropic } from './anthropic.ts';
import { asana } from './asana.ts';
import { assemblyai } from './assemblyai.ts';
import { atlassian } from './atlassian.ts';
import { auth0 } from './auth0.ts';
import { aws } from './aws.ts';
import { azure } from './azure.ts';
import { binance } from './binance.ts';
import { bip39 } from './bip39.ts';
import { bitbucket } from './bitbucket.ts';
import { bitcoin } from './bitcoin.ts';
import { bitrise } from './bitrise.ts';
import { bitwarden } from './bitwarden.ts';
import { brave } from './brave.ts';
import { brevo } from './brevo.ts';
import { buildkite } from './buildkite.ts';
import { cerebras } from './cerebras.ts';
import { calls } from './calls.ts';
import { checkout } from './checkout.ts';
import { circleci } from './circleci.ts';
import { civo } from './civo.ts';
import { clerk } from './clerk.ts';
import { clickhouse } from './clickhouse.ts';
import { clickup } from './clickup.ts';
import { clojars } from './clojars.ts';
import { cloudflare } from './cloudflare.ts';
import { cloudsmith } from './cloudsmith.ts';
import { cockroachlabs } from './cockroachlabs.ts';
import { codacy } from './codacy.ts';
import { codecov } from './codecov.ts';
import { coderabbit } from './coderabbit.ts';
import { cohere } from './cohere.ts';
import { coinbase } from './coinbase.ts';
import { configcat } from './configcat.ts';
import { commands } from './commands.ts';
import { confluent } from './confluent.ts';
import { contentful } from './contentful.ts';
import { couchbase } from './couchbase.ts';
import { coveralls } from './coveralls.ts';
import { cratesio } from './cratesio.ts';
import { cursor } from './cursor.ts';
import { databento } from './databento.ts';
import { databricks } from './databricks.ts';
import { datadog } from './datadog.ts';
import { datastax } from './datastax.ts';
import { deepgram } from './deepgram.ts';
import { deepseek } from './deepseek.ts';
import { definednetworking } from './definednetworking.ts';
import { deno } from './deno.ts';
import { devcycle } from './devcycle.ts';
import { devin } from './devin.ts';
import { digitalocean } from './digitalocean.ts';
import { discord } from './discord.ts';
import { docker } from './docker.ts';
import { doppler } from './doppler.ts';
import { drone } from './drone.ts';
import { dropbox } from './dropbox.ts';
import { duffel } from './duffel.ts';
import { duo } from './duo.ts';
import { dynatrace } from './dynatrace.ts';
import { easypost } from './easypost.ts';
import { elastic } from './elastic.ts';
import { elevenlabs } from './elevenlabs.ts';
import { ethereum } from './ethereum.ts';
import { endpoints } from './endpoints.ts';
import { etherscan } from './etherscan.ts';
import { exoscale } from './exoscale.ts';
import { facebook } from './facebook.ts';
import { figma } from './figma.ts';
import { firecrawl } from './firecrawl.ts';
import { fireworks } from './fireworks.ts';
import { fivem } from './fivem.ts';
import { flutterwave } from './flutterwave.ts';
import { flyio } from './flyio.ts';
import { frameio } from './frameio.ts';
import { friendli } from './friendli.ts';
import { generic } from './generic.ts';
import { gitea } from './gitea.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { gitter } from './gitter.ts';
import { gocardless } from './gocardless.ts';
import { google } from './google.ts';
import { govuknotify } from './govuk-notify.ts';
import { gradle } from './gradle.ts';
import { grafana } from './grafana.ts';
import { groq } from './groq.ts';
import { harness } from './harness.ts';
import { helicone } from './helicone.ts';
import { heroku } from './heroku.ts';
import { hetzner } from './hetzner.ts';
import { honeycomb } from './honeycomb.ts';
import { hubspot } from './hubspot.ts';
import { huggingface } from './huggingface.ts';
import { ibm } from './ibm.ts';
import { ifttt } from './ifttt.ts';
import { infisical } from './infisical.ts';
import { infracost } from './infracost.ts';
import { infura } from './infura.ts';
import { intercom } from './intercom.ts';
import { intra42 } from './intra42.ts';
import { jenkins } from './jenkins.ts';
import { jfrog } from './jfrog.ts';
import { jina } from './jina.ts';
import { jumpcloud } from './jumpcloud.ts';
import { jwk } from './jwk.ts';
import { jwt } from './jwt.ts';
import { klaviyo } from './klaviyo.ts';
import { kraken } from './kraken.ts';
import { kucoin } from './kucoin.ts';
import { langfuse } from './langfuse.ts';
import { langsmith } from './langsmith.ts';
import { langwatch } from './langwatch.ts';
import { launchdarkly } from './launchdarkly.ts';
import { lichess } from './lichess.ts';
import { line } from './line.ts';
import { linear } from './linear.ts';
import { linkedin } from './linkedin.ts';
import { linode } from './linode.ts';
import { llamaindex } from './llamaindex.ts';
import { lob } from './lob.ts';
import { mailchimp } from './mailchimp.ts';
import { mailersend } from './mailersend.ts';
import { mailgun } from './mailgun.ts';
import { make } from './make.ts';
import { mandrill } from './mandrill.ts';
import { mapbox } from './mapbox.ts';
import { markup } from './markup.ts';
import { maxmind } from './maxmind.ts';
import { mercury } from './mercury.ts';
import { mergify } from './mergify.ts';
import { minimax } from './minimax.ts';
import { mistral } from './mistral.ts';
import { mixpanel } from './mixpanel.ts';
import { mongodb } from './mongodb.ts';
import { moreAi } from './more-ai.ts';
import { moreData } from './more-data.ts';
import { morePay } from './more-pay.ts';
import { moreMessages } from './more-messages.ts';
import { moreNames } from './more-names.ts';
import { morePlatform } from './more-platform.ts';
import { morePrefixes } from './more-prefixes.ts';
import { webhooks } from './webhooks.ts';
import { formats } from './formats.ts';
import { msteams } from './msteams.ts';
import { nats } from './nats.ts';
import { neon } from './neon.ts';
import { netlify } from './netlify.ts';
import { netrc } from './netrc.ts';
import { newrelic } from './newrelic.ts';
import { nostr } from './nostr.ts';
import { notion } from './notion.ts';
import { npm } from './npm.ts';
import { nuget } from './nuget.ts';
import { nvidia } from './nvidia.ts';
import { octopus } from './octopus.ts';
import { okta } from './okta.ts';
import { onesignal } from './onesignal.ts';
import { openai } from './openai.ts';
import { openrouter } from './openrouter.ts';
import { openshift } from './openshift.ts';
import { otpauth } from './otpauth.ts';
import { ovh } from './ovh.ts';
import { packagist } from './packagist.ts';
import { paddle } from './paddle.ts';
import { pagerduty } from './pagerduty.ts';
import { paypal } from './paypal.ts';
import { paystack } from './paystack.ts';
import { perplexity } from './perplexity.ts';
import { pinecone } from './pinecone.ts';
import { pinterest } from './pinterest.ts';
import { plaid } from './plaid.ts';
import { planetscale } from './planetscale.ts';
import { plivo } from './plivo.ts';
import { polar } from './polar.ts';
import { posthog } from './posthog.ts';
import { postman } from './postman.ts';
import { postmark } from './postmark.ts';
import { prefixed } from './prefixed.ts';
import { prefect } from './prefect.ts';
import { privatekey } from './privatekey.ts';
import { pubnub } from './pubnub.ts';
import { pulumi } from './pulumi.ts';
import { pypi } from './pypi.ts';
import { railway } from './railway.ts';
import { rapidapi } from './rapidapi.ts';
import { razorpay } from './razorpay.ts';
import { readme } from './readme.ts';
import { render } from './render.ts';
import { replicate } from './replicate.ts';
import { resend } from './resend.ts';
import { riot } from './riot.ts';
import { rootly } from './rootly.ts';
import { rubygems } from './rubygems.ts';
import { runpod } from './runpod.ts';
import { salesforce } from './salesforce.ts';
import { samsara } from './samsara.ts';
import { scaleway } from './scaleway.ts';
import { scalingo } from './scalingo.ts';
import { segment } from './segment.ts';
import { semaphore } from './semaphore.ts';
import { sendgrid } from './sendgrid.ts';
import { sentry } from './sentry.ts';
import { shippo } from './shippo.ts';
import { shopify } from './shopify.ts';
import { skkey } from './skkey.ts';
import { slack } from './slack.ts';
import { snyk } from './snyk.ts';
import { sonar } from './sonar.ts';
import { sourcegraph } from './sourcegraph.ts';
import { spacelift } from './spacelift.ts';
import { sparkpost } from './sparkpost.ts';
import { splunk } from './splunk.ts';
import { square } from './square.ts';
import { stackhawk } from './stackhawk.ts';
import { stellar } from './stellar.ts';
import { stripe } from './stripe.ts';
import { stytch } from './stytch.ts';
import { sumologic } from './sumologic.ts';
import { supabase } from './supabase.ts';
import { tailscale } from './tailscale.ts';
import { tavily } from './tavily.ts';
import { teamcity } from './teamcity.ts';
import { telegram } from './telegram.ts';
import { telnyx } from './telnyx.ts';
import { tencent } from './tencent.ts';
import { terraform } from './terraform.ts';
import { thunderstore } from './thunderstore.ts';
import { tines } from './tines.ts';
import { togetherai } from './togetherai.ts';
import { travisci } from './travisci.ts';
import { twilio } from './twilio.ts';
import { twitter } from './twitter.ts';
import { typeform } from './typeform.ts';
import { unkey } from './unkey.ts';
import { upcloud } from './upcloud.ts';
import { url } from './url.ts';
import { vault } from './vault.ts';
import { vendorkey } from './vendorkey.ts';
import { vercel } from './vercel.ts';
import { vonage } from './vonage.ts';
import { voyageai } from './voyageai.ts';
import { vultr } from './vultr.ts';
import { wakatime } from './wakatime.ts';
import { wandb } from './wandb.ts';
import { webex } from './webex.ts';
import { wireguard } from './wireguard.ts';
import { workato } from './workato.ts';
import { xai } from './xai.ts';
import { yandex } from './yandex.ts';
import { zai } from './zai.ts';
import { zapier } from './zapier.ts';
import { zendesk } from './zendesk.ts';

/** The built-in catalogue, one line a vendor. */
export const catalogue: readonly Rule[] = [
  ...adafruit,
  ...adyen,
  ...age,
  ...airtable,
  ...aiven,
  ...alchemy,
  ...algolia,
  ...alibaba,
  ...amplitude,
  ...anthropic,
  ...asana,
  ...assemblyai,
  ...atlassian,
  ...auth0,
  ...aws,
  ...azure,
  ...binance,
  ...bip39,
  ...bitbucket,
  ...bitcoin,
  ...bitrise,
  ...bitwarden,
  ...brave,
  ...brevo,
  ...buildkite,
  ...cerebras,
  ...checkout,
  ...circleci,
  ...civo,
  ...clerk,
  ...clickhouse,
  ...clickup,
  ...clojars,
  ...cloudflare,
  ...cloudsmith,
  ...cockroachlabs,
  ...codacy,
  ...codecov,
  ...coderabbit,
  ...cohere,
  ...coinbase,
  ...configcat,
  ...calls,
  ...commands,
  ...confluent,
  ...contentful,
  ...couchbase,
  ...coveralls,
  ...cratesio,
  ...cursor,
  ...databento,
  ...databricks,
  ...datadog,
  ...datastax,
  ...deepgram,
  ...deepseek,
  ...definednetworking,
  ...deno,
  ...devcycle,
  ...devin,
  ...digitalocean,
  ...discord,
  ...docker,
  ...doppler,
  ...drone,
  ...dropbox,
  ...duffel,
  ...duo,
  ...dynatrace,
  ...easypost,
  ...elastic,
  ...elevenlabs,
  ...ethereum,
  ...endpoints,
  ...etherscan,
  ...exoscale,
  ...facebook,
  ...figma,
  ...firecrawl,
  ...fireworks,
  ...fivem,
  ...flutterwave,
  ...flyio,
  ...frameio,
  ...friendli,
  ...generic,
  ...moreAi,
  ...moreData,
  ...morePay,
  ...moreMessages,
  ...morePlatform,
  ...morePrefixes,
  ...moreNames,
  ...webhooks,
  ...formats,
  ...markup,
  ...prefixed,
  ...vendorkey,
  ...gitea,
  ...github,
  ...gitlab,
  ...gitter,
  ...gocardless,
  ...google,
  ...govuknotify,
  ...gradle,
  ...grafana,
  ...groq,
  ...harness,
  ...helicone,
  ...heroku,
  ...hetzner,
  ...honeycomb,
  ...hubspot,
  ...huggingface,
  ...ibm,
  ...ifttt,
  ...infisical,
  ...infracost,
  ...infura,
  ...intercom,
  ...intra42,
  ...jenkins,
  ...jfrog,
  ...jina,
  ...jumpcloud,
  ...jwk,
  ...jwt,
  ...klaviyo,
  ...kraken,
  ...kucoin,
  ...langfuse,
  ...langsmith,
  ...langwatch,
  ...launchdarkly,
  ...lichess,
  ...line,
  ...linear,
  ...linkedin,
  ...linode,
  ...llamaindex,
  ...lob,
  ...mailchimp,
  ...mailersend,
  ...mailgun,
  ...make,
  ...mandrill,
  ...mapbox,
  ...maxmind,
  ...mercury,
  ...mergify,
  ...minimax,
  ...mistral,
  ...mixpanel,
  ...mongodb,
  ...msteams,
  ...nats,
  ...neon,
  ...netlify,
  ...netrc,
  ...newrelic,
  ...nostr,
  ...notion,
  ...npm,
  ...nuget,
  ...nvidia,
  ...octopus,
  ...okta,
  ...onepassword,
  ...onesignal,
  ...openai,
  ...openrouter,
  ...openshift,
  ...otpauth,
  ...ovh,
  ...packagist,
  ...paddle,
  ...pagerduty,
  ...paypal,
  ...paystack,
  ...perplexity,
  ...pinecone,
  ...pinterest,
  ...plaid,
  ...planetscale,
  ...plivo,
  ...polar,
  ...posthog,
  ...postman,
  ...postmark,
  ...prefect,
  ...privatekey,
  ...pubnub,
  ...pulumi,
  ...pypi,
  ...railway,
  ...rapidapi,
  ...razorpay,
  ...readme,
  ...render,
  ...replicate,
  ...resend,
  ...riot,
  ...rootly,
  ...rubygems,
  ...runpod,
  ...salesforce,
  ...samsara,
  ...scaleway,
  ...scalingo,
  ...segment,
  ...semaphore,
  ...sendgrid,
  ...sentry,
  ...shippo,
  ...shopify,
  ...skkey,
  ...slack,
  ...snyk,
  ...sonar,
  ...sourcegraph,
  ...spacelift,
  ...sparkpost,
  ...splunk,
  ...square,
  ...stackhawk,
  ...stellar,
  ...stripe,
  ...stytch,
  ...sumologic,
  ...supabase,
  ...tailscale,
  ...tavily,
  ...teamcity,
  ...telegram,
  ...telnyx,
  ...tencent,
  ...terraform,
  ...thunderstore,
  ...tines,
  ...togetherai,
  ...travisci,
  ...twilio,
  ...twitter,
  ...typeform,
  ...unkey,
  ...upcloud,
  ...url,
  ...vault,
  ...vercel,
  ...vonage,
  ...voyageai,
  ...vultr,
  ...wakatime,
  ...wandb,
  ...webex,
  ...wireguard,
  ...workato,
  ...xai,
  ...yandex,
  ...zai,
  ...zapier,
  ...zendesk,
];
