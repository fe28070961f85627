/**
 * Names of services whose keys have no form of their own: 32 hex digits, a UUID, forty letters and digits. Their name
 * beside a random value is all that tells what it is. Words of everyday language (Box, Front, Render, Segment) are
 * left out: beside those a value must be assigned to a telling name, as beside any other word.
 */
const NAMES = `
  abbysale abstractapi abuseipdb abyssale accuweather activecampaign acuityscheduling adafruit adobeio adzuna aeroworkflow aerisweather affinda
  aftership ahrefs ai21 airbrake airtable airvisual aiven alchemyapi aletheia alconost algolia alibabacloud alienvault allsports alpacamarkets
  alphavantage amadeus ambee amplitude anthropic anypoint apacta apideck apiflash apifonica apify apilayer apimatic apimetrics apininjas apiscience
  apitemplate apixu apollo api2cart appcues appfollow appointedd appoptics appsynergy appveyor artifactory artsy asana assemblyai atera auth0
  autodesk autoklose autopilot avaza aviationstack axonaut aylien ayrshare azuredevops bannerbear baremetrics baserow basisthey beamer beebole
  besnappy besttime betterstack bigcommerce billomat bingmaps bitbar bitcoinaverage bitfinex bitflyer bitly bitmex bitquery bitstamp bittrex
  blablabus blazemeter blitapp blockchair blockcypher blockfrost blynk bombbomb boostnote botstar brandfetch braintree browserling browserstack
  bscscan buddyns budibase bugherd bugsnag buildkite bulbul bulksms butterbase buttercms bybit caflou calendarific calendly calorieninja campayn
  cannyio capsulecrm captaindata carboninterface cashboard censys centralstation cexio chartmogul chatfule checio checklyhq checkvist circleci
  clarifai clearbit clickatell clickhelp clicksend clicktime clickup clientary clinchpad clockify clockworksms closecrm cloudbees cloudconvert
  cloudelements cloudimage cloudinary cloudmersive cloudplan cloudsmith cloudways cloverly cloze clustdoc codacy codeclimate codecov codemagic
  codequiry coinapi coinbase coincap coingecko coinlayer coinlib coinmarketcap collect2 commercejs companyhub confluent contentful contentstack
  convertapi convertkit convier copyscape coresignal couchbase countrylayer courier coveralls craftmypdf crossbrowsertesting crowdin crowdstrike
  cryptocompare currencycloud currencyfreaks currencylayer currencyscoop currentsapi customerguru customerio d7network dailyco dandelion daraza
  dareboost databricks datadog dataform datagov deepai deepgram deepl deepseek delighted detectify detectlanguage dfuse diffbot diggernaut digicert
  digitalocean discogs disqus dnscheck dnsimple docparser documo docusign doppler dotdigital dovico dribbble dronahq droneci dropbox duply dwolla
  dynalist dyspatch dynatrace eagleeyenetworks easyinsight ecostruxure edamam edenai eightxeight elasticemail elevenlabs enablex envoyapi esendex
  etherscan ethplorer etsyapi eventbrite eventful everhour exchangerate exchangeratesapi exportsdk extractorapi facepp fastforex fastly faunadb
  feedier fetchrss figma fileio filestack financialmodelingprep findl finage finnhub fixerio flatio fleetbase flexport flickr flightapi flightaware
  flightlabs flightstats flowdash flowflu flutterwave formbucket formcraft formio formsite foursquare freshbooks freshdesk freshservice freshworks
  fullstory fusebill fxmarket gengo geoapify geocode geocodio geocodify geoipify getemail getemails getgeoapi getgist getresponse getsandbox giphy
  gitter glassnode glitterly gocanvas gocardless goodday graphcms graphhopper groovehq gtmetrix guardianapi gumroad gyazo happyscribe harness hasura
  helpcrunch helpscout hereapi heroku hetzner hibp hellosign hivehr holidayapi honeybadger honeycomb hostinger hotwire htmlcsstoimage hubspot
  huggingface hunterio hyperping hypertrack ibmcloud iconfinder iconosquare iexcloud imagekit imagga imgbb imgix imgur improvmx infobip infura inkdit
  insightly instabot instamojo instatus integromat intercom interseller intrinio invoiceocean ip2location ipapi ipdata ipgeolocation ipify ipinfo
  ipinfodb ipquality ipqualityscore ipstack iterable jiratoken jotform jumpcloud jumpseller kairosdb kaleyra kanbantool karmacrm keenio keygen
  kickbox kinsta kintone klaviyo klipfolio knapsackpro kontent kraken kucoin kylas languagelayer lacework larksuite lastfm launchdarkly leadfeeder
  lemlist lemonsqueezy lendflow lessannoyingcrm lexigram linemessaging linenotify liveagent livestorm locationiq logdna loggly loginradius logmein
  logzio lokalise loyverse lusha magicbell mailboxlayer mailchimp mailerlite mailgun mailjet mailmodo mailsac mailtrap mandrill mapbox mapquest
  marketstack mattermost maxmind mavenlink mediastack meaningcloud meistertask meraki mesibo messagebird metabase metrilo mezmo microlink midtrans
  mindmeister mixcloud mixmax mixpanel moderationapi mollie monkeylearn moonclerk moonpay moosend moralis mrticktock myfreshworks myintervals
  namecheap nethunt netlify neutrinoapi newrelic newsapi newscatcher nexmo nicereply nightfall nimble nitro noticeable notificare nozbe numverify
  nutritionix nylas nytimes oandaapi omnisend onedesk onelogin onepagecrm onesignal onfleet onwater oopspam opencagedata openfigi opengraph
  openrouteservice openuv openvpn openweather openweathermap opsgenie optimizely ottertune overloop owlbot packagecloud paddle pagerduty paligo
  pandadoc pandascore paperform paperspace paralleldots parsehub parseur partnerstack passbase pastebin paydirt paymo paymongo paypal paystack
  pdflayer pdfshift peopledatalabs pepipost percy pexels phantombuster photoroom pinata pinecone pipedream pipedrive pivotaltracker pixabay plaid
  planetscale planview planyo plivo podio pollsapi poloniex polygonio positionstack postageapi postbacks posthog postmark powrbot prerender
  pricehubble prismic privatemailhost procore prodpad productboard proofhub prospectcrm prospectio protocolsio proxycrawl pubnub pulumi purestake
  pushbullet pusher pushover quaderno qualaroo qualtrics quickbase quickmetrics quickbooks rapidapi razorpay reachmail readme rebrandly recruitee
  recurly reallysimplesystems redmine rentman repairshopr replicate replyio requestfinance resend restpack restpackhtmltopdfapi retellai revampcrm
  ringcentral ritekit rocketreach roninapp rootly route4me rownd rubygems runrunit salesblink salescookie salesflare salesloft salesmate satismeter
  saucelabs savvycal scaleway scraperapi scraperbox scrapestack scrapfly scrapin scrapingant scrapingbee scrapersite screenshotapi screenshotlayer
  scrutinizer securitytrails segmentio selectpdf sellfy semaphoreci sendbird sendgrid sendinblue sentry serpapi serphouse serpstack serveravatar
  serverdensity servicenow shipday shippo shippoapi shodan shopify shotstack shutterstock sigopt signable signalwire signaturit signiant signupgenius
  signwell sigmacomputing simfin similarweb simplesat simplynoted simvoly sinch siteleaf skrappio skybiometry skyscanner smartsheet smartsheets
  smartystreets smooch snipcart snykkey snyk sonarcloud sonarqube sourcegraph sparkpost speechtext splunk spoonacular sportradar sportsmonk spotify
  sqreen squareup squarespace sslmate statuscake statuspage statuspal stitchdata stockdata stockx storecove stormboard stormglass storyblok
  storychief strava stripe stytch sugester sumologic supabase supernotes surveyanyplace surveybot surveymonkey surveysparrow survicate swiftype
  synthesia tableau talenthr tallyfy tatumio taxjar teamgate teamworkcrm teamworkdesk technicalanalysisapi telnyx telegram telesign textlocal
  textmagic thehive thingsboard thinkific threatjammer thousandeyes ticketmaster tickettailor tiingo timecamp timekit timezoneapi todoist toggltrack
  togetherai tomorrowio tomtom tradier transferwise travelpayouts travisci trello tripadvisor truelayer trustpilot twelvedata twilio twitchapi
  twitter tyntec typeform typesense typetalk ubidots uclassify unifyid unplugg unsplash upcdatabase uplead uploadcare uptimerobot upwave urlscan
  userflow userstack usersnap usetiful vatlayer veevavault vercel verifier verimail veriphone versioneye viewneo virustotal visualcrossing voicegain
  voiceflow vonage voodoosms vouchery vultr vwo walkscore weatherapi weatherbit weatherstack webex webflow webscraper webscraping websitepulse wepay
  whoxy wistia woocommerce workable workstack worldcoinindex worldweather wrike xero yandex yelp youneedabudget yousign youtubeapi zapier
  zapierwebhook zendesk zenkit zenrows zenscrape zenserp zeplin zerobounce zerotier zipapi zipbooks zipcodeapi zipcodebase zohocrm zonkafeedback
  zulip zulipchat
`;

/** In lower case, none of them the start of another. */
export const VENDORS: readonly string[] = withoutLonger(
  NAMES.trim()
    .split(/\s+/)
    .filter((name) => name.length >= 4),
);

/** A name that starts with another one is found with that one. */
function withoutLonger(names: readonly string[]): string[] {
  const kept: string[] = [];
  for (const name of names.toSorted()) {
    const last = kept.at(-1);
    if (last === undefined || !name.startsWith(last)) kept.push(name);
  }
  return kept;
}
