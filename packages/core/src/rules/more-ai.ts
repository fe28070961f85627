/** Services for models, agents and voices whose tokens say what they are. */
import { named, prefixed } from './kit/form.ts';
import type { Rule } from './kit/rule.ts';

// a row a rule
// prettier-ignore
export const moreAi: readonly Rule[] = [
  prefixed('apify-api-token', 'Apify API token', 'apify_api_{alnum 36}', 'https://docs.apify.com/platform/integrations/api', 'https://console.apify.com/settings/integrations'),
  prefixed('anyscale-api-key', 'Anyscale API key', 'esecret_{lower 26-40}', 'https://docs.anyscale.com/', 'https://console.anyscale.com/v2/api-keys'),
  prefixed('modal-token-secret', 'Modal token secret', 'as-{alnum 22}', 'https://modal.com/docs/reference/cli/token', 'https://modal.com/settings/tokens'),
  prefixed('mem0-api-key', 'Mem0 API key', 'm0-{alnum 40}', 'https://docs.mem0.ai/', 'https://app.mem0.ai/dashboard/api-keys'),
  prefixed('e2b-api-key', 'E2B API key', 'e2b_{hex 40}', 'https://e2b.dev/docs', 'https://e2b.dev/dashboard?tab=keys'),
  prefixed('cartesia-api-key', 'Cartesia API key', 'sk_car_{alnum 20-40}', 'https://docs.cartesia.ai/', 'https://play.cartesia.ai/keys'),
  prefixed('browserbase-api-key', 'Browserbase API key', 'bb_live_{base64url 27}', 'https://docs.browserbase.com/', 'https://www.browserbase.com/settings'),
  prefixed('nomic-api-key', 'Nomic Atlas API key', 'nk-{base64url 43}', 'https://docs.nomic.ai/', 'https://atlas.nomic.ai/'),
  prefixed('mixedbread-api-key', 'Mixedbread API key', 'mxb_{alnum 32-48}', 'https://www.mixedbread.com/docs', 'https://www.mixedbread.com/dashboard'),
  prefixed('upstage-api-key', 'Upstage API key', 'up_{alnum 29-32}', 'https://console.upstage.ai/docs', 'https://console.upstage.ai/api-keys', { confidence: 'medium' }),
  prefixed('chroma-cloud-api-key', 'Chroma Cloud API key', 'ck-{alnum 44}', 'https://docs.trychroma.com/', 'https://www.trychroma.com/', { confidence: 'medium' }),
  prefixed('chromatic-project-token', 'Chromatic project token', 'chpt_{lower 12-20}', 'https://www.chromatic.com/docs/', 'https://www.chromatic.com/apps'),
  prefixed('lambda-cloud-api-key', 'Lambda Cloud API key', 'secret_{base64url 1-60}_{hex 32}.{alnum 32}', 'https://docs.lambda.ai/public-cloud/console/', 'https://cloud.lambda.ai/api-keys'),
  prefixed('roboflow-api-key', 'Roboflow key', 'rf_{alnum 20-28}', 'https://docs.roboflow.com/api-reference/authentication', 'https://app.roboflow.com/settings/api', { confidence: 'medium' }),
  prefixed('composio-api-key', 'Composio API key', 'comp_{alnum 20-40}', 'https://docs.composio.dev/', 'https://app.composio.dev/settings', { confidence: 'medium' }),
  prefixed('hyperbrowser-api-key', 'Hyperbrowser API key', 'hb_{hex 28-32}', 'https://docs.hyperbrowser.ai/', 'https://app.hyperbrowser.ai/', { confidence: 'medium' }),
  prefixed('pollinations-token', 'Pollinations secret key', 'plln_sk_{alnum 32}', 'https://pollinations.ai/', 'https://auth.pollinations.ai/'),
  named('baseten-api-key', 'Baseten API key', ['baseten'], '{alnum 8}.{alnum 32}', 'https://docs.baseten.co/', 'https://app.baseten.co/settings/api_keys'),
  named('fal-api-key', 'fal.ai API key', ['fal_', 'fal-', 'fal.'], '{uuid}:{hex 32}', 'https://docs.fal.ai/authentication', 'https://fal.ai/dashboard/keys'),
  named('greptile-api-key', 'Greptile API key', ['greptile'], '{base64url 40-64}', 'https://docs.greptile.com/', 'https://app.greptile.com/settings/api'),
  named('clarifai-api-key', 'Clarifai key', ['clarifai'], '{hex 32}', 'https://docs.clarifai.com/control/authentication/', 'https://clarifai.com/settings/security'),
  named('sambanova-api-key', 'SambaNova Cloud API key', ['sambanova'], '{uuid}', 'https://docs.sambanova.ai/', 'https://cloud.sambanova.ai/apis'),
  named('deepinfra-api-key', 'DeepInfra API key', ['deepinfra'], '{alnum 32}', 'https://deepinfra.com/docs', 'https://deepinfra.com/dash/api_keys'),
  named('ai21-api-key', 'AI21 Studio API key', ['ai21'], '{alnum 32}', 'https://docs.ai21.com/', 'https://studio.ai21.com/account/api-key'),
  named('novita-api-key', 'Novita AI API key', ['novita'], 'sk_{base64url 43}', 'https://novita.ai/docs', 'https://novita.ai/settings/key-management'),
  named('gladia-api-key', 'Gladia API key', ['gladia'], '{uuid}', 'https://docs.gladia.io/', 'https://app.gladia.io/api-keys'),
  named('vapi-api-key', 'Vapi private key', ['vapi'], '{uuid}', 'https://docs.vapi.ai/', 'https://dashboard.vapi.ai/org/api-keys'),
  named('edenai-api-key', 'Eden AI API key', ['edenai', 'eden_ai'], 'eyJ{base64url 20-}.{base64url 60-}.{base64url 40-64}', 'https://docs.edenai.co/', 'https://app.edenai.run/admin/account/settings'),
  named('exa-api-key', 'Exa API key', ['exa_', 'exa-', 'exa.'], '{uuid}', 'https://docs.exa.ai/', 'https://dashboard.exa.ai/api-keys'),
];
